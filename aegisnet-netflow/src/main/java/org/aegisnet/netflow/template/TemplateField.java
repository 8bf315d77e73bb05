package org.aegisnet.netflow.template;

import java.util.Objects;
import org.aegisnet.netflow.element.InformationElement;

/**
 * One field of a template. Immutable.
 *
 * @param element what it holds
 * @param length in bytes, or {@value #VARIABLE_LENGTH} if each record says its own (RFC 7011, section 7)
 * @param scope whether the field says what an options record is about
 */
public record TemplateField(InformationElement element, int length, boolean scope) {
    /** The length that stands for "each record says its own". */
    public static final int VARIABLE_LENGTH = 65_535;

    public TemplateField {
        Objects.requireNonNull(element, "element");
        if (length < 0 || length > VARIABLE_LENGTH) {
            throw new IllegalArgumentException("A field's length is 0 to 65535 bytes; got " + length + ".");
        }
    }

    public boolean hasVariableLength() {
        return length == VARIABLE_LENGTH;
    }
}
