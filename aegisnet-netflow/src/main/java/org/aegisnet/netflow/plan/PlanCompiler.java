package org.aegisnet.netflow.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.column.FlowEvents;
import org.aegisnet.netflow.column.Pairing;
import org.aegisnet.netflow.element.InformationElement;
import org.aegisnet.netflow.element.InformationElements;
import org.aegisnet.netflow.option.DomainOptions;
import org.aegisnet.netflow.template.Template;
import org.aegisnet.netflow.template.TemplateField;

/**
 * Compiles templates to plans: decides which element feeds which column. Immutable, safe for all threads.
 *
 * <p>If several elements could feed a column, the first in the order of this class wins. Delta counters come before totals, and finer clocks
 * before coarser ones.
 */
public final class PlanCompiler {
    private static final int FIREWALL_EXTENDED_EVENT = 33_002;
    private static final int FIREWALL_EVENT_OF_ASA_8 = 40_005;
    private static final int PALO_ALTO_APPLICATION = 56_701;
    private static final int NPROBE_APPLICATION_IN_V9 = 57_591;
    private static final long NTOP = 35_632;
    private static final int NPROBE_APPLICATION = 119;

    private static final List<FlowColumn> TRANSLATED = List.of(
            FlowColumn.POST_NAT_SRC_IP,
            FlowColumn.POST_NAT_DST_IP,
            FlowColumn.POST_NAT_SRC_PORT,
            FlowColumn.POST_NAT_DST_PORT);

    private final Set<FlowColumn> columns;
    private final boolean extras;
    private final OutCounters outCounters;

    /**
     * A compiler for batches of some columns.
     *
     * @param columns to fill
     * @param extras true to keep the fields that no column holds
     * @param outCounters the meaning of OUT_BYTES and OUT_PKTS
     */
    public PlanCompiler(Set<FlowColumn> columns, boolean extras, OutCounters outCounters) {
        this.columns = FlowColumn.withSources(columns);
        this.extras = extras;
        this.outCounters = outCounters;
    }

    /**
     * Compiles the plan of a template.
     *
     */
    public DecodePlan compile(Template template) {
        FieldFinder fields = new FieldFinder(template);
        List<ColumnStep> steps = new ArrayList<>();
        List<ColumnStep> deriving = new ArrayList<>();
        counters(fields, steps, deriving);
        events(fields, steps, deriving);
        translation(fields, steps, deriving);
        times(fields, steps, deriving);
        addresses(fields, steps);
        numbers(template, fields, steps);
        icmp(fields, steps);
        names(template, fields, steps);
        constants(steps);
        if (extras) {
            steps.add(extrasOf(template, fields));
        }
        return new DecodePlan(template, steps, deriving);
    }

