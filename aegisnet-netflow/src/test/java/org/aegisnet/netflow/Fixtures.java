package org.aegisnet.netflow;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.framing.DatagramSource;
import org.aegisnet.netflow.framing.Framing;

/** The datagrams that come with this module's tests; {@code NOTICE} beside them says whose they are. */
public final class Fixtures {
    /** All peers' cases, by the name of their file. */
    public static final List<String> CASES = lines("cases/cases.txt");

    /** All captures made with softflowd. */
    public static final List<String> CAPTURES = List.of(
            "softflowd_v5",
            "softflowd_v9",
            "softflowd_v9_sampled",
            "softflowd_v9_vlan",
            "softflowd_v10",
            "softflowd_v10_biflow",
            "softflowd_v10_ether",
            "softflowd_v10_seconds",
            "softflowd_v10_milliseconds",
            "softflowd_v10_microseconds",
            "softflowd_v10_nanoseconds");

    private Fixtures() {}

    /** The datagrams of a peer's case, each with the exporter it came from. */
    public static List<Datagram> ofCase(String name) {
        List<Datagram> datagrams = new ArrayList<>();
        for (String line : lines("cases/" + name + ".hex")) {
            String[] parts = line.split(" ", 2);
            datagrams.add(new Datagram(new Exporter(parts[0]), 0, HexFormat.of().parseHex(parts[1])));
        }
        return datagrams;
    }

    /** The datagrams of a softflowd capture. */
    public static List<Datagram> ofCapture(String name) {
        List<Datagram> datagrams = new ArrayList<>();
        try (InputStream stream = open("captures/" + name + ".dgrams");
                DatagramSource source = Framing.LENGTH_PREFIXED.open(stream, new Exporter("192.0.2.1"), 0)) {
            for (Optional<Datagram> next = source.next(); next.isPresent(); next = source.next()) {
                datagrams.add(next.get());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return datagrams;
    }

    /** The lines of a text file that are neither blank nor comments. */
    public static List<String> lines(String file) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static InputStream open(String file) {
        InputStream stream = Fixtures.class.getResourceAsStream(file);
        if (stream == null) {
            throw new IllegalStateException("The test fixture " + file + " is missing.");
        }
        return stream;
    }
}
