package org.aegisnet.processors.ecs;

import static org.aegisnet.processors.ecs.FieldSet.field;
import static org.aegisnet.processors.ecs.FieldSet.list;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.aegisnet.net.IpAddress;
import org.aegisnet.net.IpProtocol;
import org.aegisnet.processors.verdict.ScoredFields;
import org.aegisnet.scoring.feature.FeatureUnit;
import org.aegisnet.scoring.feature.FlowFacts;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * A detection in a flow, told in the fields of the Elastic Common Schema. Names and types are those of ECS 8.11, which later versions keep.
 * Immutable and thread-safe.
 *
 * <p>A record has one {@code event}, but more than one processor of ours may judge it. An alert then outranks an event, and among equals the higher
 * normalized score wins; the winner has {@code event}, {@code rule} and {@code threat.indicator}. The finding of each processor stays in a
 * separate record below {@code aegisnet}, as ECS requires for custom fields: {@code aegisnet.anomaly} beside {@code aegisnet.attack}.
 */
public final class EcsFieldSets {
    private static final String ECS_VERSION = "8.11.0";
    private static final String PRODUCT = "AegisNet";
    private static final String OWN_FIELDS = ScoredFields.ECS_FINDINGS;
    private static final double NANOSECONDS = 1e9;
    private static final double MILLISECONDS = 1e3;

    /** The year 10000: ISO 8601 with four digits for the year ends here, and so do the dates that a search engine takes. */
    private static final double LAST_SECOND = 253_402_300_800.0;

    private static final double MAX_DURATION = Long.MAX_VALUE / NANOSECONDS;

    private static final RecordSchema FINDING = new SimpleRecordSchema(List.of(
            field("is_suspicious", RecordFieldType.BOOLEAN),
            field("score", RecordFieldType.FLOAT),
            field("score_norm", RecordFieldType.FLOAT),
            field("reason", RecordFieldType.STRING),
            field("model", RecordFieldType.STRING)));

    private static final RecordSchema INDICATOR = new SimpleRecordSchema(
            List.of(field("provider", RecordFieldType.STRING), field("description", RecordFieldType.STRING)));

    private final RecordField timestamp;
    private final String eventName;
    private final String ruleSetName;
    private final String threatName;
    private final FieldSet ecs;
    private final FieldSet event;
    private final FieldSet rule;
    private final FieldSet threat;
    private final FieldSet network;
    private final FieldSet source;
    private final FieldSet destination;
    private final FieldSet own;
    private final String dataset;
    private final String findingName;
    private final String ruleName;
    private final String ruleVersion;
    private final CommunityId communityId = new CommunityId();

    /**
     * Field sets for the detections of one model.
     *
     * @param prefix put before the names of the sets; may be empty
     * @param finding what is found: {@code attack} makes {@code event.dataset} say {@code aegisnet.attack}, and names the record below {@code aegisnet}
     * @param ruleName the model's name
     * @param ruleVersion the model's version
     */
    public EcsFieldSets(final String prefix, final String finding, final String ruleName, final String ruleVersion) {
        this.dataset = OWN_FIELDS + "." + finding;
        this.findingName = finding;
        this.ruleName = ruleName;
        this.ruleVersion = ruleVersion;
        this.timestamp = new RecordField(prefix + "@timestamp", RecordFieldType.STRING.getDataType());
        this.eventName = prefix + "event";
        this.ruleSetName = prefix + "rule";
        this.threatName = prefix + "threat";
        this.ecs = new FieldSet(prefix + "ecs", List.of(field("version", RecordFieldType.STRING)));
        this.event = new FieldSet(
                eventName,
                List.of(
                        field("kind", RecordFieldType.STRING),
                        list("category"),
                        list("type"),
                        field("module", RecordFieldType.STRING),
                        field("dataset", RecordFieldType.STRING),
                        field("risk_score", RecordFieldType.FLOAT),
                        field("risk_score_norm", RecordFieldType.FLOAT),
                        field("reason", RecordFieldType.STRING),
                        field("start", RecordFieldType.STRING),
                        field("end", RecordFieldType.STRING),
                        field("duration", RecordFieldType.LONG)));
        this.rule = new FieldSet(
                ruleSetName,
                List.of(
                        field("name", RecordFieldType.STRING),
                        field("version", RecordFieldType.STRING),
                        field("ruleset", RecordFieldType.STRING)));
        this.threat = new FieldSet(
                threatName, List.of(new RecordField("indicator", RecordFieldType.RECORD.getRecordDataType(INDICATOR))));
        this.network = new FieldSet(
                prefix + "network",
                List.of(
                        field("community_id", RecordFieldType.STRING),
                        field("transport", RecordFieldType.STRING),
                        field("iana_number", RecordFieldType.STRING),
                        field("type", RecordFieldType.STRING),
                        field("bytes", RecordFieldType.LONG),
                        field("packets", RecordFieldType.LONG)));
        this.source = new FieldSet(prefix + "source", endpoint());
        this.destination = new FieldSet(prefix + "destination", endpoint());
        this.own = new FieldSet(
                prefix + OWN_FIELDS,
                List.of(new RecordField(finding, RecordFieldType.RECORD.getRecordDataType(FINDING))));
    }

