package org.aegisnet.benchmark.netflow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The processor time that threads of NiFi have had. Unlike the time of the clock it does not grow while other programs have the processors.
 *
 * @param tasks of the threads that run processors
 * @param receiver of the thread that reads the socket of the listener
 */
record ThreadTimes(Duration tasks, Duration receiver) {
    private static final Pattern TASKS =
            Pattern.compile("^\"Timer-Driven Process Thread-.* cpu=([0-9.]+)ms", Pattern.MULTILINE);
    private static final Pattern RECEIVER =
            Pattern.compile("^\"ListenNetFlow\\[id=.*\\] receiver\".* cpu=([0-9.]+)ms", Pattern.MULTILINE);

    static ThreadTimes of(final long processId) throws IOException {
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(processId),
                        "Thread.print")
                .redirectErrorStream(true)
                .start();
        final String dump = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new ThreadTimes(sum(dump, TASKS), sum(dump, RECEIVER));
    }

    private static Duration sum(final String dump, final Pattern pattern) {
        double milliseconds = 0;
        final Matcher threads = pattern.matcher(dump);
        while (threads.find()) {
            milliseconds += Double.parseDouble(threads.group(1));
        }
        return Duration.ofNanos((long) (milliseconds * 1e6));
    }

    ThreadTimes minus(final ThreadTimes earlier) {
        return new ThreadTimes(tasks.minus(earlier.tasks), receiver.minus(earlier.receiver));
    }
}
