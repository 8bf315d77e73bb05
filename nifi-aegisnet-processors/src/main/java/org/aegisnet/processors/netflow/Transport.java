package org.aegisnet.processors.netflow;

import org.apache.nifi.components.DescribedValue;

/** Transport by which exporters send, in a user's words. */
enum Transport implements DescribedValue {
    UDP(
            "UDP",
            "NetFlow v5, NetFlow v9 and IPFIX in datagrams. What comes faster than it can be written is dropped, and counted"),
    TCP(
            "TCP",
            "IPFIX over connections (RFC 7011, section 10.4), with TLS if an SSL Context Service is given. An exporter waits while the connection"
                    + " behind this processor is full. Templates belong to their connection");

    private final String displayName;
    private final String description;

    Transport(final String displayName, final String description) {
        this.displayName = displayName;
        this.description = description;
    }

    @Override
    public String getValue() {
        return displayName;
    }

    @Override
    public String getDisplayName() {
        return displayName;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
