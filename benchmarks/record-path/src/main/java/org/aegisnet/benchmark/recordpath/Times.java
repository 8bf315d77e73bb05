package org.aegisnet.benchmark.recordpath;

import java.time.Duration;

/**
 * Times of one candidate in one round.
 *
 * @param tasks the elapsed time of the tasks, from NiFi's status
 * @param processor the CPU time of the threads
 * @param records the number of records that were processed
 */
record Times(Duration tasks, Duration processor, int records) {
    double taskMicroseconds() {
        return tasks.toNanos() / 1e3 / records;
    }

    double processorMicroseconds() {
        return processor.toNanos() / 1e3 / records;
    }
}
