package org.aegisnet.processors.netflow;

import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.aegisnet.netflow.decode.DecodeProblem;
import org.aegisnet.netflow.decode.DecodeProblemKind;
import org.aegisnet.netflow.decode.UndecodedDatagram;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.ProcessSession;

/**
 * Writer of datagrams and sets that could not be decoded: a FlowFile for each exporter and kind of problem. In it each datagram follows its length,
 * which is four bytes, big endian. Data beyond the budget shares one FlowFile. Used by one thread at a time for one session.
 */
final class UnparsedWriter {
    static final String EXPORTER = "netflow.exporter";
    static final String VERSION = "netflow.version";
    static final String OBSERVATION_DOMAIN = "netflow.observation.domain";
    static final String SET = "netflow.set";
    static final String RECEIVED = "netflow.received";
    static final String ERROR_KIND = "netflow.error.kind";
    static final String ERROR_OFFSET = "netflow.error.offset";
    static final String ERROR_MESSAGE = "netflow.error.message";

    private static final String MIME_TYPE = "application/octet-stream";

    private final UnparsedBudget budget;
    private final String transitUri;

    /** @param transitUri where the datagrams came in, for provenance */
    UnparsedWriter(final UnparsedBudget budget, final String transitUri) {
        this.budget = budget;
        this.transitUri = transitUri;
    }

    private record Group(boolean known, String exporter, DecodeProblemKind kind) {}

    /** Makes the FlowFiles and transfers them. */
    void write(final List<UndecodedDatagram> unparsed, final ProcessSession session) {
        final Map<Group, List<UndecodedDatagram>> groups = new LinkedHashMap<>();
        for (final UndecodedDatagram each : unparsed) {
            final DecodeProblem problem = each.problem();
            groups.computeIfAbsent(
                            new Group(each.isFromKnownExporter(), problem.exporter(), problem.kind()),
                            group -> new ArrayList<>())
                    .add(each);
        }
        final List<UndecodedDatagram> mixed = new ArrayList<>();
        groups.forEach((group, ofGroup) -> {
            if (budget.admitsFlowFile(group.known(), System.nanoTime())) {
                writeOne(ofGroup, session);
            } else {
                mixed.addAll(ofGroup);
            }
        });
        if (!mixed.isEmpty()) {
            writeOne(mixed, session);
        }
    }

    private void writeOne(final List<UndecodedDatagram> unparsed, final ProcessSession session) {
        final DecodeProblem first = unparsed.getFirst().problem();
        final Set<String> exporters = unparsed.stream()
                .map(each -> each.problem().exporter())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        final Map<String, String> attributes = new LinkedHashMap<>();
        if (exporters.size() == 1) {
            attributes.put(EXPORTER, first.exporter());
        }
        attributes.put(DecodedBatchWriter.EXPORTERS, DecodedBatchWriter.named(exporters));
        attributes.put(DecodedBatchWriter.DATAGRAMS, Integer.toString(unparsed.size()));
        putCommon(attributes, VERSION, unparsed, each -> each.problem().version());
        putCommon(
                attributes, OBSERVATION_DOMAIN, unparsed, each -> each.problem().observationDomain());
        putCommon(attributes, SET, unparsed, each -> each.problem().setId());
        attributes.put(RECEIVED, Long.toString(unparsed.getFirst().receivedMillis()));
        attributes.put(
                ERROR_KIND,
                unparsed.stream()
                        .map(each -> each.problem().kind().name())
                        .distinct()
                        .collect(Collectors.joining(",")));
        attributes.put(ERROR_OFFSET, Integer.toString(first.byteOffset()));
        attributes.put(ERROR_MESSAGE, first.message());
        attributes.put(CoreAttributes.MIME_TYPE.key(), MIME_TYPE);
        FlowFile flowFile = session.create();
        flowFile = session.write(flowFile, stream -> {
            final DataOutputStream content = new DataOutputStream(stream);
            for (final UndecodedDatagram each : unparsed) {
                content.writeInt(each.bytes().length);
                content.write(each.bytes());
            }
            content.flush();
        });
        flowFile = session.putAllAttributes(flowFile, attributes);
        session.getProvenanceReporter().receive(flowFile, transitUri, null, first.message(), 0);
        session.transfer(flowFile, ListenNetFlow.UNPARSED);
    }

    /** Adds an attribute if its value is known and the same for all datagrams. */
    private static void putCommon(
            final Map<String, String> attributes,
            final String name,
            final List<UndecodedDatagram> unparsed,
            final ToLongFunction<UndecodedDatagram> number) {
        final long first = number.applyAsLong(unparsed.getFirst());
        final OptionalLong common =
                unparsed.stream().mapToLong(number).allMatch(each -> each == first) && first != DecodeProblem.NOT_KNOWN
                        ? OptionalLong.of(first)
                        : OptionalLong.empty();
        common.ifPresent(value -> attributes.put(name, Long.toString(value)));
    }
}
