package org.aegisnet.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Asks another JVM about itself, with the JDK's own tool.
 *
 * @param processId of that JVM
 */
public record Jcmd(long processId) {
    /** The answer to one of jcmd's commands, for example {@code Thread.print}. */
    public String answer(final String command) throws IOException {
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(processId),
                        command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
