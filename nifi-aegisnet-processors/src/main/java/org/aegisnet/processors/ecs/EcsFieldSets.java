package org.aegisnet.processors.ecs;

import static org.aegisnet.processors.ecs.FieldSet.field;
import static org.aegisnet.processors.ecs.FieldSet.list;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.aegisnet.scoring.feature.FeatureUnit;
import org.aegisnet.scoring.feature.FlowFacts;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * A detection in a flow, told in the fields of the Elastic Common Schema. Names and types are those of ECS 8.11, which later versions keep.
 * Immutable and thread-safe.
 */
public final class EcsFieldSets {
    private static final String ECS_VERSION = "8.11.0";
    private static final String PRODUCT = "AegisNet";
    private static final double NANOSECONDS = 1e9;
    private static final double LONGEST_DURATION = Long.MAX_VALUE / NANOSECONDS;

    private static final RecordSchema INDICATOR = new SimpleRecordSchema(
            List.of(field("provider", RecordFieldType.STRING), field("description", RecordFieldType.STRING)));

    private final FieldSet ecs;
    private final FieldSet event;
    private final FieldSet rule;
    private final FieldSet threat;
    private final FieldSet network;
    private final FieldSet source;
    private final FieldSet destination;
    private final String dataset;
    private final String ruleName;
    private final String ruleVersion;
    private final IpAddressText addressText = new IpAddressText();
    private final CommunityId communityId = new CommunityId();

    /**
     * Field sets for the detections of one model.
     *
     * @param prefix put before the names of the sets; may be empty
     * @param dataset what {@code event.dataset} says, for example {@code aegisnet.attack}
     * @param ruleName the model's name
     * @param ruleVersion the model's version
     */
    public EcsFieldSets(final String prefix, final String dataset, final String ruleName, final String ruleVersion) {
        this.dataset = dataset;
        this.ruleName = ruleName;
        this.ruleVersion = ruleVersion;
        this.ecs = new FieldSet(prefix + "ecs", List.of(field("version", RecordFieldType.STRING)));
        this.event = new FieldSet(
                prefix + "event",
                List.of(
                        field("kind", RecordFieldType.STRING),
                        list("category"),
                        list("type"),
                        field("module", RecordFieldType.STRING),
                        field("dataset", RecordFieldType.STRING),
                        field("risk_score", RecordFieldType.FLOAT),
                        field("risk_score_norm", RecordFieldType.FLOAT),
                        field("reason", RecordFieldType.STRING),
                        field("duration", RecordFieldType.LONG)));
        this.rule = new FieldSet(
                prefix + "rule",
                List.of(
                        field("name", RecordFieldType.STRING),
                        field("version", RecordFieldType.STRING),
                        field("ruleset", RecordFieldType.STRING)));
        this.threat = new FieldSet(
                prefix + "threat",
                List.of(new RecordField("indicator", RecordFieldType.RECORD.getRecordDataType(INDICATOR))));
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
                ecs.in(schema),
                event.in(schema),
                rule.in(schema),
                threat.in(schema),
                network.in(schema),
                source.in(schema),
                destination.in(schema));
    }

    /**
     * Adds the field sets to a record.
     *
     * @param values of the record, by field name
     * @param detection what the model found
     * @param facts of the flow
     */
    public void put(final Map<String, Object> values, final Detection detection, final FlowFacts facts) {
        final Optional<InetAddress> from = facts.sourceAddress().flatMap(addressText::parse);
        final Optional<InetAddress> to = facts.destinationAddress().flatMap(addressText::parse);
        final Map<String, Object> version = new LinkedHashMap<>();
        version.put("version", ECS_VERSION);
        ecs.put(values, version);
        event.put(values, event(detection, facts));
        rule.put(values, rule());
        threat.put(values, threat(detection));
        network.put(values, network(facts, from, to));
        source.put(values, endpoint(from, facts.sourcePort(), facts.bytesIn(), facts.packetsForward()));
        destination.put(values, endpoint(to, facts.destinationPort(), facts.bytesOut(), facts.packetsReverse()));
    }

    private Map<String, Object> event(final Detection detection, final FlowFacts facts) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", detection.suspicious() ? "alert" : "event");
        fields.put("category", new Object[] {"network"});
        fields.put("type", new Object[] {"connection"});
        fields.put("module", PRODUCT.toLowerCase(Locale.ROOT));
        fields.put("dataset", dataset);
        fields.put("risk_score", (float) detection.score());
        fields.put(
                "risk_score_norm",
                detection.normalizedScore().isPresent()
                        ? (float) detection.normalizedScore().getAsDouble()
                        : null);
        fields.put("reason", detection.reasons().isEmpty() ? null : detection.reasons());
        fields.put(
                "duration",
                facts.duration().isPresent() && facts.duration().getAsDouble() < LONGEST_DURATION
                        ? Math.round(facts.duration().getAsDouble() * NANOSECONDS)
                        : null);
        return fields;
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
            indicator.put("description", detection.reasons().isEmpty() ? null : detection.reasons());
            fields.put("indicator", new MapRecord(INDICATOR, indicator));
        } else {
            fields.put("indicator", null);
        }
        return fields;
    }

    private Map<String, Object> network(
            final FlowFacts facts, final Optional<InetAddress> from, final Optional<InetAddress> to) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("community_id", communityId(facts, from, to).orElse(null));
        fields.put("transport", transport(facts.protocol()).orElse(null));
        fields.put(
                "iana_number",
                facts.protocol().isPresent() ? Integer.toString(facts.protocol().getAsInt()) : null);
        fields.put(
                "type",
                from.map(address -> isVersion4(address) ? "ipv4" : "ipv6").orElse(null));
        fields.put("bytes", sum(facts.bytesIn(), facts.bytesOut()));
        fields.put("packets", boxed(facts.packets()));
        return fields;
    }

    private Optional<String> communityId(
            final FlowFacts facts, final Optional<InetAddress> from, final Optional<InetAddress> to) {
        if (from.isEmpty()
                || to.isEmpty()
                || facts.protocol().isEmpty()
                || isVersion4(from.get()) != isVersion4(to.get())) {
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
        if (CommunityId.isIcmp(protocol)) {
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

    private static boolean isVersion4(final InetAddress address) {
        return address.getAddress().length == 4;
    }

    /** The protocol by IANA's keyword in lower case, where we know it. */
    private static Optional<String> transport(final OptionalInt protocol) {
        if (protocol.isEmpty()) {
            return Optional.empty();
        }
        if (protocol.getAsInt() == 58) {
            return Optional.of("ipv6-icmp");
        }
        return Optional.of(FeatureUnit.PROTOCOL.format(protocol.getAsInt()).toLowerCase(Locale.ROOT))
                .filter(name -> name.indexOf(' ') < 0);
    }

    private static Map<String, Object> endpoint(
            final Optional<InetAddress> address,
            final OptionalInt port,
            final OptionalLong bytes,
            final OptionalLong packets) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ip", address.map(InetAddress::getHostAddress).orElse(null));
        fields.put("port", port.isPresent() ? (long) port.getAsInt() : null);
        fields.put("bytes", boxed(bytes));
        fields.put("packets", boxed(packets));
        return fields;
    }

    /** Null where one is unknown, as field values of records are. */
    private static Long sum(final OptionalLong first, final OptionalLong second) {
        return first.isPresent() && second.isPresent() ? first.getAsLong() + second.getAsLong() : null;
    }

    private static Long boxed(final OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
