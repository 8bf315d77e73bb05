package org.aegisnet.netflow.template;

import java.util.List;
import java.util.Objects;

/**
 * Layout of the records of a data set. Immutable.
 *
 * @param id 256 to 65,535; 0 for the fixed layout of NetFlow v5
 * @param options true if its records are about the exporter (RFC 7011, section 3.4.2) and not about flows
 * @param fields in the order of the wire, scope fields first; at least one byte long together
 */
public record Template(int id, boolean options, List<TemplateField> fields) {
    /** The smallest id of a data set, and so of a template. */
    public static final int MIN_ID = 256;

    public Template {
        Objects.requireNonNull(fields, "fields");
        fields = List.copyOf(fields);
    }

    /** Tells whether every record has the same length. */
    public boolean hasFixedLength() {
        for (TemplateField field : fields) {
            if (field.hasVariableLength()) {
                return false;
            }
        }
        return true;
    }

    /** The length in bytes of the shortest possible record: fields of variable length count their one byte of length. */
    public int shortestRecord() {
        int length = 0;
        for (TemplateField field : fields) {
            length += field.hasVariableLength() ? 1 : field.length();
        }
        return length;
    }
}
