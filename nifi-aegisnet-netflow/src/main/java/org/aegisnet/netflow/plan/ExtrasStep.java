package org.aegisnet.netflow.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aegisnet.netflow.element.ElementValue;
import org.aegisnet.netflow.template.TemplateField;

/** The fields that no column holds, by name, as values a record can carry: whole numbers, decimals, truth values and text. */
final class ExtrasStep implements ColumnStep {
    private final List<TemplateField> fields;
    private final int[] indexes;
    private final String[] names;

    /**
     * Keeps some fields of a template.
     *
     * @param indexes of the fields
     * @param names under which they are kept; none twice
     */
    ExtrasStep(List<TemplateField> fields, int[] indexes, String[] names) {
        this.fields = fields;
        this.indexes = indexes;
        this.names = names;
    }

    @Override
    public long apply(RecordRun run) {
        for (int record = 0; record < run.count(); record++) {
            int skip = record * run.stride();
            Map<String, Object> extras = new LinkedHashMap<>();
            for (int index = 0; index < indexes.length; index++) {
                int field = indexes[index];
                String name = names[index];
                ElementValue.read(
                                fields.get(field).element(), run.buffer(), run.offset(field) + skip, run.length(field))
                        .ifPresent(value -> extras.put(name, ElementValue.plain(value)));
            }
            run.batch().putExtras(run.row() + record, Collections.unmodifiableMap(extras));
        }
        return 0;
    }
}
