package org.aegisnet.patterns;

import java.io.IOException;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;

/** A time that some flows are of while others are of the present one: how many agree on it, and where it stands. For one thread. */
final class OtherTime {
    /** Number of flows from which a time is accepted as not accidental. As many flows in a row of a different time move this time there. */
    static final int AGREEING = 8;

    private final long lateness;
    private final long stride;
    private final AgreedTime time = new AgreedTime();
    private long flows;
    private int strangersInARow;

    /**
     * @param lateness maximum time by which a flow may be before this time, in milliseconds
     * @param stride maximum time after this time at which a flow of it may begin, in milliseconds
     */
    OtherTime(final long lateness, final long stride) {
        this.lateness = lateness;
        this.stride = stride;
    }

    AgreedTime time() {
        return time;
    }

    /** Flows that agree with it. */
    long flows() {
        return flows;
    }

    /** Tells whether a flow is earlier than flows of this time may be. */
    boolean isLate(final Flow flow) {
        return time.isSet() && flow.eventMillis() < time.millis() - lateness;
    }

    /** Takes a flow into account. */
    void take(final Flow flow) {
        final boolean stranger = isLate(flow) || (time.isSet() && flow.startMillis() - stride > time.millis());
        strangersInARow = stranger ? strangersInARow + 1 : 0;
        if (stranger && flows >= AGREEING && strangersInARow < AGREEING) {
            return;
        }
        if (stranger) {
            set(Long.MIN_VALUE, 0);
        }
        time.add(flow);
        flows++;
    }

    void set(final long millis, final long agreeing) {
        time.set(millis);
        flows = agreeing;
        strangersInARow = 0;
    }

    void writeTo(final VarintOutput output) throws IOException {
        time.writeTo(output);
        output.writeNumber(flows);
    }

    void readFrom(final VarintInput input) throws IOException {
        time.readFrom(input);
        flows = input.readNumber();
        strangersInARow = 0;
    }
}
