package org.aegisnet.processors.alert;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.aegisnet.processors.queue.QueuedBatch;
import org.aegisnet.processors.record.ErrorMessages;
import org.aegisnet.processors.record.RecordRouter;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.aegisnet.processors.time.MonotonicClock;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SystemResource;
import org.apache.nifi.annotation.behavior.SystemResourceConsideration;
import org.apache.nifi.annotation.behavior.TriggerSerially;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.configuration.DefaultSchedule;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;

/**
 * Sends the first of many similar alerts, and at the end the number of the others. The processor holds nothing itself: the open windows are the
 * content of one FlowFile in the incoming queue. The transaction that sends the alerts on also writes that FlowFile. So counts and alerts always
 * agree, even if a transaction fails.
 */
@Tags({"network", "alert", "suppress", "deduplicate", "repeat", "throttle", "security", "soc", "record"})
@CapabilityDescription(
        "Sends the first alert of a source, a destination and a label, and counts its repeats for a while instead of sending them. At the end of the"
                + " window a summary says how many there were, from when to when, to how many ports, and how grave. A graver repeat is sent. Every repeat leaves by a relationship of its own with"
                + " the reason and its number: alerts in are alerts sent and repeats counted. The open windows are kept in the incoming queue, so that no"
                + " count is lost or doubled when NiFi stops, restarts or is killed.")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SideEffectFree
@TriggerSerially
@DefaultSchedule(period = "1 sec")
@SeeAlso({GradeFlowAlerts.class, ApplyAllowList.class, FormatFlowAlerts.class})
@WritesAttributes({
    @WritesAttribute(attribute = "record.count", description = "The number of alerts in the FlowFile"),
    @WritesAttribute(attribute = "mime.type", description = "The MIME type that the Record Writer gives"),
    @WritesAttribute(
            attribute = "record.error.message",
            description = "On failure: why the FlowFile cannot be read or written as alerts"),
    @WritesAttribute(
            attribute = SuppressionWindowsCodec.NEXT_END,
            description =
                    "Only on the FlowFile of open windows in the incoming queue: when the next of them ends, in milliseconds since 1970"),
    @WritesAttribute(
            attribute = SuppressionWindowsCodec.COUNT,
            description = "Only on the FlowFile of open windows in the incoming queue: how many are open")
})
@SystemResourceConsideration(
        resource = SystemResource.MEMORY,
        description =
                "The open windows, some kilobytes each, bounded by Maximum Open Windows, while the processor works")
@SystemResourceConsideration(
        resource = SystemResource.DISK,
        description = "The open windows are written once for each batch of FlowFiles")
public class SuppressRepeatedAlerts extends AbstractProcessor {

    static final PropertyDescriptor WINDOW = new PropertyDescriptor.Builder()
            .name("Window")
            .description(
                    "Time for which the repeats of an alert are counted. An alert is a repeat if its flow ended less than this time "
                            + "before or after the flow of the sent alert. The summary comes when this time has passed since then, or when an "
                            + "alert outside of the window has come")
            .required(true)
            .defaultValue("15 min")
            .addValidator(StandardValidators.createTimePeriodValidator(1, TimeUnit.SECONDS, 31, TimeUnit.DAYS))
            .build();

    static final PropertyDescriptor MAXIMUM_WINDOWS = new PropertyDescriptor.Builder()
            .name("Maximum Open Windows")
            .description(
                    "Maximum number of open windows. If one more is needed, the oldest ends before its time, and its summary is sent")
            .required(true)
            .defaultValue("10000")
            .addValidator(StandardValidators.createLongValidator(1, 1_000_000, true))
            .build();

    static final Relationship ALERT = new Relationship.Builder()
            .name("alert")
            .description(
                    "Alerts to be sent: first ones, graver ones, summaries, and those without a source or a destination")
            .build();

    static final Relationship REPEAT = new Relationship.Builder()
            .name("repeat")
            .description(
                    "Repeats; suppressed_reason, repeat_of and repeat_number say of which alert, and the how manieth")
            .build();

    private static final int MAX_FLOW_FILES = 1000;

    private final LongSupplier clock;
    private final SuppressionWindowsCodec codec = new SuppressionWindowsCodec();

    public SuppressRepeatedAlerts() {
        this(new MonotonicClock());
    }

    /** @param clock tells when windows end, milliseconds since 1970 */
    SuppressRepeatedAlerts(final LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return List.of(ScoringProperties.RECORD_READER, ScoringProperties.RECORD_WRITER, WINDOW, MAXIMUM_WINDOWS);
    }

