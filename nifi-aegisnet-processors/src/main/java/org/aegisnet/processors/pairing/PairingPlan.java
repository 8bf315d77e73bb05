package org.aegisnet.processors.pairing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.aegisnet.net.IpAddress;
import org.aegisnet.net.IpProtocol;
import org.aegisnet.pairing.FiveTuple;
import org.aegisnet.pairing.FlowContext;
import org.aegisnet.pairing.Uniflow;
import org.aegisnet.pairing.UniflowDetails;
import org.aegisnet.processors.netflow.FlowFields;
import org.aegisnet.processors.record.RowFault;
import org.aegisnet.scoring.feature.FieldIndex;
import org.aegisnet.scoring.feature.Quantity;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/** Plan for all records of one schema, computed once: the fields that hold the half of a flow, and the schemas of the output. Immutable. */
final class PairingPlan {
    private static final double MILLIS = 1000;
    private static final IpAddress NO_IPV4 = IpAddress.parse("0.0.0.0").orElseThrow();
    private static final IpAddress NO_IPV6 = IpAddress.parse("::").orElseThrow();

    /** The fields that pairing reads. */
    private static final List<String> READ = List.of(
            FlowFields.SOURCE_ADDRESS,
            FlowFields.DESTINATION_ADDRESS,
            FlowFields.SOURCE_PORT,
            FlowFields.DESTINATION_PORT,
            FlowFields.PROTOCOL,
            FlowFields.FIRST,
            FlowFields.LAST,
            FlowFields.BYTES_FORWARD,
            FlowFields.PACKETS_FORWARD,
            FlowFields.PACKETS,
            FlowFields.FLAGS_FORWARD,
            FlowFields.DIRECTION,
            FlowFields.ICMP_TYPE);

    private static final List<RecordField> COMPUTED = List.of(
            field(FlowFields.BYTES_REVERSE, RecordFieldType.LONG),
            field(FlowFields.PACKETS, RecordFieldType.LONG),
            field(FlowFields.PACKETS_REVERSE, RecordFieldType.LONG),
            field(FlowFields.DURATION, RecordFieldType.DOUBLE),
            field(FlowFields.FLAGS_REVERSE, RecordFieldType.INT),
            field(FlowFields.PAIRING, RecordFieldType.STRING));

    private final RecordSchema source;
    private final SeparatingFields separatingFields;
    private final FieldIndex names;
    private final int[] ambiguous;
    private final RecordSchema biflow;
    private final RecordSchema unpairable;

    /**
     * @param source the schema that the records come with
     * @param separatingFields the names of the fields that must be the same on both halves
     */
    PairingPlan(final RecordSchema source, final SeparatingFields separatingFields) {
        this.source = source;
        this.separatingFields = separatingFields;
        this.names = new FieldIndex(source.getFieldNames());
        this.ambiguous = READ.stream()
                .map(names::position)
                .flatMapToInt(OptionalInt::stream)
                .filter(position -> !names.isAlone(position))
                .toArray();
        this.biflow = with(source, COMPUTED);
        this.unpairable = with(source, List.of(field(FlowFields.UNPAIRABLE_REASON, RecordFieldType.STRING)));
    }

    private static RecordField field(final String name, final RecordFieldType type) {
        return new RecordField(name, type.getDataType());
    }

    /** The same schema with fields added; a field that is there already keeps its place, and its type if that is the one added. */
    private static RecordSchema with(final RecordSchema source, final List<RecordField> added) {
        final Map<String, RecordField> fields = new LinkedHashMap<>();
        source.getFields().forEach(field -> fields.put(field.getFieldName(), field));
        for (final RecordField field : added) {
            fields.merge(
                    field.getFieldName(),
                    field,
                    (present, fresh) ->
                            present.isNullable() && present.getDataType().equals(fresh.getDataType())
                                    ? present
                                    : fresh);
        }
        final SimpleRecordSchema schema = new SimpleRecordSchema(new ArrayList<>(fields.values()));
        source.getSchemaName().ifPresent(schema::setSchemaName);
        source.getSchemaNamespace().ifPresent(schema::setSchemaNamespace);
        return schema;
    }

    RecordSchema source() {
        return source;
    }

    /** The schema of an output record: the fields of the input, and those that pairing computes. */
    RecordSchema biflow() {
        return biflow;
    }

    /** Tells whether a record is an event, which has no directions. */
    static boolean isEvent(final Record values) {
        return FlowFields.EVENT.equals(values.getValue(FlowFields.PAIRING));
    }

