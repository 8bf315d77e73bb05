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
    private static final int OCTET_DELTA_COUNT = 1;
    private static final int PACKET_DELTA_COUNT = 2;
    private static final int PROTOCOL = 4;
    private static final int TCP_CONTROL_BITS = 6;
    private static final int POST_OCTET_DELTA_COUNT = 23;
    private static final int POST_PACKET_DELTA_COUNT = 24;
    private static final int IP_VERSION = 60;
    private static final int FLOW_DIRECTION = 61;
    private static final int OCTET_TOTAL_COUNT = 85;
    private static final int PACKET_TOTAL_COUNT = 86;
    private static final int PADDING = 210;
    private static final int INITIATOR_OCTETS = 231;
    private static final int RESPONDER_OCTETS = 232;
    private static final int INITIATOR_PACKETS = 298;
    private static final int RESPONDER_PACKETS = 299;
    private static final int NAT_EVENT = 230;
    private static final int FIREWALL_EVENT = 233;
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
                loneResponder ? List.of() : List.of(RESPONDER_OCTETS),
                POST_OCTET_DELTA_COUNT,
                OCTET_DELTA_COUNT,
                OCTET_TOTAL_COUNT);
        int packetsReverse = reverseCounter(
                fields,
                outIsReverse,
                loneResponder ? List.of() : List.of(RESPONDER_PACKETS),
                POST_PACKET_DELTA_COUNT,
                PACKET_DELTA_COUNT,
                PACKET_TOTAL_COUNT);
        int bytesIn = forwardCounter(
                fields, bytesOut, RESPONDER_OCTETS, INITIATOR_OCTETS, OCTET_DELTA_COUNT, OCTET_TOTAL_COUNT);
        int packetsForward = forwardCounter(
                fields, packetsReverse, RESPONDER_PACKETS, INITIATOR_PACKETS, PACKET_DELTA_COUNT, PACKET_TOTAL_COUNT);
        counter(FlowColumn.BYTES_IN, bytesIn, outIsReverse, POST_OCTET_DELTA_COUNT, fields, steps);
        counter(FlowColumn.PACKETS_FWD, packetsForward, outIsReverse, POST_PACKET_DELTA_COUNT, fields, steps);
        number(FlowColumn.BYTES_OUT, bytesOut, steps);
        number(FlowColumn.PACKETS_REV, packetsReverse, steps);
        if (columns.contains(FlowColumn.PACKETS)) {
            deriving.add(new PacketsStep());
        }
        int flagsReverse = fields.takeReverse(TCP_CONTROL_BITS);
        number(FlowColumn.TCP_FLAGS_FWD, fields.take(TCP_CONTROL_BITS), steps);
        number(FlowColumn.TCP_FLAGS_REV, flagsReverse, steps);
        boolean biflow =
                bytesOut != FieldFinder.NONE || packetsReverse != FieldFinder.NONE || flagsReverse != FieldFinder.NONE;
        boolean inCounters = fields.has(OCTET_DELTA_COUNT) || fields.has(PACKET_DELTA_COUNT);
        boolean outBeside =
                told && inCounters && (fields.has(POST_OCTET_DELTA_COUNT) || fields.has(POST_PACKET_DELTA_COUNT));
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
                || fields.has(POST_OCTET_DELTA_COUNT)
                || fields.has(POST_PACKET_DELTA_COUNT);
        if (counted && columns.contains(FlowColumn.COUNTER_SEMANTICS)) {
            boolean totals = isOneOf(fields, counters, OCTET_TOTAL_COUNT, PACKET_TOTAL_COUNT);
            boolean initiators =
                    isOneOf(fields, counters, INITIATOR_OCTETS, RESPONDER_OCTETS, INITIATOR_PACKETS, RESPONDER_PACKETS);
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
        int firewall = fields.take(FIREWALL_EVENT, FIREWALL_EVENT_OF_ASA_8);
        int nat = fields.take(NAT_EVENT);
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
        int version = fields.peek(IP_VERSION);
        int before = steps.size();
        address(FlowColumn.POST_NAT_SRC_IP, fields.take(225, 40_001), fields.take(281), version, steps);
        address(FlowColumn.POST_NAT_DST_IP, fields.take(226, 40_002), fields.take(282), version, steps);
        number(FlowColumn.POST_NAT_SRC_PORT, fields.take(227, 40_003), steps);
        number(FlowColumn.POST_NAT_DST_PORT, fields.take(228, 40_004), steps);
        List<FlowColumn> translated =
                TRANSLATED.stream().filter(columns::contains).toList();
        if (steps.size() > before && !translated.isEmpty()) {
            deriving.add(new UntranslatedStep(translated));
        }
    }

    /** Tells whether a responder's counters stand beside plain counters, without an initiator's counters. */
    private static boolean isResponderAlone(FieldFinder fields) {
        return (fields.has(RESPONDER_OCTETS) || fields.has(RESPONDER_PACKETS))
                && !fields.has(INITIATOR_OCTETS)
                && !fields.has(INITIATOR_PACKETS);
    }

    private static ColumnStep wayBack(FieldFinder fields, boolean ofResponder, int bytes, int packets) {
        if (ofResponder) {
            return new WayBackStep(
                    new WayBackStep.Fields(
                            bytes, packets, fields.peek(RESPONDER_OCTETS), fields.peek(RESPONDER_PACKETS)),
                    false,
                    DomainOptions::responderCounters);
        }
        return new WayBackStep(
                new WayBackStep.Fields(
                        bytes, packets, fields.peek(POST_OCTET_DELTA_COUNT), fields.peek(POST_PACKET_DELTA_COUNT)),
                fields.has(FLOW_DIRECTION),
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
        } else if (fields.has(FLOW_DIRECTION) && fields.has(outElement)) {
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
        boolean deltas = bytes == fields.peek(OCTET_DELTA_COUNT) && packets == fields.peek(PACKET_DELTA_COUNT);
        int squares = fields.take(deltas ? 198 : 199);
        if (squares != FieldFinder.NONE) {
            steps.add(new VarianceStep(squares, bytes, packets));
        }
    }

    private void times(FieldFinder fields, List<ColumnStep> steps, List<ColumnStep> deriving) {
        boolean first = time(FlowColumn.FIRST, fields, steps, 156, 154, 152, 150, 158);
        boolean last = time(FlowColumn.LAST, fields, steps, 157, 155, 153, 151, 159);
        boolean uptimes = fields.has(21) || fields.has(22);
        Optional<TimeEncoding> observed = Optional.empty();
        int observedField = FieldFinder.NONE;
        if (!last && !uptimes) {
            observed = observation(fields);
            observedField = fields.take(325, 324, 323, 322);
        }
        boolean eventAlone = observed.isPresent() && !first;
        if (observed.isPresent()) {
            last = columnIfWanted(FlowColumn.LAST, observedField, observed.get(), steps);
            first = first || columnIfWanted(FlowColumn.FIRST, observedField, observed.get(), steps);
        }
        int firstUptime = first ? FieldFinder.NONE : fields.take(22);
        int lastUptime = last ? FieldFinder.NONE : fields.take(21);
        if (firstUptime != FieldFinder.NONE || lastUptime != FieldFinder.NONE) {
            steps.add(new UptimeStep(firstUptime, lastUptime, fields.take(160)));
        }
        if (columns.contains(FlowColumn.DURATION)) {
            if ((first || last) && !eventAlone) {
                deriving.add(new DurationStep());
            }
            if (fields.has(162)) {
                deriving.add(new StatedDurationStep(fields.take(162), 1_000L));
            } else if (fields.has(161)) {
                deriving.add(new StatedDurationStep(fields.take(161), 1_000_000L));
            }
        }
        // After the duration, which stays absent if the two times contradict each other.
        deriving.add(new OrderStep());
    }

    /** The form of the time at which an event was observed (322 to 325); empty if the record does not have it. */
    private static Optional<TimeEncoding> observation(FieldFinder fields) {
        if (fields.has(325) || fields.has(324)) {
            return Optional.of(TimeEncoding.NETWORK_TIME);
        }
        if (fields.has(323)) {
            return Optional.of(TimeEncoding.MILLISECONDS);
        }
        return fields.has(322) ? Optional.of(TimeEncoding.SECONDS) : Optional.empty();
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
        int version = fields.peek(IP_VERSION);
        address(FlowColumn.SRC_IP, fields.take(8), fields.take(27), version, steps);
        address(FlowColumn.DST_IP, fields.take(12), fields.take(28), version, steps);
        address(FlowColumn.NEXT_HOP, fields.take(15, 18), fields.take(62, 63), version, steps);
    }

    private void address(FlowColumn column, int ipv4, int ipv6, int version, List<ColumnStep> steps) {
        if (columns.contains(column) && (ipv4 != FieldFinder.NONE || ipv6 != FieldFinder.NONE)) {
            steps.add(new AddressStep(column, ipv4, ipv6, version));
        }
    }

    private void numbers(Template template, FieldFinder fields, List<ColumnStep> steps) {
        number(FlowColumn.SRC_PORT, fields.take(7, 182, 180), steps);
        number(FlowColumn.DST_PORT, fields.take(11, 183, 181), steps);
        number(FlowColumn.PROTOCOL, fields.take(PROTOCOL), steps);
        number(FlowColumn.DIRECTION, fields.take(FLOW_DIRECTION), steps);
        number(FlowColumn.INPUT_INTERFACE, fields.take(10, 252), steps);
        number(FlowColumn.OUTPUT_INTERFACE, fields.take(14, 253), steps);
        number(FlowColumn.VLAN_ID, fields.take(58, 243), steps);
        number(FlowColumn.POST_VLAN_ID, fields.take(59, 254), steps);
        number(FlowColumn.VRF_ID, fields.take(234), steps);
        number(FlowColumn.TOS, fields.take(5), steps);
        number(FlowColumn.SRC_AS, fields.take(16), steps);
        number(FlowColumn.DST_AS, fields.take(17), steps);
        number(FlowColumn.FLOW_END_REASON, fields.take(136), steps);
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
        int protocol = fields.peek(PROTOCOL);
        boolean wanted = columns.contains(FlowColumn.ICMP_TYPE) || columns.contains(FlowColumn.ICMP_CODE);
        if (protocol == FieldFinder.NONE || !wanted) {
            return;
        }
        int type = fields.take(176, 178);
        int code = fields.take(177, 179);
        int both = fields.take(32, 139);
        int sourcePort = FieldFinder.NONE;
        if (type == FieldFinder.NONE && both == FieldFinder.NONE) {
            both = fields.peek(11);
            sourcePort = fields.peek(7);
        }
        if (type != FieldFinder.NONE || both != FieldFinder.NONE) {
            steps.add(new IcmpStep(protocol, type, code, both, sourcePort));
        }
    }

    private void names(Template template, FieldFinder fields, List<ColumnStep> steps) {
        if (columns.contains(FlowColumn.APPLICATION)) {
            int name = applicationName(fields);
            int id = fields.take(95);
            if (name != FieldFinder.NONE || id != FieldFinder.NONE) {
                steps.add(new ApplicationStep(template.fields(), name, id));
            }
        }
    }

    private static int applicationName(FieldFinder fields) {
        int name = fields.take(96, 94, PALO_ALTO_APPLICATION, NPROBE_APPLICATION_IN_V9);
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
                    field.element().enterprise() == 0 && field.element().id() == PADDING;
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
