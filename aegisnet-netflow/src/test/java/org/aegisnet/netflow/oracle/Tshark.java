package org.aegisnet.netflow.oracle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Assumptions;

/** Wireshark's dissector as the oracle: runs tshark on a capture and reads its records and fields. */
final class Tshark {
    private Tshark() {}

    /**
     * A field as tshark found it.
     *
     * @param offset in the datagram
     * @param name tshark's own, such as {@code cflow.srcaddr}
     * @param show the value as tshark prints it
     * @param value the bytes in hexadecimal; empty if tshark gives none
     */
    record Field(int offset, int length, String name, String show, String value) {}

    /**
     * A record as tshark found it.
     *
     * @param offset in the datagram
     */
    record Flow(int offset, int length, List<Field> fields) {}

    /** Skips the test if tshark is not installed. */
    static void assumeInstalled() {
        try {
            Process process = new ProcessBuilder("tshark", "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            Assumptions.assumeTrue(process.waitFor(30, TimeUnit.SECONDS), "Skipped: tshark does not answer.");
        } catch (IOException absent) {
            Assumptions.abort("Skipped: tshark is not installed.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            Assumptions.abort("Skipped: interrupted.");
        }
    }

    /** The records of each datagram of a capture, in order. */
    static List<List<Flow>> read(Path capture) throws IOException, XMLStreamException {
        List<String> command =
                new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString(), "-T", "pdml", "-J", "cflow"));
        for (String port : List.of("2055", "4739", "9995", "9996", "2100")) {
            command.addAll(List.of("-d", "udp.port==" + port + ",cflow"));
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream output = new BufferedInputStream(process.getInputStream(), 1 << 16)) {
            return parse(output);
        } finally {
            process.destroy();
        }
    }

    private static List<List<Flow>> parse(InputStream pdml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XMLStreamReader reader = factory.createXMLStreamReader(pdml);
        List<List<Flow>> datagrams = new ArrayList<>();
        Deque<Boolean> isFlow = new ArrayDeque<>();
        int start = -1;
        Flow flow = null;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT
                    && reader.getLocalName().equals("proto")) {
                isFlow.push(false);
                if (reader.getAttributeValue(null, "name").equals("cflow")) {
                    start = number(reader, "pos");
                    datagrams.add(new ArrayList<>());
                }
            } else if (event == XMLStreamConstants.START_ELEMENT
                    && reader.getLocalName().equals("field")) {
                String show = attribute(reader, "show");
                boolean begins = start >= 0 && flow == null && (show.matches("Flow \\d+.*") || show.startsWith("pdu "));
                isFlow.push(begins);
                if (begins) {
                    flow = new Flow(number(reader, "pos") - start, number(reader, "size"), new ArrayList<>());
                } else if (flow != null && !attribute(reader, "name").isEmpty()) {
                    flow.fields().add(field(reader, start, show));
                }
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && !reader.getLocalName().equals("packet")
                    && !reader.getLocalName().equals("pdml")) {
                if (isFlow.pop()) {
                    datagrams.get(datagrams.size() - 1).add(flow);
                    flow = null;
                }
                if (isFlow.isEmpty()) {
                    start = -1;
                }
            }
        }
        return datagrams;
    }

    private static Field field(XMLStreamReader reader, int start, String show) {
        String unmasked = attribute(reader, "unmaskedvalue");
        String value = unmasked.isEmpty() ? attribute(reader, "value") : unmasked;
        return new Field(number(reader, "pos") - start, number(reader, "size"), attribute(reader, "name"), show, value);
    }

    private static int number(XMLStreamReader reader, String attribute) {
        return Integer.parseInt(attribute(reader, attribute));
    }

    private static String attribute(XMLStreamReader reader, String name) {
        String value = reader.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
