package org.aegisnet.benchmark.recordpath;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The processor time that NiFi's pool of task threads has had. Unlike the time of the clock it does not grow while other programs have the processors.
 *
 * @param processId of NiFi
 */
record TaskThreads(long processId) {
    private static final Pattern POOL_THREAD =
            Pattern.compile("^\"Timer-Driven Process Thread-.* cpu=([0-9.]+)ms", Pattern.MULTILINE);

    Duration processorTime() throws IOException {
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(processId),
                        "Thread.print")
                .redirectErrorStream(true)
                .start();
        final String dump = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        double milliseconds = 0;
        final Matcher threads = POOL_THREAD.matcher(dump);
        while (threads.find()) {
            milliseconds += Double.parseDouble(threads.group(1));
        }
        if (milliseconds == 0) {
            throw new IOException("The dump of process %d shows no task threads".formatted(processId));
        }
        return Duration.ofNanos((long) (milliseconds * 1e6));
    }
}
