package org.aegisnet.processors.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.aegisnet.processors.ClassifyFlowForest;
import org.aegisnet.processors.ScoreFlowAutoencoder;
import org.aegisnet.scoring.csv.CsvFormatException;
import org.aegisnet.scoring.csv.FlowTable;
import org.aegisnet.scoring.feature.KnownFeatureNames;
import org.aegisnet.scoring.feature.NumericFieldNames;
import org.aegisnet.scoring.feature.Vocabularies;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;

/** Reads CSV of flows in one pass. Safe for all threads; each FlowFile has a reader of its own. */
@Tags({"csv", "tsv", "flow", "network", "cicflowmeter", "zeek", "netflow", "gzip", "record", "reader"})
@CapabilityDescription(
        "Reads CSV of network flows from all tools that the scoring processors know, in one pass and without settings. The header tells the separator"
                + " and the types: columns that a vocabulary reads numbers from hold numbers, all others texts. Accepts what published files hold: names"
                + " that occur twice or have blanks around them, Infinity and NaN, broken encodings, Zeek's header, repeated headers, gzip. A row with"
                + " too many or too few cells stays a record, which the scoring processors do not score; the field csv_fault says why.")
@SeeAlso({ScoreFlowAutoencoder.class, ClassifyFlowForest.class})
public class FlowCsvReader extends AbstractControllerService implements RecordReaderFactory {
    private final KnownFeatureNames knownNames;
    private final NumericFieldNames numericNames;
    private final LatestColumns latest = new LatestColumns();

    /** A reader that knows all vocabularies. */
    public FlowCsvReader() {
        final Vocabularies vocabularies = new Vocabularies();
        this.knownNames = new KnownFeatureNames(vocabularies.all(), List.of());
        this.numericNames = new NumericFieldNames(vocabularies.all());
    }

    /**
     * Opens a content and reads its header.
     *
     * @throws MalformedRecordException if the content is not CSV, or exceeds a bound
     */
    @Override
    public RecordReader createRecordReader(
            final Map<String, String> variables,
            final InputStream stream,
            final long inputLength,
            final ComponentLog logger)
            throws IOException, MalformedRecordException {
        try {
            final FlowTable table = FlowTable.open(stream, knownNames);
            return new FlowCsvRecordReader(
                    table,
                    latest.of(table.writtenNames(), written -> new TypedColumns(table.names(), written, numericNames)));
        } catch (final CsvFormatException e) {
            throw new MalformedRecordException(e.getMessage(), e);
        }
    }
}
