package org.aegisnet.scoring.feature;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The vocabularies known without any setting. Everywhere {@code bytes_in} goes from source to destination and {@code bytes_out} comes back;
 * {@code packets} is both together; {@code duration} is in seconds.
 */
public final class Vocabularies {
    private static final String CICFLOWMETER_COLUMNS = "cicflowmeter-columns.csv";

    private final List<Vocabulary> all;

    public Vocabularies() {
        this.all = List.of(aegisNet(), cicFlowMeter());
    }

    /** All of them; where a record fits several equally well, the first is meant. */
    public List<Vocabulary> all() {
        return all;
    }

    private static Vocabulary aegisNet() {
        return new Vocabulary(
                "AegisNet",
                Map.of(
                        "bytes_in", List.of(Formula.field("bytes_in")),
                        "bytes_out", List.of(Formula.field("bytes_out")),
                        "packets",
                                List.of(
                                        Formula.field("packets"),
                                        Formula.sum(List.of("packets_fwd"), List.of("packets_rev"))),
                        "duration", List.of(Formula.field("duration")),
                        "src_port", List.of(Formula.field("src_port")),
                        "dst_port", List.of(Formula.field("dst_port")),
                        "protocol", List.of(Formula.field("protocol"))));
    }

    /**
     * CICFlowMeter in its three header styles: the published CIC-IDS2017 files, the later tool, and the short names of CSE-CIC-IDS2018. It
     * counts payload bytes, and microseconds.
     */
    private static Vocabulary cicFlowMeter() {
        final Map<String, List<String>> styles = cicFlowMeterColumns();
        final Map<String, List<Formula>> formulas = new HashMap<>();
        styles.forEach((feature, names) -> formulas.put(feature, List.of(Formula.field(names.toArray(String[]::new)))));
        formulas.put("bytes_in", List.of(new Formula(List.of(styles.get("Total Length of Fwd Packets")), 1)));
        formulas.put("bytes_out", List.of(new Formula(List.of(styles.get("Total Length of Bwd Packets")), 1)));
        formulas.put(
                "packets", List.of(Formula.sum(styles.get("Total Fwd Packets"), styles.get("Total Backward Packets"))));
        formulas.put("duration", List.of(new Formula(List.of(styles.get("Flow Duration")), 1e-6)));
        formulas.put("src_port", List.of(new Formula(List.of(styles.get("Source Port")), 1)));
        formulas.put("dst_port", List.of(new Formula(List.of(styles.get("Destination Port")), 1)));
        formulas.put("protocol", List.of(new Formula(List.of(styles.get("Protocol")), 1)));
        return new Vocabulary("CICFlowMeter", formulas);
    }

    private static Map<String, List<String>> cicFlowMeterColumns() {
        try (InputStream stream = Vocabularies.class.getResourceAsStream(CICFLOWMETER_COLUMNS);
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            final Map<String, List<String>> columns = new HashMap<>();
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                final List<String> names = new ArrayList<>();
                for (final String name : line.split(",", -1)) {
                    if (!name.isEmpty()) {
                        names.add(name);
                    }
                }
                columns.put(names.getFirst(), List.copyOf(names));
            }
            return columns;
        } catch (final IOException e) {
            throw new UncheckedIOException("%s in the scoring jar cannot be read".formatted(CICFLOWMETER_COLUMNS), e);
        }
    }
}
