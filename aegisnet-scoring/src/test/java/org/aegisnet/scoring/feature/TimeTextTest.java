package org.aegisnet.scoring.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of time that versions of CICFlowMeter, spreadsheets and the published data sets write. */
class TimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "07/07/2017 08:59:50 PM, 2017-07-07T20:59:50Z",
        "7/7/2017 3:30:00 PM, 2017-07-07T15:30:00Z",
        "7/7/2017 3:30, 2017-07-07T03:30:00Z",
        "03/07/2017 08:55:58, 2017-07-03T08:55:58Z",
        "16/10/2017 08:36:41, 2017-10-16T08:36:41Z",
        "10/16/2017 08:36:41, 2017-10-16T08:36:41Z",
        "24/07/2015 12:09:48 AM, 2015-07-24T00:09:48Z",
        "24/07/2015 12:09:48 PM, 2015-07-24T12:09:48Z",
        "25/04/2019 05:18:37 pm, 2019-04-25T17:18:37Z",
        "25/04/2019 05:18:37 p. m., 2019-04-25T17:18:37Z",
        "25/04/2019 05:18:37\u202fPM, 2019-04-25T17:18:37Z",
        "25/04/2019 05:18:37 下午, 2019-04-25T17:18:37Z",
        "25/04/2019 05:18:37 上午, 2019-04-25T05:18:37Z",
        "25/04/2019 13:18:37 PM, 2019-04-25T13:18:37Z",
        "2018-12-01 10:51:39.813448, 2018-12-01T10:51:39.813448Z",
        "2018-12-01 10:51:39 PM, 2018-12-01T22:51:39Z",
        "2017-07-07 03:30, 2017-07-07T03:30:00Z",
        "31-03-2015 08:32:22.5, 2015-03-31T08:32:22.500Z",
        "2021-06-06T16:38:55.855844+0200, 2021-06-06T14:38:55.855844Z",
        "2021-06-06T16:38:55Z, 2021-06-06T16:38:55Z"
    })
    void readsTheFormsOfTheTools(final String text, final Instant expected) {
        assertEquals(expected, TimeText.instant(text, ZoneOffset.UTC));
        assertEquals(expected.toEpochMilli(), Math.floorDiv(TimeValue.instant(text), 1_000_000L));
    }

    @Test
    void theClockIsThatOfTheZone() {
        assertEquals(
                Instant.parse("2017-07-07T23:59:50Z"),
                TimeText.instant("07/07/2017 08:59:50 PM", ZoneId.of("America/Halifax")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13/13/2017 08:36:41",
                "31/02/2017 08:36:41",
                "01/02/2017 14:00:00 AM",
                "01/02/2017 25:00:00",
                "01/02/2017 10:00:00 XM",
                "01/02/17 10:00:00",
                "yesterday at 10:00"
            })
    void refusesPointsInTimeThatAreNone(final String text) {
        assertThrows(DateTimeException.class, () -> TimeText.instant(text, ZoneOffset.UTC));
        assertEquals(TimeValue.UNREADABLE, TimeValue.instant(text));
    }
}
