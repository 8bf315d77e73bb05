package org.aegisnet.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every command that tells somebody how to watch an interface with softflowd: with its own times, nothing would be seen for minutes. */
class SoftflowdCommandsTest {
    private static final String TIMES = "-t tcp.fin=3 -t tcp.rst=3 -t udp=10 -t maxlife=60 -t expint=2";
    private static final Pattern COMMAND = Pattern.compile("softflowd -i \\S+ -n \\S+ -v 9(.{0,70})");
    private static final Path CHECKOUT = Stream.iterate(
                    Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
            .filter(folder -> Files.isDirectory(folder.resolve("templates")))
            .findFirst()
            .orElseThrow();

    @Test
    void haveTimesOfSeconds() throws IOException {
        final List<String> texts = new ArrayList<>();
        for (final String name : List.of(
                "templates/README.md",
                "nifi-aegisnet-processors/src/main/resources/docs/org.aegisnet.processors.netflow.ListenNetFlow/additionalDetails.md")) {
            texts.add(Files.readString(CHECKOUT.resolve(name)));
        }
        new ObjectMapper()
                .readTree(CHECKOUT.resolve("templates/netflow-to-alerts.json").toFile())
                .at("/flowContents/labels")
                .forEach(note -> texts.add(note.path("label").asText()));
        texts.add(new NetFlowScenario(new Checkout(CHECKOUT)).invitation(new FlowFolders(CHECKOUT)));
        int commands = 0;
        for (final String text : texts) {
            final Matcher command = COMMAND.matcher(text);
            while (command.find()) {
                commands++;
                assertTrue(command.group(1).strip().startsWith(TIMES), command.group());
            }
        }
        assertEquals(4, commands);
    }
}