    private void counters(FieldFinder fields, List<ColumnStep> steps, List<ColumnStep> deriving) {
        boolean outIsReverse = outCounters == OutCounters.REVERSE;
        boolean told = outCounters == OutCounters.AUTOMATIC;
        boolean loneResponder = told && isResponderAlone(fields);
        int bytesOut = reverseCounter(
                fields,
                outIsReverse,
                loneResponder ? List.of() : List.of(InformationElements.RESPONDER_OCTETS),
                InformationElements.POST_OCTET_DELTA_COUNT,
                InformationElements.OCTET_DELTA_COUNT,
                InformationElements.OCTET_TOTAL_COUNT);
        int packetsReverse = reverseCounter(
                fields,
                outIsReverse,
                loneResponder ? List.of() : List.of(InformationElements.RESPONDER_PACKETS),
                InformationElements.POST_PACKET_DELTA_COUNT,
                InformationElements.PACKET_DELTA_COUNT,
                InformationElements.PACKET_TOTAL_COUNT);
        int bytesIn = forwardCounter(
                fields,
                bytesOut,
                InformationElements.RESPONDER_OCTETS,
                InformationElements.INITIATOR_OCTETS,
                InformationElements.OCTET_DELTA_COUNT,
                InformationElements.OCTET_TOTAL_COUNT);
        int packetsForward = forwardCounter(
                fields,
                packetsReverse,
                InformationElements.RESPONDER_PACKETS,
                InformationElements.INITIATOR_PACKETS,
                InformationElements.PACKET_DELTA_COUNT,
                InformationElements.PACKET_TOTAL_COUNT);
        counter(FlowColumn.BYTES_IN, bytesIn, outIsReverse, InformationElements.POST_OCTET_DELTA_COUNT, fields, steps);
        counter(
                FlowColumn.PACKETS_FWD,
                packetsForward,
                outIsReverse,
                InformationElements.POST_PACKET_DELTA_COUNT,
                fields,
                steps);
        number(FlowColumn.BYTES_OUT, bytesOut, steps);
        number(FlowColumn.PACKETS_REV, packetsReverse, steps);
        if (columns.contains(FlowColumn.PACKETS)) {
            deriving.add(new PacketsStep());
        }
        int flagsReverse = fields.takeReverse(InformationElements.TCP_CONTROL_BITS);
        number(FlowColumn.TCP_FLAGS_FWD, fields.take(InformationElements.TCP_CONTROL_BITS), steps);
        number(FlowColumn.TCP_FLAGS_REV, flagsReverse, steps);
        boolean biflow =
                bytesOut != FieldFinder.NONE || packetsReverse != FieldFinder.NONE || flagsReverse != FieldFinder.NONE;
        boolean inCounters =
                fields.has(InformationElements.OCTET_DELTA_COUNT) || fields.has(InformationElements.PACKET_DELTA_COUNT);
        boolean outBeside = told
                && inCounters
                && (fields.has(InformationElements.POST_OCTET_DELTA_COUNT)
                        || fields.has(InformationElements.POST_PACKET_DELTA_COUNT));
        if (!biflow && (loneResponder || outBeside)) {
            steps.add(wayBack(fields, loneResponder, bytesIn, packetsForward));
        } else if (columns.contains(FlowColumn.PAIRING)) {
            Pairing pairing = biflow ? Pairing.BIFLOW : Pairing.ONE_WAY;
            steps.add(new ConstantStep(FlowColumn.PAIRING, run -> pairing.code()));
        }
        semantics(fields, List.of(bytesIn, packetsForward, bytesOut, packetsReverse), deriving);
        variance(fields, packetsForward, bytesIn, biflow || outBeside || loneResponder, steps);
    }

    private void semantics(FieldFinder fields, List<Integer> counters, List<ColumnStep> deriving) {
        boolean counted = counters.stream().anyMatch(field -> field != FieldFinder.NONE)
                || fields.has(InformationElements.POST_OCTET_DELTA_COUNT)
                || fields.has(InformationElements.POST_PACKET_DELTA_COUNT);
        if (counted && columns.contains(FlowColumn.COUNTER_SEMANTICS)) {
            boolean totals = isOneOf(
                    fields, counters, InformationElements.OCTET_TOTAL_COUNT, InformationElements.PACKET_TOTAL_COUNT);
            boolean initiators = isOneOf(
                    fields,
                    counters,
                    InformationElements.INITIATOR_OCTETS,
                    InformationElements.RESPONDER_OCTETS,
                    InformationElements.INITIATOR_PACKETS,
                    InformationElements.RESPONDER_PACKETS);
            deriving.add(new CounterSemanticsStep(totals, initiators));
        }
    }

    /** Tells whether some counters are read from one of some elements, or from its reverse. */
    private static boolean isOneOf(FieldFinder fields, List<Integer> counters, int... elements) {
        for (int element : elements) {
            int field = fields.peek(element);
            int reverse = fields.peek(InformationElement.REVERSE_ENTERPRISE, element);
            if ((field != FieldFinder.NONE && counters.contains(field))
                    || (reverse != FieldFinder.NONE && counters.contains(reverse))) {
                return true;
            }
        }
        return false;
    }

