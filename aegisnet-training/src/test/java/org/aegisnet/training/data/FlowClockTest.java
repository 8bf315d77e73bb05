package org.aegisnet.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowClockTest {
    private final FlowClock clock = new FlowClock();

    @ParameterizedTest
    @CsvSource({
        "2017-07-03 11:57:41.826651, 2017-07-03T11:57:41.826651",
        "2017-07-03 11:57:41, 2017-07-03T11:57:41",
        "16/10/2017 08:36:41, 2017-10-16T08:36:41",
        "7/7/2017 3:56, 2017-07-07T15:56",
        "7/7/2017 11:05, 2017-07-07T11:05",
        "14/02/2018 01:05:15 PM, 2018-02-14T13:05:15",
        "14/02/2018 01:05:15 am, 2018-02-14T01:05:15",
        "25/04/2019 05:18:37 pm, 2019-04-25T17:18:37",
        "25/04/2019 05:18:37 下午, 2019-04-25T17:18:37",
        "2017-07-03 03:57:41 PM, 2017-07-03T15:57:41",
        "2017-07-03 03:57:41, 2017-07-03T03:57:41"
    })
    void readsTheFormsOfAllVersions(final String text, final String expected) {
        assertEquals(Optional.of(LocalDateTime.parse(expected)), clock.read(text));
    }

    @Test
    void reportsTextThatIsNotATime() {
        assertEquals(Optional.empty(), clock.read("yesterday"));
        assertEquals(Optional.empty(), clock.read(""));
    }
}
