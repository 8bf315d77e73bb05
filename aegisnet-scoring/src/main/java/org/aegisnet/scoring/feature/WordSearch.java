package org.aegisnet.scoring.feature;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Search for the columns of CICFlowMeter: by their names, and if a record has none of them, by the words of their names ({@link ColumnWords}).
 * Immutable.
 */
final class WordSearch implements FieldSearch {
    private final Map<String, String> wordsByName = new HashMap<>();

    WordSearch(final CicFlowMeterColumns columns) {
        columns.byName()
                .values()
                .forEach(column -> column.names().forEach(name -> wordsByName.put(name, ColumnWords.fold(name))));
    }

    @Override
    public int[] find(final FieldIndex fields, final Term term) {
        final int[] positions = fields.positionsOf(term.keys());
        if (positions.length > 0) {
            return positions;
        }
        return term.names().stream()
                .map(wordsByName::get)
                .filter(words -> words != null)
                .map(fields::positionByWords)
                .flatMapToInt(OptionalInt::stream)
                .distinct()
                .toArray();
    }
}
