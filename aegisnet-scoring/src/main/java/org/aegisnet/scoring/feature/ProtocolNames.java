package org.aegisnet.scoring.feature;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names of the protocols of IP with their IANA numbers, as tools write them. They are those of IANA's registry, of {@code /etc/protocols}, of Argus
 * and of Azure's flow logs. Argus also names protocols that it sees inside UDP.
 */
final class ProtocolNames {
    private static final String FILE = "protocols.txt";
    private static final Map<String, Double> NUMBERS = read();

    /** Protocols of the link layer, as Argus and others name them in place of a protocol of IP. */
    private static final Set<String> OUTSIDE_IP = Set.of(
            "arp", "rarp", "llc", "lldp", "cdp", "snap", "eapol", "ipx", "decnet", "loop", "pppoe", "mpls", "802.1d");

    private ProtocolNames() {}

    /** The IANA number of a protocol, or NaN if the name is unknown or the protocol is not one of IP. */
    static double number(final String name) {
        final Double number = NUMBERS.get(name.toLowerCase(Locale.ROOT));
        return number == null ? Double.NaN : number;
    }

    /** Tells whether a name is known to be a protocol beside IP, such as ARP. */
    static boolean isOutsideIp(final String name) {
        return OUTSIDE_IP.contains(name.toLowerCase(Locale.ROOT));
    }

    private static Map<String, Double> read() {
        try (InputStream stream = ProtocolNames.class.getResourceAsStream(FILE);
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            final Map<String, Double> numbers = new HashMap<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                final String[] numberAndNames = line.split(" ", -1);
                for (int name = 1; name < numberAndNames.length; name++) {
                    numbers.put(numberAndNames[name], Double.valueOf(numberAndNames[0]));
                }
            }
            return Map.copyOf(numbers);
        } catch (final IOException e) {
            throw new UncheckedIOException("%s in the scoring jar cannot be read".formatted(FILE), e);
        }
    }
}