    private void events(FieldFinder fields, List<ColumnStep> steps, List<ColumnStep> deriving) {
        int firewall = fields.take(InformationElements.FIREWALL_EVENT, FIREWALL_EVENT_OF_ASA_8);
        int nat = fields.take(InformationElements.NAT_EVENT);
        name(FlowColumn.FIREWALL_EVENT, firewall, FlowEvents::firewall, steps);
        name(
                FlowColumn.FIREWALL_EXTENDED_EVENT,
                fields.take(FIREWALL_EXTENDED_EVENT),
                FlowEvents::firewallExtended,
                steps);
        name(FlowColumn.NAT_EVENT, nat, FlowEvents::nat, steps);
        boolean events = firewall != FieldFinder.NONE || nat != FieldFinder.NONE;
        if (events && columns.contains(FlowColumn.PAIRING)) {
            deriving.add(new EventStep());
        }
    }

    private void name(FlowColumn column, int field, LongFunction<String> names, List<ColumnStep> steps) {
        if (field != FieldFinder.NONE && columns.contains(column)) {
            steps.add(new NameStep(column, field, names));
        }
    }

    /** The addresses and ports after translation; an ASA of version 8.1 has numbers of its own for them. */
    private void translation(FieldFinder fields, List<ColumnStep> steps, List<ColumnStep> deriving) {
        int version = fields.peek(InformationElements.IP_VERSION);
        int before = steps.size();
        address(
                FlowColumn.POST_NAT_SRC_IP,
                fields.take(InformationElements.POST_NAT_SOURCE_IPV4_ADDRESS, 40_001),
                fields.take(InformationElements.POST_NAT_SOURCE_IPV6_ADDRESS),
                version,
                steps);
        address(
                FlowColumn.POST_NAT_DST_IP,
                fields.take(InformationElements.POST_NAT_DESTINATION_IPV4_ADDRESS, 40_002),
                fields.take(InformationElements.POST_NAT_DESTINATION_IPV6_ADDRESS),
                version,
                steps);
        number(
                FlowColumn.POST_NAT_SRC_PORT,
                fields.take(InformationElements.POST_NAPT_SOURCE_TRANSPORT_PORT, 40_003),
                steps);
        number(
                FlowColumn.POST_NAT_DST_PORT,
                fields.take(InformationElements.POST_NAPT_DESTINATION_TRANSPORT_PORT, 40_004),
                steps);
        List<FlowColumn> translated =
                TRANSLATED.stream().filter(columns::contains).toList();
        if (steps.size() > before && !translated.isEmpty()) {
            deriving.add(new UntranslatedStep(translated));
        }
    }

    /** Tells whether a responder's counters stand beside plain counters, without an initiator's counters. */
    private static boolean isResponderAlone(FieldFinder fields) {
        return (fields.has(InformationElements.RESPONDER_OCTETS) || fields.has(InformationElements.RESPONDER_PACKETS))
                && !fields.has(InformationElements.INITIATOR_OCTETS)
                && !fields.has(InformationElements.INITIATOR_PACKETS);
    }

    private static ColumnStep wayBack(FieldFinder fields, boolean ofResponder, int bytes, int packets) {
        if (ofResponder) {
            return new WayBackStep(
                    new WayBackStep.Fields(
                            bytes,
                            packets,
                            fields.peek(InformationElements.RESPONDER_OCTETS),
                            fields.peek(InformationElements.RESPONDER_PACKETS)),
                    false,
                    DomainOptions::responderCounters);
        }
        return new WayBackStep(
                new WayBackStep.Fields(
                        bytes,
                        packets,
                        fields.peek(InformationElements.POST_OCTET_DELTA_COUNT),
                        fields.peek(InformationElements.POST_PACKET_DELTA_COUNT)),
                fields.has(InformationElements.FLOW_DIRECTION),
                DomainOptions::outCounters);
    }

