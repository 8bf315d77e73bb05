package org.aegisnet.patterns.table;

/** Object that knows its approximate memory. */
public interface Sized {
    /** Bytes on the heap, as counted from its fields and arrays; not measured. */
    long bytes();
}
