package org.aegisnet.scoring.feature;

/** Way to find the fields of a term in a record by the names that a vocabulary has for it. */
@FunctionalInterface
interface FieldSearch {
    /**
     * The positions of the fields, best first; none if the record has none of the names.
     *
     * @param fields of the record's schema
     */
    int[] find(FieldIndex fields, Term term);
}