    /** Tells whether a record holds both directions, has been through pairing before, or is an event. */
    boolean isComplete(final Record values) {
        final Object pairing = values.getValue(FlowFields.PAIRING);
        return FlowFields.BIFLOW.equals(pairing)
                || FlowFields.PAIRED.equals(pairing)
                || FlowFields.ONE_SIDED.equals(pairing)
                || FlowFields.EVENT.equals(pairing)
                || isPresent(values, FlowFields.BYTES_REVERSE)
                || isPresent(values, FlowFields.PACKETS_REVERSE);
    }

    private static boolean isPresent(final Record values, final String name) {
        final Object value = values.getValue(name);
        return value != null && !(value instanceof String text && text.isBlank());
    }

    /** A record that holds both directions, as it leaves. */
    Record completed(final Record values) {
        final Map<String, Object> completed = new LinkedHashMap<>(values.toMap());
        final Object pairing = completed.get(FlowFields.PAIRING);
        final boolean settled = FlowFields.PAIRED.equals(pairing)
                || FlowFields.ONE_SIDED.equals(pairing)
                || FlowFields.EVENT.equals(pairing);
        if (!settled) {
            completed.put(FlowFields.PAIRING, FlowFields.BIFLOW);
        }
        return new MapRecord(biflow, completed);
    }

    /** A record that cannot be paired, with the reason. */
    Record unpairable(final Record values, final String reason) {
        final Map<String, Object> explained = new LinkedHashMap<>(values.toMap());
        explained.put(FlowFields.UNPAIRABLE_REASON, reason);
        return new MapRecord(unpairable, explained);
    }

    /** The values that must be the same in the other half. */
    FlowContext context(final Record values) {
        final Object exporter = values.getValue(FlowFields.EXPORTER);
        final List<String> names = separatingFields.of(exporter == null ? "" : exporter.toString());
        final List<String> context = new ArrayList<>(names.size());
        for (final String name : names) {
            final Object value = values.getValue(name);
            context.add(value == null ? null : value.toString());
        }
        return new FlowContext(context);
    }

    /**
     * The half of a flow that a record holds.
     *
     * @param arrived when it came, milliseconds since 1970
     * @throws UnpairableException if the record lacks a value that pairing needs
     */
    Uniflow<PendingFlow> half(final Record values, final PendingFlow flow, final long arrived)
            throws UnpairableException {
        final Optional<String> rowFault = RowFault.of(values);
        if (rowFault.isPresent()) {
            throw new UnpairableException(rowFault.get());
        }
        checkNames(values);
        final int protocol = number(values, FlowFields.PROTOCOL, Quantity.PROTOCOL);
        final boolean hasPorts = IpProtocol.hasPorts(protocol);
        final FiveTuple ends = new FiveTuple(
                address(values, FlowFields.SOURCE_ADDRESS),
                address(values, FlowFields.DESTINATION_ADDRESS),
                hasPorts ? number(values, FlowFields.SOURCE_PORT, Quantity.PORT) : 0,
                hasPorts ? number(values, FlowFields.DESTINATION_PORT, Quantity.PORT) : 0,
                protocol);
        final long first = time(values, FlowFields.FIRST);
        final long last = time(values, FlowFields.LAST);
        if (last < first) {
            throw new UnpairableException("last is before first");
        }
        if (!Quantity.SECONDS.allows((last - first) / MILLIS)) {
            throw new UnpairableException("last is too long after first: " + Quantity.SECONDS.bounds());
        }
        BiflowRecord.checkCounters(values);
        return new Uniflow<>(
                ends,
                first,
                last,
                new UniflowDetails(
                        optionalNumber(values, FlowFields.FLAGS_FORWARD),
                        optionalNumber(values, FlowFields.DIRECTION),
                        icmpType(values, protocol),
                        vlan(values, FlowFields.VLAN),
                        vlan(values, FlowFields.POST_VLAN),
                        translated(values, ends)),
                arrived,
                flow);
    }

    /** The ends after address translation. Exporters write zeros for addresses and ports that were not translated. */
    private static Optional<FiveTuple> translated(final Record values, final FiveTuple ends) {
        final boolean hasPorts = IpProtocol.hasPorts(ends.protocol());
        final FiveTuple translated = new FiveTuple(
                translated(values, FlowFields.POST_NAT_SOURCE_ADDRESS, ends.source()),
                translated(values, FlowFields.POST_NAT_DESTINATION_ADDRESS, ends.destination()),
                hasPorts ? translated(values, FlowFields.POST_NAT_SOURCE_PORT, ends.sourcePort()) : 0,
                hasPorts ? translated(values, FlowFields.POST_NAT_DESTINATION_PORT, ends.destinationPort()) : 0,
                ends.protocol());
        return translated.equals(ends) ? Optional.empty() : Optional.of(translated);
    }