    /** An exporter that tells ingress from egress (61) counts each record in IN or in OUT; without IN counters, OUT is the flow's own. */
    private void counter(
            FlowColumn column,
            int in,
            boolean outIsReverse,
            int outElement,
            FieldFinder fields,
            List<ColumnStep> steps) {
        if (outIsReverse || !columns.contains(column)) {
            number(column, in, steps);
        } else if (in == FieldFinder.NONE) {
            number(column, fields.take(outElement), steps);
        } else if (fields.has(InformationElements.FLOW_DIRECTION) && fields.has(outElement)) {
            steps.add(new FirstNonZeroStep(column, in, fields.take(outElement)));
        } else {
            number(column, in, steps);
        }
    }

    private static int reverseCounter(
            FieldFinder fields, boolean outIsReverse, List<Integer> responders, int post, int delta, int total) {
        int field = fields.takeReverse(delta, total);
        if (field == FieldFinder.NONE && !responders.isEmpty()) {
            field = fields.take(responders.getFirst());
        }
        return field == FieldFinder.NONE && outIsReverse ? fields.take(post) : field;
    }

    /** An initiator's counter belongs to a responder's; elsewhere the plain counters come first. */
    private static int forwardCounter(
            FieldFinder fields, int reverse, int responder, int initiator, int delta, int total) {
        boolean ofResponder = reverse != FieldFinder.NONE && reverse == fields.peek(responder);
        return ofResponder ? fields.take(initiator, delta, total) : fields.take(delta, total, initiator);
    }

    /** The sum of squares is of one direction: in a biflow it would say something else than the field's name. */
    private void variance(FieldFinder fields, int packets, int bytes, boolean biflow, List<ColumnStep> steps) {
        if (!columns.contains(FlowColumn.PACKET_LENGTH_VARIANCE)
                || biflow
                || packets == FieldFinder.NONE
                || bytes == FieldFinder.NONE) {
            return;
        }
        boolean deltas = bytes == fields.peek(InformationElements.OCTET_DELTA_COUNT)
                && packets == fields.peek(InformationElements.PACKET_DELTA_COUNT);
        int squares = fields.take(
                deltas
                        ? InformationElements.OCTET_DELTA_SUM_OF_SQUARES
                        : InformationElements.OCTET_TOTAL_SUM_OF_SQUARES);
        if (squares != FieldFinder.NONE) {
            steps.add(new VarianceStep(squares, bytes, packets));
        }
    }

