package org.aegisnet.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process holds outside of the Java heap's own accounting, as Linux tells it.
 *
 * @param residentMegabytes memory in use
 * @param threads all threads, native ones included
 * @param temporaryFiles in the process's temporary folder
 */
record NativeFootprint(long residentMegabytes, long threads, long temporaryFiles) {
    static final Path PROC = Path.of("/proc");

    static NativeFootprint of(final long processId, final Path temporaryFolder) throws IOException {
        final Path status = PROC.resolve(Long.toString(processId)).resolve("status");
        try (Stream<Path> files = Files.walk(temporaryFolder)) {
            return new NativeFootprint(
                    number(status, "VmRSS:") / 1024,
                    number(status, "Threads:"),
                    files.filter(Files::isRegularFile).count());
        }
    }

    private static long number(final Path status, final String key) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
