package org.aegisnet.patterns.table;

/** Knows about how much memory it takes. */
public interface Sized {
    /** Bytes on the heap, as counted from its fields and arrays; not measured. */
    long bytes();
}
