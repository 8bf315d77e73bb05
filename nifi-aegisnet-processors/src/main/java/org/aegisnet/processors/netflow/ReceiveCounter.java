package org.aegisnet.processors.netflow;

/** What is counted of datagrams before they are decoded. Every datagram that reaches the socket is received, and then refused, dropped or queued. */
enum ReceiveCounter {
    RECEIVED("Datagrams Received"),
    REFUSED("Datagrams Refused by Allowed Exporters"),
    DROPPED_BY_QUEUE("Datagrams Dropped by the Queue"),
    DROPPED_BY_KERNEL("Datagrams Dropped by the Kernel");

    private final String counterName;

    ReceiveCounter(final String counterName) {
        this.counterName = counterName;
    }

    /** The name of NiFi's counter. */
    String counterName() {
        return counterName;
    }
}
