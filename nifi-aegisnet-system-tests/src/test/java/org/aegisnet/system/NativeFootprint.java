package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.aegisnet.runtime.Jcmd;

/**
 * The resources that a process holds outside of the Java heap's own accounting, as Linux reports them.
 *
 * @param residentMegabytes memory in use
 * @param threads all threads, native ones included; NiFi adds one to its pool for every task that is terminated
 * @param threadsInOurCode threads with a frame of ours on their stack
 * @param temporaryFiles in the process's temporary folder
 */
record NativeFootprint(long residentMegabytes, long threads, long threadsInOurCode, long temporaryFiles) {
    static final Path PROC = Path.of("/proc");

    static NativeFootprint of(final long processId, final Path temporaryFolder) throws IOException {
        final Path status = PROC.resolve(Long.toString(processId)).resolve("status");
        try (Stream<Path> files = Files.walk(temporaryFolder)) {
            return new NativeFootprint(
                    number(status, "VmRSS:") / 1024,
                    number(status, "Threads:"),
                    threadsInOurCode(processId),
                    files.filter(Files::isRegularFile).count());
        }
    }

    private static long threadsInOurCode(final long processId) throws IOException {
        final String stacks = new Jcmd(processId).answer("Thread.print");
        assertTrue(stacks.contains("Full thread dump"), stacks);
        return Arrays.stream(stacks.split("\n\n", -1))
                .filter(stack -> stack.contains("at org.aegisnet.") || stack.contains("at ai.onnxruntime."))
                .count();
    }

    private static long number(final Path status, final String key) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
