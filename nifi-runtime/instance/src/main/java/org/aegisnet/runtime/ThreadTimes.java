package org.aegisnet.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The processor time that the threads of a NiFi have had. Unlike the time of the clock it does not grow while other programs have the processors.
 *
 * @param dump of the threads, as {@code jcmd Thread.print} gives it
 */
public record ThreadTimes(String dump) {
    private static final String TASK_THREADS = "Timer-Driven Process Thread-.*";

    /** The times until now. */
    public static ThreadTimes of(final long processId) throws IOException {
        return new ThreadTimes(new Jcmd(processId).answer("Thread.print"));
    }

    /** The time of the threads that run processors. */
    public Duration ofTasks() throws IOException {
        return of(TASK_THREADS);
    }

    /**
     * The time of all threads of a name together.
     *
     * @param name a regular expression
     * @throws IOException if no thread of that name has had any
     */
    public Duration of(final String name) throws IOException {
        final Matcher threads = Pattern.compile("^\"%s\".* cpu=([0-9.]+)ms".formatted(name), Pattern.MULTILINE)
                .matcher(dump);
        double milliseconds = 0;
        while (threads.find()) {
            milliseconds += Double.parseDouble(threads.group(1));
        }
        if (milliseconds == 0) {
            throw new IOException("The dump of NiFi's threads shows no time of any with the name " + name);
        }
        return Duration.ofNanos((long) (milliseconds * 1e6));
    }
}
