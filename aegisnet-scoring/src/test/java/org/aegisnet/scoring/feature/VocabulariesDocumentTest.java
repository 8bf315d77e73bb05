package org.aegisnet.scoring.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.aegisnet.scoring.loading.BundledModels;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.junit.jupiter.api.Test;

/**
 * Writer of models/vocabularies.md, which tells which vocabulary supplies which bundled model, and how. The test fails if the committed document
 * differs.
 */
class VocabulariesDocumentTest {
    private static final Path COMMITTED = Path.of("..", "models", "vocabularies.md");
    private static final Path WRITTEN = Path.of("target", "vocabularies.md");

    private final List<Vocabulary> vocabularies = new Vocabularies().all();

    @Test
    void theCommittedDocumentIsUpToDate() throws Exception {
        final String document = document();
        Files.createDirectories(WRITTEN.getParent());
        Files.writeString(WRITTEN, document);
        assertEquals(
                document,
                Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "",
                "models/vocabularies.md is out of date; copy aegisnet-scoring/target/vocabularies.md over it and commit it");
    }

    @Test
    void everyVocabularySuppliesTheAutoencoder() throws Exception {
        final ModelMetadata model = model(ModelKind.AUTOENCODER);
        for (final Vocabulary vocabulary : vocabularies) {
            assertTrue(missing(vocabulary, model).isEmpty(), vocabulary.name());
        }
    }

    @Test
    void onlyCicFlowMeterSuppliesTheForest() throws Exception {
        final ModelMetadata model = model(ModelKind.FOREST);
        assertEquals(
                List.of("Python CICFlowMeter", "CICFlowMeter"),
                vocabularies.stream()
                        .filter(vocabulary -> missing(vocabulary, model).isEmpty())
                        .map(Vocabulary::name)
                        .toList());
    }

    private static ModelMetadata model(final ModelKind kind) throws Exception {
        return new BundledModels().read(kind).metadata();
    }

    private static List<String> missing(final Vocabulary vocabulary, final ModelMetadata model) {
        return model.features().stream()
                .filter(Feature::required)
                .filter(feature -> !vocabulary.knows(feature))
                .map(Feature::name)
                .toList();
    }

    @Test
    void everyVocabularyNamesItsSource() throws Exception {
        final Map<String, String> sources = sources();
        for (final Vocabulary vocabulary : vocabularies) {
            assertTrue(sources.containsKey(vocabulary.name()), vocabulary.name());
        }
    }

    /** Tells whether a vocabulary is one of a published data set, whose files are its samples. */
    static boolean isOfADataSet(final String vocabulary) {
        return Set.of("UNSW-NB15", "BoT-IoT", "ToN-IoT", "CIDDS", "NTLFlowLyzer", "Python CICFlowMeter")
                .contains(vocabulary);
    }

