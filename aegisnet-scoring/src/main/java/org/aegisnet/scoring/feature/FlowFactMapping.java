package org.aegisnet.scoring.feature;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The way from records of one schema to the facts of a flow, in the words of one vocabulary. A value that is missing or cannot be is left out.
 * Immutable.
 */
public final class FlowFactMapping {
    private final Vocabulary vocabulary;
    private final FieldIndex fields;
    private final int[] sourceAddress;
    private final int[] destinationAddress;
    private final Optional<BoundFeature> sourcePort;
    private final Optional<BoundFeature> destinationPort;
    private final Optional<BoundFeature> protocol;
    private final Optional<BoundFeature> icmpType;
    private final Optional<BoundFeature> icmpCode;
    private final Optional<BoundFeature> icmpTypeAndCode;
    private final Optional<BoundFeature> bytesIn;
    private final Optional<BoundFeature> bytesOut;
    private final Optional<BoundFeature> packetsForward;
    private final Optional<BoundFeature> packetsReverse;
    private final Optional<BoundFeature> packets;
    private final Optional<BoundFeature> duration;
    private final Optional<BoundFeature> start;
    private final int[] tcpFlags;
    private final FactCheck check;

    /**
     * Finds the facts in a schema.
     *
     * @param vocabulary the one that the records are written in
     * @param fields of the records' schema
     */
    public FlowFactMapping(final Vocabulary vocabulary, final FieldIndex fields) {
        this.vocabulary = vocabulary;
        this.fields = fields;
        this.sourceAddress = vocabulary.positions(Vocabulary.SOURCE_ADDRESS, fields);
        this.destinationAddress = vocabulary.positions(Vocabulary.DESTINATION_ADDRESS, fields);
        this.sourcePort = bind(Vocabulary.SOURCE_PORT, FeatureUnit.PORT);
        this.destinationPort = bind(Vocabulary.DESTINATION_PORT, FeatureUnit.PORT);
        this.protocol = bind(Vocabulary.PROTOCOL, FeatureUnit.PROTOCOL);
        this.icmpType = bind(Vocabulary.ICMP_TYPE, FeatureUnit.NUMBER);
        this.icmpCode = bind(Vocabulary.ICMP_CODE, FeatureUnit.NUMBER);
        this.icmpTypeAndCode = bind(Vocabulary.ICMP_TYPE_AND_CODE, FeatureUnit.NUMBER);
        this.bytesIn = bind(Vocabulary.BYTES_IN, FeatureUnit.BYTES);
        this.bytesOut = bind(Vocabulary.BYTES_OUT, FeatureUnit.BYTES);
        this.packetsForward = bind(Vocabulary.PACKETS_FORWARD, FeatureUnit.PACKETS);
        this.packetsReverse = bind(Vocabulary.PACKETS_REVERSE, FeatureUnit.PACKETS);
        this.packets = bind(Vocabulary.PACKETS, FeatureUnit.PACKETS);
        this.duration = bind(Vocabulary.DURATION, FeatureUnit.SECONDS);
        this.start = bind(Vocabulary.START, FeatureUnit.NUMBER);
        this.tcpFlags = vocabulary.positions(Vocabulary.TCP_FLAGS, fields);
        this.check = new FactCheck(vocabulary, fields, Set.of());
    }

    private Optional<BoundFeature> bind(final String fact, final FeatureUnit unit) {
        return vocabulary.bind(new Feature(fact, unit, false, 0), fields);
    }

    /**
     * The reason that a record is not a flow: a fact outside of its bounds ({@link Quantity}), or two contradictory fields of one name.
     *
     * @return a sentence that names the field, its value and the bounds; empty if every fact that is present is possible
     */
    public Optional<String> fault(final FlowValues values) {
        return check.fault(values);
    }

    /** Reads the facts out of a record. */
    public FlowFacts read(final FlowValues values) {
        final OptionalInt protocolNumber = integer(protocol, values);
        final boolean icmp = protocolNumber.isPresent() && IcmpPorts.isIcmp(protocolNumber.getAsInt());
        final IcmpMessage message = icmp ? icmpMessage(values) : IcmpMessage.UNKNOWN;
        return new FlowFacts(
                text(sourceAddress, values),
                text(destinationAddress, values),
                icmp ? OptionalInt.empty() : integer(sourcePort, values),
                icmp ? OptionalInt.empty() : integer(destinationPort, values),
                protocolNumber,
                message.type(),
                message.code(),
                count(bytesIn, values),
                count(bytesOut, values),
                count(packetsForward, values),
                count(packetsReverse, values),
                count(packets, values),
                number(duration, values),
                start(values),
                tcpFlags(values));
    }

    /** The message by its own fields, or else by the fields for ports. */
    private IcmpMessage icmpMessage(final FlowValues values) {
        final OptionalInt type = integer(icmpType, values);
        if (type.isPresent()) {
            return new IcmpMessage(type, integer(icmpCode, values));
        }
        final IcmpMessage together = icmpTypeAndCode.isPresent()
                ? IcmpMessage.ofTypeAndCode(icmpTypeAndCode.get().firstValue(values))
                : IcmpMessage.UNKNOWN;
        return together.type().isPresent() ? together : icmpMessageOfPorts(values);
    }

    private IcmpMessage icmpMessageOfPorts(final FlowValues values) {
        return switch (vocabulary.icmpPorts()) {
            case ABSENT -> IcmpMessage.UNKNOWN;
            case TYPE_AND_CODE -> new IcmpMessage(integer(sourcePort, values), integer(destinationPort, values));
            case DESTINATION_PORT ->
                destinationPort.isPresent()
                        ? IcmpMessage.ofTypeAndCode(destinationPort.get().firstValue(values))
                        : IcmpMessage.UNKNOWN;
            case SOURCE_PORT -> {
                final OptionalInt from = integer(sourcePort, values);
                yield from.isPresent()
                        ? new IcmpMessage(
                                OptionalInt.of(from.getAsInt() & 0xff), OptionalInt.of(from.getAsInt() >> Byte.SIZE))
                        : IcmpMessage.UNKNOWN;
            }
        };
    }

    private Optional<String> text(final int[] positions, final FlowValues values) {
        for (final int position : positions) {
            final Object value = fields.valueAt(position, values);
            if (!FieldIndex.isEmpty(value, vocabulary.missingMarkers())) {
                return Optional.of(value.toString().strip());
            }
        }
        return Optional.empty();
    }

    private OptionalDouble start(final FlowValues values) {
        final OptionalDouble seconds = number(start, values);
        return seconds.isPresent() && seconds.getAsDouble() >= 0 ? seconds : OptionalDouble.empty();
    }

    private OptionalInt tcpFlags(final FlowValues values) {
        for (final int position : tcpFlags) {
            final Object value = fields.valueAt(position, values);
            if (value != null) {
                return TcpFlagsText.parse(value);
            }
        }
        return OptionalInt.empty();
    }

    /** A bound formula gives only what can be. */
    private static OptionalDouble number(final Optional<BoundFeature> formula, final FlowValues values) {
        final double value = formula.isPresent() ? formula.get().evaluate(values) : Double.NaN;
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static OptionalLong count(final Optional<BoundFeature> formula, final FlowValues values) {
        final OptionalDouble number = number(formula, values);
        return number.isPresent() ? OptionalLong.of((long) number.getAsDouble()) : OptionalLong.empty();
    }

    private static OptionalInt integer(final Optional<BoundFeature> formula, final FlowValues values) {
        final OptionalDouble number = number(formula, values);
        return number.isPresent() ? OptionalInt.of((int) number.getAsDouble()) : OptionalInt.empty();
    }
}
