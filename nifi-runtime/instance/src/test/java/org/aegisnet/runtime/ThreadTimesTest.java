package org.aegisnet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThreadTimesTest {
    private static final ThreadTimes TIMES = new ThreadTimes("""
            "main" #1 [17] prio=5 os_prio=0 cpu=512.10ms elapsed=61.02s tid=0x01 nid=17 waiting on condition
               java.lang.Thread.State: TIMED_WAITING
            "Timer-Driven Process Thread-1" #80 [91] prio=5 os_prio=0 cpu=1200.25ms elapsed=50.00s tid=0x02 nid=91 runnable
            "Timer-Driven Process Thread-12" #81 [92] prio=5 os_prio=0 cpu=0.50ms elapsed=50.00s tid=0x03 nid=92 runnable
            "ListenNetFlow[id=a] receiver" #82 [93] prio=5 os_prio=0 cpu=33.00ms elapsed=50.00s tid=0x04 nid=93 runnable
            """);

    @Test
    void addsUpTheThreadsOfAName() throws IOException {
        assertEquals(Duration.ofNanos(1_200_750_000), TIMES.ofTasks());
        assertEquals(Duration.ofMillis(33), TIMES.of("ListenNetFlow\\[id=.*\\] receiver"));
    }

    @Test
    void aNameThatNoThreadHasIsNotTakenForNoTime() {
        assertTrue(assertThrows(IOException.class, () -> TIMES.of("Cleaner"))
                .getMessage()
                .contains("Cleaner"));
    }
}
