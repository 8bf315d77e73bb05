package org.aegisnet.processors.pairing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.aegisnet.pairing.UnpairedReason;

/** Tally of the flows of one batch by their outcome. For one thread. */
final class PairingCounts {
    private long halves;
    private long paired;
    private long biflows;
    private long events;
    private long timedOut;
    private long crowdedOut;
    private long repeated;
    private long unpairable;
    private long parted;
    private long refused;

    void addHalf() {
        halves++;
    }

    void addPaired() {
        paired++;
    }

    void addBiflow() {
        biflows++;
    }

    void addEvent() {
        events++;
    }

    void addOneSided(final UnpairedReason cause) {
        if (cause == UnpairedReason.TIMEOUT) {
            timedOut++;
        } else {
            crowdedOut++;
        }
    }

    void addRepeated() {
        repeated++;
    }

    void addUnpairable() {
        unpairable++;
    }

    /** A half that is good, but whose pair the writer refuses. */
    void addParted() {
        parted++;
    }

    /** A half that the writer refuses. */
    void addRefused() {
        refused++;
    }

    /** By the names of the processor's counters. */
    Map<String, Long> counters() {
        final Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("Halves Read", halves);
        counters.put("Pairs Made", paired);
        counters.put("Biflows Passed", biflows);
        counters.put("Events Passed", events);
        counters.put("One-Sided After Timeout", timedOut);
        counters.put("One-Sided For Lack Of Room", crowdedOut);
        counters.put("One-Sided For A Refused Pair", parted);
        counters.put("Halves Refused By The Writer", refused);
        counters.put("Double Reports Removed", repeated);
        counters.put("Records Unpairable", unpairable);
        return counters;
    }

    long crowdedOut() {
        return crowdedOut;
    }

    /** Tells whether all counts are 0. */
    boolean isEmpty() {
        return counters().values().stream().allMatch(count -> count == 0);
    }

    String inWords() {
        return "%d halves read: %d pairs, %d biflows, %d one-sided, %d double reports, %d unpairable%s"
                .formatted(
                        halves,
                        paired,
                        biflows,
                        timedOut + crowdedOut + parted,
                        repeated,
                        unpairable,
                        refused == 0 ? "" : ", %d rejected by the Record Writer".formatted(refused));
    }
}