    private void times(FieldFinder fields, List<ColumnStep> steps, List<ColumnStep> deriving) {
        boolean first = time(
                FlowColumn.FIRST,
                fields,
                steps,
                InformationElements.FLOW_START_NANOSECONDS,
                InformationElements.FLOW_START_MICROSECONDS,
                InformationElements.FLOW_START_MILLISECONDS,
                InformationElements.FLOW_START_SECONDS,
                InformationElements.FLOW_START_DELTA_MICROSECONDS);
        boolean last = time(
                FlowColumn.LAST,
                fields,
                steps,
                InformationElements.FLOW_END_NANOSECONDS,
                InformationElements.FLOW_END_MICROSECONDS,
                InformationElements.FLOW_END_MILLISECONDS,
                InformationElements.FLOW_END_SECONDS,
                InformationElements.FLOW_END_DELTA_MICROSECONDS);
        boolean uptimes = fields.has(InformationElements.FLOW_END_SYS_UP_TIME)
                || fields.has(InformationElements.FLOW_START_SYS_UP_TIME);
        Optional<TimeEncoding> observed = Optional.empty();
        int observedField = FieldFinder.NONE;
        if (!last && !uptimes) {
            observed = observation(fields);
            observedField = fields.take(
                    InformationElements.OBSERVATION_TIME_NANOSECONDS,
                    InformationElements.OBSERVATION_TIME_MICROSECONDS,
                    InformationElements.OBSERVATION_TIME_MILLISECONDS,
                    InformationElements.OBSERVATION_TIME_SECONDS);
        }
        boolean eventAlone = observed.isPresent() && !first;
        if (observed.isPresent()) {
            last = columnIfWanted(FlowColumn.LAST, observedField, observed.get(), steps);
            first = first || columnIfWanted(FlowColumn.FIRST, observedField, observed.get(), steps);
        }
        int firstUptime = first ? FieldFinder.NONE : fields.take(InformationElements.FLOW_START_SYS_UP_TIME);
        int lastUptime = last ? FieldFinder.NONE : fields.take(InformationElements.FLOW_END_SYS_UP_TIME);
        if (firstUptime != FieldFinder.NONE || lastUptime != FieldFinder.NONE) {
            steps.add(new UptimeStep(
                    firstUptime, lastUptime, fields.take(InformationElements.SYSTEM_INIT_TIME_MILLISECONDS)));
        }
        if (columns.contains(FlowColumn.DURATION)) {
            if ((first || last) && !eventAlone) {
                deriving.add(new DurationStep());
            }
            if (fields.has(InformationElements.FLOW_DURATION_MICROSECONDS)) {
                deriving.add(
                        new StatedDurationStep(fields.take(InformationElements.FLOW_DURATION_MICROSECONDS), 1_000L));
            } else if (fields.has(InformationElements.FLOW_DURATION_MILLISECONDS)) {
                deriving.add(new StatedDurationStep(
                        fields.take(InformationElements.FLOW_DURATION_MILLISECONDS), 1_000_000L));
            }
        }
        // After the duration, which stays absent if the two times contradict each other.
        deriving.add(new OrderStep());
    }

    /** The form of the time at which an event was observed (322 to 325); empty if the record does not have it. */
    private static Optional<TimeEncoding> observation(FieldFinder fields) {
        if (fields.has(InformationElements.OBSERVATION_TIME_NANOSECONDS)
                || fields.has(InformationElements.OBSERVATION_TIME_MICROSECONDS)) {
            return Optional.of(TimeEncoding.NETWORK_TIME);
        }
        if (fields.has(InformationElements.OBSERVATION_TIME_MILLISECONDS)) {
            return Optional.of(TimeEncoding.MILLISECONDS);
        }
        return fields.has(InformationElements.OBSERVATION_TIME_SECONDS)
                ? Optional.of(TimeEncoding.SECONDS)
                : Optional.empty();
    }

    private boolean time(
            FlowColumn column,
            FieldFinder fields,
            List<ColumnStep> steps,
            int nanoseconds,
            int microseconds,
            int milliseconds,
            int seconds,
            int beforeExport) {
        if (fields.has(nanoseconds) || fields.has(microseconds)) {
            return columnIfWanted(column, fields.take(nanoseconds, microseconds), TimeEncoding.NETWORK_TIME, steps);
        }
        if (fields.has(milliseconds)) {
            return columnIfWanted(column, fields.take(milliseconds), TimeEncoding.MILLISECONDS, steps);
        }
        if (fields.has(beforeExport)) {
            return columnIfWanted(column, fields.take(beforeExport), TimeEncoding.MICROSECONDS_BEFORE_EXPORT, steps);
        }
        return fields.has(seconds) && columnIfWanted(column, fields.take(seconds), TimeEncoding.SECONDS, steps);
    }

    private boolean columnIfWanted(FlowColumn column, int field, TimeEncoding unit, List<ColumnStep> steps) {
        if (columns.contains(column)) {
            steps.add(new TimeStep(column, field, unit));
        }
        return true;
    }

