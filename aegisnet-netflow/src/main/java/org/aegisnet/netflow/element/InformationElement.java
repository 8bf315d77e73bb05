package org.aegisnet.netflow.element;

import java.util.Objects;

/**
 * The definition of an information element. Immutable.
 *
 * @param enterprise the private enterprise number; 0 for IANA's elements and for the field types of NetFlow v9, which have none;
 *     {@value #REVERSE_ENTERPRISE} for the reverse of an IANA element (RFC 5103)
 * @param id the element's number without the enterprise bit
 * @param name IANA's or the vendor's name; {@code e<enterprise>_<id>} if it is not known
 * @param type the abstract data type of the bytes
 * @param units such as {@code octets}; empty if the registry gives none
 * @param known true if the definition is from a registry; false if only the numbers are known
 */
public record InformationElement(
        long enterprise, int id, String name, AbstractDataType type, String units, boolean known) {

    /** The enterprise number under which RFC 5103 puts the reverse of every IANA element. */
    public static final long REVERSE_ENTERPRISE = 29305;

    public InformationElement {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(units, "units");
    }

    /** An element of which nothing but the numbers is known. */
    static InformationElement unknown(long enterprise, int id) {
        return new InformationElement(
                enterprise, id, "e" + enterprise + "_" + id, AbstractDataType.OCTET_ARRAY, "", false);
    }

    InformationElement reversed(long reverseEnterprise, int reverseId) {
        String reverseName = "reverse" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return new InformationElement(reverseEnterprise, reverseId, reverseName, type, units, known);
    }
}