    private static List<RecordField> endpoint() {
        return List.of(
                field("ip", RecordFieldType.STRING),
                field("port", RecordFieldType.LONG),
                field("bytes", RecordFieldType.LONG),
                field("packets", RecordFieldType.LONG));
    }

    /** The added fields of records of a schema, in their order. */
    public List<RecordField> fields(final RecordSchema schema) {
        return List.of(
                timestampIn(schema),
                ecs.in(schema),
                event.in(schema),
                rule.in(schema),
                threat.in(schema),
                network.in(schema),
                source.in(schema),
                destination.in(schema),
                own.in(schema));
    }

    /** A record's own timestamp stays in its own type; if it has none, ours is text. */
    private RecordField timestampIn(final RecordSchema schema) {
        final Optional<DataType> type = schema.getDataType(timestamp.getFieldName());
        if (type.isEmpty() || type.get().getFieldType() == RecordFieldType.STRING) {
            return timestamp;
        }
        return new RecordField(
                timestamp.getFieldName(),
                RecordFieldType.CHOICE.getChoiceDataType(type.get(), RecordFieldType.STRING.getDataType()));
    }

    /**
     * Adds the field sets to a record.
     *
     * @param values of the record, by field name
     * @param detection what the model found
     * @param facts of the flow
     */
    public void put(final Map<String, Object> values, final Detection detection, final FlowFacts facts) {
        final Optional<IpAddress> from = facts.sourceAddress().flatMap(IpAddress::parse);
        final Optional<IpAddress> to = facts.destinationAddress().flatMap(IpAddress::parse);
        final Optional<String> start = instant(facts.start().orElse(Double.NaN));
        if (values.get(timestamp.getFieldName()) == null) {
            values.put(timestamp.getFieldName(), start.orElse(null));
        }
        final Map<String, Object> version = new LinkedHashMap<>();
        version.put("version", ECS_VERSION);
        ecs.put(values, version);
        putVerdict(values, detection);
        event.put(values, times(start, facts));
        network.put(values, network(facts, from, to));
        source.put(values, endpoint(from, facts.sourcePort(), facts.bytesIn(), facts.packetsForward()));
        destination.put(values, endpoint(to, facts.destinationPort(), facts.bytesOut(), facts.packetsReverse()));
        final Map<String, Object> finding = new LinkedHashMap<>();
        finding.put(findingName, new MapRecord(FINDING, finding(detection)));
        own.put(values, finding);
    }

    /**
     * Clears a record that has not been judged: removes our finding, and values that do not fit the schema.
     *
     * @param values of the record, by field name
     */
    public void clear(final Map<String, Object> values) {
        for (final FieldSet set : List.of(ecs, event, rule, threat, network, source, destination, own)) {
            set.keepRecord(values);
        }
        final Map<String, Object> finding = new LinkedHashMap<>();
        finding.put(findingName, null);
        own.replace(values, finding);
    }

    private void putVerdict(final Map<String, Object> values, final Detection detection) {
        final Optional<EarlierVerdict> earlier = EarlierVerdict.in(values.get(eventName), values.get(ruleSetName));
        final boolean outranked = earlier.isPresent()
                && !earlier.get().isOf(dataset, ruleName)
                && earlier.get().outranks(detection);
        if (!outranked) {
            event.replace(values, event(detection));
            rule.replace(values, rule());
            putIndicator(values, detection);
        }
    }

    /** An indicator from elsewhere stays: it is somebody's knowledge of an attacker, and ours only says that a model found something. */
    private void putIndicator(final Map<String, Object> values, final Detection detection) {
        final Object indicator = values.get(threatName) instanceof Record own ? own.getValue("indicator") : null;
        if (indicator == null || (indicator instanceof Record ours && PRODUCT.equals(ours.getAsString("provider")))) {
            threat.replace(values, threat(detection));
        }
    }