    private static IpAddress translated(final Record values, final String name, final IpAddress before) {
        return Optional.ofNullable(values.getValue(name))
                .flatMap(value -> IpAddress.parse(value.toString().strip()))
                .filter(address -> !address.equals(NO_IPV4) && !address.equals(NO_IPV6))
                .orElse(before);
    }

    private static int translated(final Record values, final String name, final int before) {
        final Object value = values.getValue(name);
        final int port = value == null ? 0 : smallNumber(value, Quantity.PORT).orElse(0);
        return port > 0 ? port : before;
    }

    /** Rejects contradictory values: readers of the pair treat fields whose names differ only in case, blanks and punctuation as one field. */
    private void checkNames(final Record values) throws UnpairableException {
        for (final int position : ambiguous) {
            final Optional<String> contradiction =
                    names.contradiction(position, field -> values.getValue(source.getField(field)));
            if (contradiction.isPresent()) {
                throw new UnpairableException(contradiction.get());
            }
        }
    }

    /** Exporters of NetFlow v5 and some others write type times 256 plus code where the destination port would be. */
    private static int icmpType(final Record values, final int protocol) {
        if (!IpProtocol.isIcmp(protocol)) {
            return UniflowDetails.UNKNOWN;
        }
        final int type = optionalNumber(values, FlowFields.ICMP_TYPE);
        if (type != UniflowDetails.UNKNOWN) {
            return type;
        }
        final int port = optionalNumber(values, FlowFields.DESTINATION_PORT);
        return port > 0 ? port >> 8 : UniflowDetails.UNKNOWN;
    }

    private static IpAddress address(final Record values, final String name) throws UnpairableException {
        final String text = required(values, name).toString().strip();
        return IpAddress.parse(text)
                .orElseThrow(() -> new UnpairableException("%s is '%s', no IP address".formatted(name, text)));
    }

    private static long time(final Record values, final String name) throws UnpairableException {
        final Object value = required(values, name);
        return EpochMillis.millis(value)
                .orElseThrow(() -> new UnpairableException("%s is '%s', no point in time".formatted(name, value)));
    }

    private static int number(final Record values, final String name, final Quantity quantity)
            throws UnpairableException {
        final Object value = required(values, name);
        final OptionalInt number = smallNumber(value, quantity);
        return number.orElseThrow(() -> new UnpairableException(
                "%s is '%s', no number from 0 to %d".formatted(name, value, (int) quantity.maximum())));
    }

    private static int optionalNumber(final Record values, final String name) {
        final Object value = values.getValue(name);
        return value == null
                ? UniflowDetails.UNKNOWN
                : smallNumber(value, Quantity.TCP_FLAGS).orElse(UniflowDetails.UNKNOWN);
    }

    private static int vlan(final Record values, final String name) {
        final Object value = values.getValue(name);
        return value == null
                ? UniflowDetails.UNKNOWN
                : smallNumber(value, Quantity.PORT).orElse(UniflowDetails.UNKNOWN);
    }

    private static OptionalInt smallNumber(final Object value, final Quantity quantity) {
        final Optional<Long> number = WholeNumbers.of(value);
        return number.isPresent() && quantity.allows(number.get())
                ? OptionalInt.of(number.get().intValue())
                : OptionalInt.empty();
    }

    private static Object required(final Record values, final String name) throws UnpairableException {
        final Object value = values.getValue(name);
        if (value == null || (value instanceof String text && text.isBlank())) {
            throw new UnpairableException(name + " is empty");
        }
        return value;
    }

    /** The fields that a record needs to be paired and that records of this schema do not have. */
    Set<String> missingFields() {
        final Set<String> missing = new LinkedHashSet<>();
        for (final String name : List.of(
                FlowFields.SOURCE_ADDRESS,
                FlowFields.DESTINATION_ADDRESS,
                FlowFields.SOURCE_PORT,
                FlowFields.DESTINATION_PORT,
                FlowFields.PROTOCOL,
                FlowFields.FIRST,
                FlowFields.LAST)) {
            if (source.getField(name).isEmpty()) {
                missing.add(name);
            }
        }
        return missing;
    }
}
