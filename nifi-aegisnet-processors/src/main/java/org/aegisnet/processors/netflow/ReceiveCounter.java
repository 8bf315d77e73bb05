package org.aegisnet.processors.netflow;

/**
 * What is counted beside the decoders' counters. Every datagram that reaches the socket is received, and then refused, dropped or queued; of what
 * cannot be decoded, some may be dropped later.
 */
enum ReceiveCounter {
    RECEIVED("Datagrams Received"),
    REFUSED("Datagrams Refused by Allowed Exporters"),
    DROPPED_BY_QUEUE("Datagrams Dropped by the Queue"),
    DROPPED_BY_KERNEL("Datagrams Dropped by the Kernel"),
    UNPARSED_DROPPED("Unparsed Datagrams or Sets Dropped");

    private final String counterName;

    ReceiveCounter(final String counterName) {
        this.counterName = counterName;
    }

    /** The name of NiFi's counter. */
    String counterName() {
        return counterName;
    }
}
