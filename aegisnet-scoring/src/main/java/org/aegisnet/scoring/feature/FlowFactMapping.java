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
    private final OptionalInt sourceAddress;
    private final OptionalInt destinationAddress;
    private final Optional<BoundFormula> sourcePort;
    private final Optional<BoundFormula> destinationPort;
    private final Optional<BoundFormula> protocol;
    private final Optional<BoundFormula> icmpType;
    private final Optional<BoundFormula> icmpCode;
    private final Optional<BoundFormula> bytesIn;
    private final Optional<BoundFormula> bytesOut;
    private final Optional<BoundFormula> packetsForward;
    private final Optional<BoundFormula> packetsReverse;
    private final Optional<BoundFormula> packets;
    private final Optional<BoundFormula> duration;
    private final OptionalInt start;
    private final OptionalInt tcpFlags;
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
        this.sourceAddress = vocabulary.position(Vocabulary.SOURCE_ADDRESS, fields);
        this.destinationAddress = vocabulary.position(Vocabulary.DESTINATION_ADDRESS, fields);
        this.sourcePort = bind(Vocabulary.SOURCE_PORT, FeatureUnit.PORT);
        this.destinationPort = bind(Vocabulary.DESTINATION_PORT, FeatureUnit.PORT);
        this.protocol = bind(Vocabulary.PROTOCOL, FeatureUnit.PROTOCOL);
        this.icmpType = bind(Vocabulary.ICMP_TYPE, FeatureUnit.NUMBER);
        this.icmpCode = bind(Vocabulary.ICMP_CODE, FeatureUnit.NUMBER);
        this.bytesIn = bind(Vocabulary.BYTES_IN, FeatureUnit.BYTES);
        this.bytesOut = bind(Vocabulary.BYTES_OUT, FeatureUnit.BYTES);
        this.packetsForward = bind(Vocabulary.PACKETS_FORWARD, FeatureUnit.PACKETS);
        this.packetsReverse = bind(Vocabulary.PACKETS_REVERSE, FeatureUnit.PACKETS);
        this.packets = bind(Vocabulary.PACKETS, FeatureUnit.PACKETS);
        this.duration = bind(Vocabulary.DURATION, FeatureUnit.SECONDS);
        this.start = vocabulary.position(Vocabulary.START, fields);
        this.tcpFlags = vocabulary.position(Vocabulary.TCP_FLAGS, fields);
        this.check = new FactCheck(vocabulary, fields, Set.of());
    }

    private Optional<BoundFormula> bind(final String fact, final FeatureUnit unit) {
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
        final OptionalInt from = integer(sourcePort, values);
        final OptionalInt to = integer(destinationPort, values);
        final boolean icmp = protocolNumber.isPresent() && IcmpPorts.isIcmp(protocolNumber.getAsInt());
        return new FlowFacts(
                text(sourceAddress, values),
                text(destinationAddress, values),
                icmp ? OptionalInt.empty() : from,
                icmp ? OptionalInt.empty() : to,
                protocolNumber,
                icmp ? icmpType(values, from, to) : OptionalInt.empty(),
                icmp ? icmpCode(values, from, to) : OptionalInt.empty(),
                count(bytesIn, values),
                count(bytesOut, values),
                count(packetsForward, values),
                count(packetsReverse, values),
                count(packets, values),
                number(duration, values),
                start(values),
                tcpFlags(values));
    }

    private OptionalInt icmpType(final FlowValues values, final OptionalInt from, final OptionalInt to) {
        return switch (vocabulary.icmpPorts()) {
            case ABSENT -> integer(icmpType, values);
            case TYPE_AND_CODE -> from;
            // Some exporters write 0 for every ICMP flow, which would make all of them echo replies.
            case DESTINATION_PORT ->
                to.isPresent() && to.getAsInt() > 0 ? OptionalInt.of(to.getAsInt() >> 8) : OptionalInt.empty();
            case SOURCE_PORT -> from.isPresent() ? OptionalInt.of(from.getAsInt() & 0xff) : OptionalInt.empty();
        };
    }

    private OptionalInt icmpCode(final FlowValues values, final OptionalInt from, final OptionalInt to) {
        return switch (vocabulary.icmpPorts()) {
            case ABSENT -> integer(icmpCode, values);
            case TYPE_AND_CODE -> to;
            case DESTINATION_PORT ->
                to.isPresent() && to.getAsInt() > 0 ? OptionalInt.of(to.getAsInt() & 0xff) : OptionalInt.empty();
            case SOURCE_PORT -> from.isPresent() ? OptionalInt.of(from.getAsInt() >> 8) : OptionalInt.empty();
        };
    }

    private Optional<String> text(final OptionalInt position, final FlowValues values) {
        if (position.isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(fields.valueAt(position.getAsInt(), values))
                .map(value -> value.toString().strip())
                .filter(text -> !text.isEmpty() && !vocabulary.missingMarkers().contains(text));
    }

    private OptionalDouble start(final FlowValues values) {
        final Object value = start.isPresent() ? fields.valueAt(start.getAsInt(), values) : null;
        final double seconds = value == null ? Double.NaN : TimeValue.sinceEpoch(value);
        return Double.isFinite(seconds) && seconds >= 0 ? OptionalDouble.of(seconds) : OptionalDouble.empty();
    }

    private OptionalInt tcpFlags(final FlowValues values) {
        final Object value = tcpFlags.isPresent() ? fields.valueAt(tcpFlags.getAsInt(), values) : null;
        return value == null ? OptionalInt.empty() : TcpFlagsText.parse(value);
    }

    /** A bound formula gives only what can be. */
    private static OptionalDouble number(final Optional<BoundFormula> formula, final FlowValues values) {
        final double value = formula.isPresent() ? formula.get().evaluate(values) : Double.NaN;
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static OptionalLong count(final Optional<BoundFormula> formula, final FlowValues values) {
        final OptionalDouble number = number(formula, values);
        return number.isPresent() ? OptionalLong.of((long) number.getAsDouble()) : OptionalLong.empty();
    }

    private static OptionalInt integer(final Optional<BoundFormula> formula, final FlowValues values) {
        final OptionalDouble number = number(formula, values);
        return number.isPresent() ? OptionalInt.of((int) number.getAsDouble()) : OptionalInt.empty();
    }
}
