/**
 * NetFlow v5, v9 and IPFIX datagrams to flows, and the two halves of a conversation to one biflow. Knows no NiFi.
 *
 * <p>The columns of a flow, everywhere: {@code bytes_in} and {@code packets_fwd} count from source to destination,
 * {@code bytes_out} and {@code packets_rev} count the other direction. {@code packets} counts both together. A value that
 * a one-way flow does not know is absent, never 0.
 */
package org.aegisnet.netflow;
