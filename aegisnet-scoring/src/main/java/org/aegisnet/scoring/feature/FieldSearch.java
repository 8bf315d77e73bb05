package org.aegisnet.scoring.feature;

import java.util.List;
import java.util.OptionalInt;

/** Way to find a field in a record by the names that a vocabulary has for it. */
@FunctionalInterface
interface FieldSearch {
    /**
     * The position of the field.
     *
     * @param fields of the record's schema
     * @param names the names that the field goes by, best first
     */
    OptionalInt find(FieldIndex fields, List<String> names);
}
