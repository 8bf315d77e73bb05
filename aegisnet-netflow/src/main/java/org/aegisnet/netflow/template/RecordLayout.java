package org.aegisnet.netflow.template;

import java.util.List;
import org.aegisnet.netflow.datagram.BigEndian;

/**
 * Positions of the fields of a record, for one record after the other of the same template. Reused from record to record.
 *
 * <p>Not safe for more than one thread.
 */
public final class RecordLayout {
    /** Returned if a record does not end inside its set. */
    public static final int OVERRUN = -1;

    private static final int LONG_FORM = 255;

    private final List<TemplateField> fields;
    private final int fixedLength;
    private final int[] offsets;
    private final int[] lengths;

    /** A layout of a template's records; nothing is located yet if they have no fixed length. */
    public RecordLayout(Template template) {
        this.fields = template.fields();
        this.offsets = new int[fields.size()];
        this.lengths = new int[fields.size()];
        this.fixedLength = template.hasFixedLength() ? locateFixed() : 0;
    }

    /** The length of every record in bytes; 0 if they differ. */
    public int fixedLength() {
        return fixedLength;
    }

    /**
     * Finds the fields of the record that begins at an offset (RFC 7011, section 7, for variable lengths).
     *
     * @param end the offset after the last byte of the set
     * @return the offset after the record, or {@link #OVERRUN}
     */
    public int locate(byte[] buffer, int start, int end) {
        if (fixedLength > 0) {
            return end - start < fixedLength ? OVERRUN : start + fixedLength;
        }
        int at = start;
        for (int index = 0; index < offsets.length; index++) {
            TemplateField field = fields.get(index);
            int length = field.length();
            if (field.hasVariableLength()) {
                if (end - at < 1) {
                    return OVERRUN;
                }
                length = BigEndian.unsigned8(buffer, at);
                at++;
                if (length == LONG_FORM) {
                    if (end - at < 2) {
                        return OVERRUN;
                    }
                    length = BigEndian.unsigned16(buffer, at);
                    at += 2;
                }
            }
            if (end - at < length) {
                return OVERRUN;
            }
            offsets[index] = at - start;
            lengths[index] = length;
            at += length;
        }
        return at;
    }

    /** The offset of a field from the start of the record located last. */
    public int offset(int field) {
        return offsets[field];
    }

    /** The length in bytes of a field in the record located last; without its length prefix. */
    public int length(int field) {
        return lengths[field];
    }

    public int fieldCount() {
        return offsets.length;
    }

    private int locateFixed() {
        int at = 0;
        for (int index = 0; index < offsets.length; index++) {
            offsets[index] = at;
            lengths[index] = fields.get(index).length();
            at += lengths[index];
        }
        return at;
    }
}
