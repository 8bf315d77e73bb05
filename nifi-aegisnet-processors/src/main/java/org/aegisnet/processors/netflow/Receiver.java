package org.aegisnet.processors.netflow;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;

/** Open socket with the threads that read it. Owns both. Nothing is received before {@link #start}. */
interface Receiver extends AutoCloseable {
    /** Begins to receive. */
    void start();

    /** Where it listens. */
    InetSocketAddress local();

    /** Tells whether it receives. */
    boolean isRunning();

    /** The failure that ended the receiver although nobody closed it. */
    Optional<Exception> failure();

    /** The size of the kernel's buffer as the kernel granted it, in bytes; the largest number where the transport does not lose data. */
    int grantedBuffer();

    /** The number of datagrams that the kernel has dropped so far; empty if it does not say. */
    OptionalLong kernelDrops();

    /** Ends the threads and closes all sockets. Does nothing the second time. */
    @Override
    void close();
}
