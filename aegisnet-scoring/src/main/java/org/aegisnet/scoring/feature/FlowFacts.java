package org.aegisnet.scoring.feature;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The addresses, ports, protocol, counts and times of a flow, as far as a record has them. Immutable.
 *
 * @param sourceAddress as the record writes it
 * @param destinationAddress as the record writes it
 * @param sourcePort 0 to 65535; empty for ICMP, even if the record has a value in the port field
 * @param destinationPort 0 to 65535; empty for ICMP
 * @param protocol IANA number, 0 to 255
 * @param icmpType 0 to 255, for ICMP only
 * @param icmpCode 0 to 255, for ICMP only
 * @param bytesIn from source to destination
 * @param bytesOut from destination to source
 * @param packetsForward from source to destination
 * @param packetsReverse from destination to source
 * @param packets in both directions
 * @param duration in seconds
 * @param start of the first packet, in seconds since 1970
 * @param tcpFlags from source to destination, all together, as in the header of TCP
 */
public record FlowFacts(
        Optional<String> sourceAddress,
        Optional<String> destinationAddress,
        OptionalInt sourcePort,
        OptionalInt destinationPort,
        OptionalInt protocol,
        OptionalInt icmpType,
        OptionalInt icmpCode,
        OptionalLong bytesIn,
        OptionalLong bytesOut,
        OptionalLong packetsForward,
        OptionalLong packetsReverse,
        OptionalLong packets,
        OptionalDouble duration,
        OptionalDouble start,
        OptionalInt tcpFlags) {}