    private void addresses(FieldFinder fields, List<ColumnStep> steps) {
        int version = fields.peek(InformationElements.IP_VERSION);
        address(
                FlowColumn.SRC_IP,
                fields.take(InformationElements.SOURCE_IPV4_ADDRESS),
                fields.take(InformationElements.SOURCE_IPV6_ADDRESS),
                version,
                steps);
        address(
                FlowColumn.DST_IP,
                fields.take(InformationElements.DESTINATION_IPV4_ADDRESS),
                fields.take(InformationElements.DESTINATION_IPV6_ADDRESS),
                version,
                steps);
        address(
                FlowColumn.NEXT_HOP,
                fields.take(
                        InformationElements.IP_NEXT_HOP_IPV4_ADDRESS, InformationElements.BGP_NEXT_HOP_IPV4_ADDRESS),
                fields.take(
                        InformationElements.IP_NEXT_HOP_IPV6_ADDRESS, InformationElements.BGP_NEXT_HOP_IPV6_ADDRESS),
                version,
                steps);
    }

    private void address(FlowColumn column, int ipv4, int ipv6, int version, List<ColumnStep> steps) {
        if (columns.contains(column) && (ipv4 != FieldFinder.NONE || ipv6 != FieldFinder.NONE)) {
            steps.add(new AddressStep(column, ipv4, ipv6, version));
        }
    }

    private void numbers(Template template, FieldFinder fields, List<ColumnStep> steps) {
        number(
                FlowColumn.SRC_PORT,
                fields.take(
                        InformationElements.SOURCE_TRANSPORT_PORT,
                        InformationElements.TCP_SOURCE_PORT,
                        InformationElements.UDP_SOURCE_PORT),
                steps);
        number(
                FlowColumn.DST_PORT,
                fields.take(
                        InformationElements.DESTINATION_TRANSPORT_PORT,
                        InformationElements.TCP_DESTINATION_PORT,
                        InformationElements.UDP_DESTINATION_PORT),
                steps);
        number(FlowColumn.PROTOCOL, fields.take(InformationElements.PROTOCOL_IDENTIFIER), steps);
        number(FlowColumn.DIRECTION, fields.take(InformationElements.FLOW_DIRECTION), steps);
        number(
                FlowColumn.INPUT_INTERFACE,
                fields.take(InformationElements.INGRESS_INTERFACE, InformationElements.INGRESS_PHYSICAL_INTERFACE),
                steps);
        number(
                FlowColumn.OUTPUT_INTERFACE,
                fields.take(InformationElements.EGRESS_INTERFACE, InformationElements.EGRESS_PHYSICAL_INTERFACE),
                steps);
        number(FlowColumn.VLAN_ID, fields.take(InformationElements.VLAN_ID, InformationElements.DOT1Q_VLAN_ID), steps);
        number(
                FlowColumn.POST_VLAN_ID,
                fields.take(InformationElements.POST_VLAN_ID, InformationElements.POST_DOT1Q_VLAN_ID),
                steps);
        number(FlowColumn.VRF_ID, fields.take(InformationElements.INGRESS_VRF_ID), steps);
        number(FlowColumn.TOS, fields.take(InformationElements.IP_CLASS_OF_SERVICE), steps);
        number(FlowColumn.SRC_AS, fields.take(InformationElements.BGP_SOURCE_AS_NUMBER), steps);
        number(FlowColumn.DST_AS, fields.take(InformationElements.BGP_DESTINATION_AS_NUMBER), steps);
        number(FlowColumn.FLOW_END_REASON, fields.take(InformationElements.FLOW_END_REASON), steps);
        if (columns.contains(FlowColumn.SAMPLING_RATE)) {
            steps.add(new SamplingStep(template.id(), template.fields(), fields));
        }
    }

    private void number(FlowColumn column, int field, List<ColumnStep> steps) {
        if (field != FieldFinder.NONE && columns.contains(column)) {
            steps.add(new NumberStep(column, field));
        }
    }

