package org.aegisnet.processors.alert;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parts of a syslog message after RFC 5424, section 6, as attributes for PutSyslog, which puts the message together: PRI, TIMESTAMP, and all that
 * follows HOSTNAME. Immutable.
 */
final class SyslogHeader {
    static final String PRIORITY = "syslog.priority";
    static final String TIMESTAMP = "syslog.timestamp";
    static final String BODY = "syslog.body";

    private static final int SEVERITIES = 8;
    private static final String APP_NAME = "AegisNet";
    private static final String NIL = "-";

    private final int facility;

    /** @param facility 0 to 23, as in section 6.2.1 */
    SyslogHeader(final int facility) {
        this.facility = facility;
    }

    /**
     * The attributes.
     *
     * @param alert gives severity and time
     * @param message one line
     */
    Map<String, String> attributes(final FlowAlert alert, final String message) {
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(
                PRIORITY,
                Integer.toString(SEVERITIES * facility + alert.severity().syslog()));
        attributes.put(TIMESTAMP, alert.time().toString());
        attributes.put(
                BODY,
                String.join(
                        " ",
                        APP_NAME,
                        NIL,
                        alert.isSummary() ? "SUMMARY" : "ALERT",
                        "[origin software=\"" + APP_NAME + "\"]",
                        message));
        return attributes;
    }
}
