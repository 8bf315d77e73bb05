package org.aegisnet.scoring.feature;

/** The values of one record, by the position of their fields in its schema. */
@FunctionalInterface
public interface FlowValues {
    /** A number, a text, anything a record can hold, or null where the record has no value. */
    Object valueAt(int position);
}
