package org.aegisnet.benchmark.recordpath;

import java.time.Duration;

/**
 * What one candidate took in one round.
 *
 * @param tasks by the clock, as NiFi's status tells
 * @param processor what the threads had of the machine's processors
 * @param records how many records that was for
 */
record Times(Duration tasks, Duration processor, int records) {
    double taskMicroseconds() {
        return tasks.toNanos() / 1e3 / records;
    }

    double processorMicroseconds() {
        return processor.toNanos() / 1e3 / records;
    }
}