    /** The documentation that the names come from, with the day it was looked at, by vocabulary: {@code vocabulary-sources.tsv}. */
    private static Map<String, String> sources() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                VocabulariesDocumentTest.class.getResourceAsStream("vocabulary-sources.tsv"),
                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> line.split("\t", 2))
                    .collect(Collectors.toMap(row -> row[0], row -> row[1]));
        }
    }

    private String document() throws Exception {
        final Map<ModelKind, ModelMetadata> models = new LinkedHashMap<>();
        for (final ModelKind kind : ModelKind.values()) {
            models.put(kind, model(kind));
        }
        final Map<String, String> sources = sources();
        final StringBuilder text = new StringBuilder(introduction());
        text.append(row(
                List.of("vocabulary", "counts", "means no value", "flow-autoencoder", "flow-forest", "names from")));
        text.append("|---|---|---|---|---|---|\n");
        for (final Vocabulary vocabulary : vocabularies) {
            text.append(row(List.of(
                    vocabulary.name(),
                    vocabulary.byteCount().description(),
                    markers(vocabulary),
                    verdict(vocabulary, models.get(ModelKind.AUTOENCODER)),
                    verdict(vocabulary, models.get(ModelKind.FOREST)),
                    sources.getOrDefault(vocabulary.name(), ""))));
        }
        for (final ModelMetadata model : models.values()) {
            text.append("\n## %s\n\n".formatted(model.name()));
            text.append(
                    "Best way first. A *computed* value is not a field as it stands; a *missing* one is supplied by no field.\n");
            for (final Vocabulary vocabulary : vocabularies) {
                if (model.features().stream().anyMatch(feature -> vocabulary.knows(feature))) {
                    appendFeatures(text, vocabulary, model);
                }
            }
        }
        return text.toString();
    }

    private static String introduction() {
        return """
                # Vocabularies

                Written by VocabulariesDocumentTest, which fails where this page is out of date.

                A vocabulary is how one kind of tool names, counts and directs flows. With `Detect` the records' field names choose it: the vocabulary
                that supplies most of the features the model requires. Of equals, it is the one that knows most of the record's fields, addresses, ports and
                times too; then the one that stands first below. If a FlowFile mixes the records of several tools, each record chooses by the fields
                that it has values for. Case, blanks and punctuation of names do not count. A field of a nested record goes by its path,
                `flow.bytes_toserver`; a flat field may have that name too. If a record lacks a required feature, it leaves by `unscored`, and the
                reason names the feature and the tool. An optional feature that is missing or cannot be read, such as `https` for a port, is unknown.

                **Two fields of one name**, such as `src_port` and `Src Port`, may stand in one record. An empty one does not count, and equal values are
                one value. If the values differ and anybody needs the field, the record leaves by `unscored`, and the reason names both fields.

                `bytes_in` goes from source to destination everywhere, `bytes_out` comes back. Vocabularies differ in what they count as bytes, and the
                bundled models have learnt from payload bytes. Flows counted otherwise look somewhat larger to them. Set the threshold with normal
                traffic of your own.

                * **Zeek** leaves the duration out where it is 0, as for a flow of one packet; that is read as 0, not as missing. `orig_ip_bytes` is
                  preferred to the payload's `orig_bytes`. Of ICMP, type and code stand in place of ports. A line of names that begins with `#fields`
                  may be the header: names then stand one column too far right, which is put right. (The CSVReader must derive the schema from the
                  header; it cannot infer one from rows that are shorter than the header.)
                * **Suricata**: flow events, and netflow events with one way each. Other events that carry a flow lack its end and are not scored.
                * **nfdump** writes 0 into the reverse counters of one-way flows. A 0 in `obyt` therefore means not counted, and `bytes_out` is missing.
                * **Argus** writes ports of ICMP in hexadecimal. ARP and other protocols that are not IP are not scored.
                * **NFStream** counts frames in its default accounting mode, 0.
                * **CICFlowMeter**: the headers of all its versions and of the published data sets, the corrected files and LycoSTand. Names as a
                  person writes them are the same if their words are: *Total Forward Packets* is `Total Fwd Packets`, *Initial Window Bytes (Forward)*
                  is `Init_Win_bytes_forward`. Times are microseconds. Dates have the day first, unless the second number cannot be a month. Versions
                  before 2020 write an hour from 1 to 12 without AM or PM, and the hour is taken as it stands.
                * **Python CICFlowMeter**: the port with names such as `tot_fwd_pkts`. Its versions write seconds or microseconds. The rates of each
                  record tell the unit; without rates, a fractional duration is in seconds. If the rates fit neither unit, the record leaves by
                  `unscored`.
                * **UNSW-NB15**: the training and testing sets, and the four whole files if the published names are their header. Without a header
                  they cannot be told from other files.
                * **BoT-IoT**: the whole files and the extract of 5 %. The extract of the ten best features has no bytes and cannot be scored.
                * **ToN-IoT**: the network data. Bytes are those of IP, since `src_bytes` holds addresses in some rows.
                * **CIDDS** rounds large counts: `1.4 M` is read as 1,400,000. Its flows are one-way, so `bytes_out` is missing.
                * **Splunk CIM** calls `bytes_out` what leaves the source. Records are taken for it where `dest_ip`, `dest_port`, `transport` or
                  `bytes_received` stands beside `bytes_in`.
                * **OCSF**: `traffic.bytes_out` leaves the source, too. Records of one way may have totals only.
                * **NetFlow, GoFlow2, pmacct, AWS VPC, GCP VPC** report one way a record: `bytes_out` is missing, and `packets` are those of one way.
                * **AWS VPC**: records with the status NODATA or SKIPDATA have hyphens in place of counts, and are not scored.
                * **Azure**: a tuple of a flow log tells one point in time, so it has no duration; the tables of Traffic Analytics have both ends.
                * **FortiGate** logs a session when it ends; its start is the time of the log less the duration. The log's clock is taken for UTC.

                **Points in time** have one meaning as number, as text of a number and as text of a date. A Unix time between September 2001 and 2106 tells
                its unit by its size, from seconds to nanoseconds. Any other number has the unit of its tool, such as the milliseconds since a router's
                start in `FIRST_SWITCHED`. Uptimes from 11.5 days on look like seconds since 1970 there, which nProbe writes.
                Dates may have AM or PM, a fraction to the nanosecond, and an offset; without one they are UTC.

                **ICMP has no ports.** Models get none, even if an exporter writes something in their place. Type and code come from the tool's own fields, or in
                its own way from the fields for ports: nfdump's `8.0` is type 8, code 0.

                **Impossible values** never enter a score, whichever type they have. A record leaves by `unscored` with the reason if one of these
                facts is a number outside of its bounds. That holds even if the model does not use the fact:

                | fact | bounds |
                |---|---|
                | port | whole, 0 to 65535; not looked at for ICMP |
                | protocol | whole, 0 to 255 |
                | type and code of ICMP | whole, 0 to 255 |
                | bytes, packets of one direction | whole, 0 to 2^53 - 1; text such as `1.200` is refused, because it may mean 1,200 |
                | packets of both directions | whole, 1 to 2^53 - 1 |
                | duration | 0 s to 48 days: a counter of 32 bits starts again after 49.7 days of milliseconds, and an end before the start looks like that |
                | flags of TCP | letters, or whole, 0 to 65535 |

                The columns of CICFlowMeter that the model uses have bounds, too. Flags are whole counts. Times within a flow lie between 0 s and 48 days.
                Lengths of packets are whole and below 2^32, their means below 2^32, their variance below 2^64. Windows are whole, -1 (none) to 65535.

                Features of your own models come from the field of their name. Every vocabulary also computes `bytes`, `bytes_per_second`,
                `packets_per_second` and `bytes_per_packet`.

                """;
    }

    private static String markers(final Vocabulary vocabulary) {
        return vocabulary.missingMarkers().isEmpty()
                ? "empty"
                : vocabulary.missingMarkers().stream()
                        .sorted()
                        .map("`%s`"::formatted)
                        .collect(Collectors.joining(", ", "empty, ", ""));
    }

    private static String verdict(final Vocabulary vocabulary, final ModelMetadata model) {
        final List<String> missing = missing(vocabulary, model);
        if (!missing.isEmpty()) {
            return "not scorable, lacks %d of %d features"
                    .formatted(
                            missing.size(),
                            model.features().stream().filter(Feature::required).count());
        }
        final List<String> computed = model.features().stream()
                .filter(vocabulary::knows)
                .map(Feature::name)
                .filter(feature -> !origin(vocabulary.formulasFor(feature)).equals("field"))
                .toList();
        return computed.isEmpty() ? "scorable" : "scorable; computed where needed: " + String.join(", ", computed);
    }

    private static void appendFeatures(
            final StringBuilder text, final Vocabulary vocabulary, final ModelMetadata model) {
        text.append("\n### %s in %s\n\n".formatted(model.name(), vocabulary.name()));
        text.append("| feature | | from |\n|---|---|---|\n");
        for (final Feature feature : model.features()) {
            if (!vocabulary.knows(feature)) {
                text.append(row(List.of(feature.name(), feature.required() ? "**missing**" : "missing", "")));
                continue;
            }
            final List<Formula> ways = vocabulary.formulasFor(feature.name());
            text.append(row(List.of(
                    feature.name(),
                    origin(ways),
                    ways.stream().map(VocabulariesDocumentTest::way).collect(Collectors.joining("; ")))));
        }
    }

    private static String origin(final List<Formula> ways) {
        if (ways.stream().allMatch(Formula::isOneField)) {
            return "field";
        }
        return ways.stream().anyMatch(Formula::isOneField) ? "field or computed" : "computed";
    }

    private static String way(final Formula formula) {
        final List<String> terms = new ArrayList<>();
        for (final Term term : formula.terms()) {
            final String names =
                    term.names().stream().distinct().map("`%s`"::formatted).collect(Collectors.joining(" or "));
            terms.add(formula.isOneField() || term.names().size() == 1 ? names : "(" + names + ")");
        }
        if (formula.isOneField()) {
            final double factor = formula.summands().getFirst().factor();
            if (factor == 0) {
                return "0 where there is " + terms.getFirst();
            }
            return factor == 1 ? terms.getFirst() : "%s times %s".formatted(terms.getFirst(), factor);
        }
        final StringBuilder text = new StringBuilder(terms.getFirst());
        for (int term = 1; term < terms.size(); term++) {
            text.append(formula.summands().get(term).factor() < 0 ? " - " : " + ")
                    .append(terms.get(term));
        }
        return text.toString();
    }

    private static String row(final List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
