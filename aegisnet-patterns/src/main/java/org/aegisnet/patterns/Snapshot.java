package org.aegisnet.patterns;

/** A detector's state, written down. Immutable. */
public final class Snapshot {
    private final byte[] bytes;
    private final int sources;
    private final int sourcesLeftOut;
    private final int targetsLeftOut;

    Snapshot(final byte[] bytes, final int sources, final int sourcesLeftOut, final int targetsLeftOut) {
        this.bytes = bytes;
        this.sources = sources;
        this.sourcesLeftOut = sourcesLeftOut;
        this.targetsLeftOut = targetsLeftOut;
    }

    /** Compressed, with a checksum. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns the number of sources in the snapshot. */
    public int sources() {
        return sources;
    }

    /** Returns the number of sources left out for lack of space; they are those that would be evicted first. */
    public int sourcesLeftOut() {
        return sourcesLeftOut;
    }

    /** Returns the number of targets left out for lack of space; they are those that would be evicted first. */
    public int targetsLeftOut() {
        return targetsLeftOut;
    }
}