    @Override
    public Set<Relationship> getRelationships() {
        return Set.of(ALERT, REPEAT, AlertReader.FAILURE);
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) {
        final QueuedBatch taken = SuppressionWindowsCodec.CARRIER.take(session, MAX_FLOW_FILES, Long.MAX_VALUE);
        if (taken.isEmpty()) {
            return;
        }
        final long now = clock.getAsLong();
        final Duration length = Duration.ofMillis(context.getProperty(WINDOW).asTimePeriod(TimeUnit.MILLISECONDS));
        final Optional<FlowFile> resting = SuppressionWindowsCodec.resting(taken, now, length);
        if (resting.isPresent()) {
            session.transfer(resting.get(), Relationship.SELF);
            context.yield();
            return;
        }
        final AlertRouter sorting = new AlertRouter(context, session, getLogger());
        final SuppressionWindows windows = new SuppressionWindows(
                length, context.getProperty(MAXIMUM_WINDOWS).asInteger());
        final List<FlowFile> used = new ArrayList<>(restore(session, taken.kept(), windows, now, sorting));
        for (final FlowFile flowFile : taken.fresh()) {
            // Read to its end before the first of its alerts is counted.
            final Optional<Throwable> fault =
                    AlertReader.faultOf(() -> sorting.flowFiles().forEach(flowFile, FlowAlert::read));
            if (fault.isPresent()) {
                sorting.flowFiles().fail(flowFile, fault.get());
            } else {
                take(session, flowFile, windows, now, sorting);
                used.add(flowFile);
            }
        }
        if (!used.isEmpty()) {
            // The repeats in a summary may have come in any of these FlowFiles, so a summary has only their common
            // attributes.
            final FlowFile carrier =
                    SuppressionWindowsCodec.CARRIER.choose(session, used, SuppressionWindowsCodec.CARRIER.common(used));
            endDue(session, carrier, windows, now, sorting);
            keep(session, carrier, windows);
        }
    }

    /** Opens the windows again; returns the FlowFiles that held them. */
    private List<FlowFile> restore(
            final ProcessSession session,
            final List<FlowFile> flowFiles,
            final SuppressionWindows windows,
            final long now,
            final AlertRouter sorting) {
        final List<SuppressionWindow> restored = new ArrayList<>();
        final List<FlowFile> readable = SuppressionWindowsCodec.CARRIER.restore(
                session,
                flowFiles,
                stream -> restored.addAll(codec.read(stream)),
                (flowFile, fault) -> sorting.flowFiles().fail(flowFile, fault));
        restored.sort(Comparator.comparingLong(SuppressionWindow::opened));
        restored.forEach(window -> windows.restore(window, now));
        return readable;
    }

    private void take(
            final ProcessSession session,
            final FlowFile flowFile,
            final SuppressionWindows windows,
            final long now,
            final AlertRouter sorting) {
        final RoutedAlerts output = new RoutedAlerts(session, sorting.routed(flowFile));
        try {
            sorting.flowFiles().forEach(flowFile, record -> windows.take(FlowAlert.read(record), now, output));
            output.transfer(sorting);
        } catch (final UnreadableAlertException | IOException | MalformedRecordException | SchemaNotFoundException e) {
            output.discard();
            throw new ProcessException("Alerts that could be read cannot be written: " + ErrorMessages.inWords(e), e);
        }
    }

    private void endDue(
            final ProcessSession session,
            final FlowFile parent,
            final SuppressionWindows windows,
            final long now,
            final AlertRouter sorting) {
        final RoutedAlerts output = new RoutedAlerts(session, sorting.routed(parent));
        try {
            windows.advance(now, output);
            output.transferUnderNewNames(sorting);
        } catch (final IOException e) {
            output.discard();
            throw new ProcessException("Summaries cannot be written: " + ErrorMessages.inWords(e), e);
        }
        session.adjustCounter("Windows Ended Early", windows.endedEarly(), false);
    }

    /** Puts the open windows back into the queue, if windows are open. */
    private void keep(final ProcessSession session, final FlowFile carrier, final SuppressionWindows windows) {
        if (windows.open().isEmpty()) {
            session.remove(carrier);
            return;
        }
        SuppressionWindowsCodec.CARRIER.putBack(
                session,
                carrier,
                Map.of(
                        SuppressionWindowsCodec.NEXT_END,
                        Long.toString(windows.nextDue().orElseThrow()),
                        SuppressionWindowsCodec.COUNT,
                        Integer.toString(windows.open().size())),
                stream -> codec.write(windows.open(), stream));
    }

    /** Output that writes alerts to their relationships. */
    private static final class RoutedAlerts implements SuppressionWindows.Output<IOException> {
        private final ProcessSession session;
        private final RecordRouter records;
        private long sent;
        private long summaries;
        private long repeats;

        private RoutedAlerts(final ProcessSession session, final RecordRouter records) {
            this.session = session;
            this.records = records;
        }

        @Override
        public void send(final FlowAlert alert) throws IOException {
            write(ALERT, alert);
            if (alert.isSummary()) {
                summaries++;
            } else {
                sent++;
            }
        }

        @Override
        public void count(final FlowAlert repeat) throws IOException {
            write(REPEAT, repeat);
            repeats++;
        }

        private void write(final Relationship relationship, final FlowAlert alert) throws IOException {
            try {
                records.write(relationship, alert.toRecord());
            } catch (final SchemaNotFoundException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        private void transfer(final AlertRouter sorting) throws IOException {
            sorting.transfer(records, SuppressionWindowsCodec.CARRIER.marks());
            count();
        }

        /** As FlowFiles of their own, which are not called after the one that happened to carry the windows. */
        private void transferUnderNewNames(final AlertRouter sorting) throws IOException {
            sorting.transferUnderNewNames(records);
            count();
        }

        private void count() {
            session.adjustCounter("Alerts Sent", sent, false);
            session.adjustCounter("Summaries Sent", summaries, false);
            session.adjustCounter("Repeats Counted", repeats, false);
        }

        private void discard() {
            records.discard();
        }
    }
}