    private Map<String, Object> event(final Detection detection) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", detection.suspicious() ? EarlierVerdict.ALERT : EarlierVerdict.EVENT);
        fields.put("category", new Object[] {"network"});
        fields.put("type", new Object[] {"connection"});
        fields.put("module", EarlierVerdict.MODULE);
        fields.put("dataset", dataset);
        fields.put("risk_score", (float) detection.score());
        fields.put("risk_score_norm", normalizedScore(detection));
        fields.put("reason", reason(detection));
        return fields;
    }

    private Map<String, Object> finding(final Detection detection) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("is_suspicious", detection.suspicious());
        fields.put("score", (float) detection.score());
        fields.put("score_norm", normalizedScore(detection));
        fields.put("reason", reason(detection));
        fields.put("model", ruleName + " " + ruleVersion);
        return fields;
    }

    /** Null if the model does not tell, as field values of records are. */
    private static Float normalizedScore(final Detection detection) {
        return detection.normalizedScore().isPresent()
                ? (float) detection.normalizedScore().getAsDouble()
                : null;
    }

    private static String reason(final Detection detection) {
        return detection.reasons().isEmpty() ? null : detection.reasons();
    }

    private static Map<String, Object> times(final Optional<String> start, final FlowFacts facts) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("start", start.orElse(null));
        fields.put(
                "end",
                facts.start().isPresent() && facts.duration().isPresent()
                        ? instant(facts.start().getAsDouble() + facts.duration().getAsDouble())
                                .orElse(null)
                        : null);
        fields.put(
                "duration",
                facts.duration().isPresent() && facts.duration().getAsDouble() < MAX_DURATION
                        ? Math.round(facts.duration().getAsDouble() * NANOSECONDS)
                        : null);
        return fields;
    }

    /** ISO 8601, to the millisecond, which is as far as a search engine's dates go. */
    private static Optional<String> instant(final double seconds) {
        return seconds < LAST_SECOND
                ? Optional.of(
                        Instant.ofEpochMilli(Math.round(seconds * MILLISECONDS)).toString())
                : Optional.empty();
    }

    private Map<String, Object> rule() {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", ruleName);
        fields.put("version", ruleVersion);
        fields.put("ruleset", PRODUCT);
        return fields;
    }

    /** The model tells no tactic or technique, and none of the indicator types that ECS expects is a flow. */
    private static Map<String, Object> threat(final Detection detection) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        if (detection.suspicious()) {
            final Map<String, Object> indicator = new LinkedHashMap<>();
            indicator.put("provider", PRODUCT);
            indicator.put("description", reason(detection));
            fields.put("indicator", new MapRecord(INDICATOR, indicator));
        } else {
            fields.put("indicator", null);
        }
        return fields;
    }

    private Map<String, Object> network(
            final FlowFacts facts, final Optional<IpAddress> from, final Optional<IpAddress> to) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("community_id", communityId(facts, from, to).orElse(null));
        fields.put("transport", transport(facts.protocol()).orElse(null));
        fields.put(
                "iana_number",
                facts.protocol().isPresent() ? Integer.toString(facts.protocol().getAsInt()) : null);
        fields.put(
                "type", from.map(address -> address.isIpv4() ? "ipv4" : "ipv6").orElse(null));
        fields.put("bytes", sum(facts.bytesIn(), facts.bytesOut()));
        fields.put("packets", boxed(facts.packets()));
        return fields;
    }

    private Optional<String> communityId(
            final FlowFacts facts, final Optional<IpAddress> from, final Optional<IpAddress> to) {
        if (from.isEmpty()
                || to.isEmpty()
                || facts.protocol().isEmpty()
                || from.get().isIpv4() != to.get().isIpv4()) {
            return Optional.empty();
        }
        final int protocol = facts.protocol().getAsInt();
        if (CommunityId.hasPorts(protocol)) {
            return facts.sourcePort().isPresent() && facts.destinationPort().isPresent()
                    ? Optional.of(communityId.ofPorts(
                            from.get(),
                            to.get(),
                            facts.sourcePort().getAsInt(),
                            facts.destinationPort().getAsInt(),
                            protocol))
                    : Optional.empty();
        }
        if (IpProtocol.isIcmp(protocol)) {
            return facts.icmpType().isPresent() && facts.icmpCode().isPresent()
                    ? Optional.of(communityId.ofIcmp(
                            from.get(),
                            to.get(),
                            facts.icmpType().getAsInt(),
                            facts.icmpCode().getAsInt()))
                    : Optional.empty();
        }
        return Optional.of(communityId.ofAddresses(from.get(), to.get(), protocol));
    }

    /** The protocol by IANA's keyword in lower case, if we know it. */
    private static Optional<String> transport(final OptionalInt protocol) {
        if (protocol.isEmpty()) {
            return Optional.empty();
        }
        if (protocol.getAsInt() == IpProtocol.ICMP_V6) {
            return Optional.of("ipv6-icmp");
        }
        return Optional.of(FeatureUnit.PROTOCOL.format(protocol.getAsInt()).toLowerCase(Locale.ROOT))
                .filter(name -> name.indexOf(' ') < 0);
    }

    private static Map<String, Object> endpoint(
            final Optional<IpAddress> address,
            final OptionalInt port,
            final OptionalLong bytes,
            final OptionalLong packets) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ip", address.map(IpAddress::text).orElse(null));
        fields.put("port", port.isPresent() ? (long) port.getAsInt() : null);
        fields.put("bytes", boxed(bytes));
        fields.put("packets", boxed(packets));
        return fields;
    }

    /** Null if one is unknown, as field values of records are. */
    private static Long sum(final OptionalLong first, final OptionalLong second) {
        return first.isPresent() && second.isPresent() ? first.getAsLong() + second.getAsLong() : null;
    }

    private static Long boxed(final OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
