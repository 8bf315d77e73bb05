package org.aegisnet.netflow.element;

/** The abstract data types of RFC 7011 and RFC 6313, in IANA's spelling. */
public enum AbstractDataType {
    OCTET_ARRAY("octetArray"),
    UNSIGNED8("unsigned8"),
    UNSIGNED16("unsigned16"),
    UNSIGNED32("unsigned32"),
    UNSIGNED64("unsigned64"),
    UNSIGNED256("unsigned256"),
    SIGNED8("signed8"),
    SIGNED16("signed16"),
    SIGNED32("signed32"),
    SIGNED64("signed64"),
    FLOAT32("float32"),
    FLOAT64("float64"),
    BOOLEAN("boolean"),
    MAC_ADDRESS("macAddress"),
    STRING("string"),
    DATE_TIME_SECONDS("dateTimeSeconds"),
    DATE_TIME_MILLISECONDS("dateTimeMilliseconds"),
    DATE_TIME_MICROSECONDS("dateTimeMicroseconds"),
    DATE_TIME_NANOSECONDS("dateTimeNanoseconds"),
    IPV4_ADDRESS("ipv4Address"),
    IPV6_ADDRESS("ipv6Address"),
    BASIC_LIST("basicList"),
    SUB_TEMPLATE_LIST("subTemplateList"),
    SUB_TEMPLATE_MULTI_LIST("subTemplateMultiList");

    private final String registryName;

    AbstractDataType(String registryName) {
        this.registryName = registryName;
    }

    /** The name in IANA's registry, such as {@code unsigned32}. */
    public String registryName() {
        return registryName;
    }

    static AbstractDataType named(String registryName) {
        for (AbstractDataType type : values()) {
            if (type.registryName.equals(registryName)) {
                return type;
            }
        }
        throw new IllegalArgumentException("No abstract data type of RFC 7011 is called " + registryName + ".");
    }
}