    private void icmp(FieldFinder fields, List<ColumnStep> steps) {
        int protocol = fields.peek(InformationElements.PROTOCOL_IDENTIFIER);
        boolean wanted = columns.contains(FlowColumn.ICMP_TYPE) || columns.contains(FlowColumn.ICMP_CODE);
        if (protocol == FieldFinder.NONE || !wanted) {
            return;
        }
        int type = fields.take(InformationElements.ICMP_TYPE_IPV4, InformationElements.ICMP_TYPE_IPV6);
        int code = fields.take(InformationElements.ICMP_CODE_IPV4, InformationElements.ICMP_CODE_IPV6);
        int both = fields.take(InformationElements.ICMP_TYPE_CODE_IPV4, InformationElements.ICMP_TYPE_CODE_IPV6);
        int sourcePort = FieldFinder.NONE;
        if (type == FieldFinder.NONE && both == FieldFinder.NONE) {
            both = fields.peek(InformationElements.DESTINATION_TRANSPORT_PORT);
            sourcePort = fields.peek(InformationElements.SOURCE_TRANSPORT_PORT);
        }
        if (type != FieldFinder.NONE || both != FieldFinder.NONE) {
            steps.add(new IcmpStep(protocol, type, code, both, sourcePort));
        }
    }

    private void names(Template template, FieldFinder fields, List<ColumnStep> steps) {
        if (columns.contains(FlowColumn.APPLICATION)) {
            int name = applicationName(fields);
            int id = fields.take(InformationElements.APPLICATION_ID);
            if (name != FieldFinder.NONE || id != FieldFinder.NONE) {
                steps.add(new ApplicationStep(template.fields(), name, id));
            }
        }
    }

    private static int applicationName(FieldFinder fields) {
        int name = fields.take(
                InformationElements.APPLICATION_NAME,
                InformationElements.APPLICATION_DESCRIPTION,
                PALO_ALTO_APPLICATION,
                NPROBE_APPLICATION_IN_V9);
        return name == FieldFinder.NONE ? fields.takeOfVendor(NTOP, NPROBE_APPLICATION) : name;
    }

    private void constants(List<ColumnStep> steps) {
        if (columns.contains(FlowColumn.EXPORTER)) {
            steps.add(new ExporterStep());
        }
        if (columns.contains(FlowColumn.OBSERVATION_DOMAIN)) {
            steps.add(new ConstantStep(
                    FlowColumn.OBSERVATION_DOMAIN, run -> run.header().observationDomain()));
        }
        if (columns.contains(FlowColumn.NETFLOW_VERSION)) {
            steps.add(new ConstantStep(
                    FlowColumn.NETFLOW_VERSION, run -> run.header().version()));
        }
    }

    /** Tells whether a field is too long for its column. Such a field is not lost, but stays among the extras. */
    private static boolean isTooLongForColumn(TemplateField field) {
        return switch (field.element().type()) {
            case UNSIGNED8,
                    UNSIGNED16,
                    UNSIGNED32,
                    UNSIGNED64,
                    SIGNED8,
                    SIGNED16,
                    SIGNED32,
                    SIGNED64,
                    DATE_TIME_SECONDS,
                    DATE_TIME_MILLISECONDS,
                    DATE_TIME_MICROSECONDS,
                    DATE_TIME_NANOSECONDS -> !field.hasVariableLength() && field.length() > Long.BYTES;
            default -> false;
        };
    }

    private static ColumnStep extrasOf(Template template, FieldFinder fields) {
        List<Integer> indexes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Map<String, Integer> timesSeen = new HashMap<>();
        for (int index = 0; index < template.fields().size(); index++) {
            TemplateField field = template.fields().get(index);
            boolean padding =
                    field.element().enterprise() == 0 && field.element().id() == InformationElements.PADDING_OCTETS;
            boolean held = fields.isTaken(index) && !isTooLongForColumn(field);
            if (padding || field.length() == 0 || held) {
                continue;
            }
            String name = field.element().name();
            int seen = timesSeen.merge(name, 1, Integer::sum);
            indexes.add(index);
            names.add(seen == 1 ? name : name + "_" + seen);
        }
        return new ExtrasStep(
                template.fields(),
                indexes.stream().mapToInt(Integer::intValue).toArray(),
                names.toArray(String[]::new),
                fields);
    }
}
