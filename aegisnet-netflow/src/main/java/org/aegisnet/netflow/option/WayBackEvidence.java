package org.aegisnet.netflow.option;

/**
 * Evidence of what an exporter means by counters that may be of the way back: OUT counters (23, 24) beside IN counters, or a responder's without
 * an initiator's. Told by the values it has sent. Not safe for more than one thread.
 */
public final class WayBackEvidence {
    /** Of so many records with both ways, all but one may be equal in both by chance, such as pings. */
    private static final int EQUAL_BY_CHANCE = 8;

    private long ofWayBack;
    private long ofSameWay;

    /** Notes a record whose second counters can only be of the way back. */
    public void sawWayBack() {
        ofWayBack++;
    }

    /** Notes a record whose second counters are the same as the first. */
    public void sawSameWay() {
        ofSameWay++;
    }

    /** Tells whether an ambiguous record has counters of the way back; false until another record has shown it. */
    public boolean speaksForWayBack() {
        return ofWayBack * EQUAL_BY_CHANCE > ofSameWay;
    }
}
