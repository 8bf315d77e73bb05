package org.aegisnet.processors.alert;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.aegisnet.processors.record.VerificationStep;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.Validator;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.serialization.record.Record;

/** Sets alerts apart that are known to be harmless. */
@Tags({"network", "alert", "allow-list", "whitelist", "exception", "security", "soc", "cidr", "record"})
@CapabilityDescription(
        "Sets alerts apart that are known to be harmless: those whose addresses, port and label an entry of the allow-list names, until the entry"
                + " expires. The list is a JSON file that is read again when it changes. Every entry has a reason, and an allowed alert leaves with it.")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SupportsBatching
@SeeAlso({GradeFlowAlerts.class, SuppressRepeatedAlerts.class, FormatFlowAlerts.class})
@WritesAttributes({
    @WritesAttribute(attribute = "record.count", description = "The number of alerts in the FlowFile"),
    @WritesAttribute(attribute = "mime.type", description = "The MIME type that the Record Writer gives"),
    @WritesAttribute(
            attribute = "record.error.message",
            description = "On failure: why the FlowFile cannot be read or written as alerts")
})
public class ApplyAllowList extends AbstractProcessor implements VerifiableProcessor {

    static final PropertyDescriptor ALLOW_LIST = new PropertyDescriptor.Builder()
            .name("Allow List File")
            .description(
                    "A JSON file: an array of entries with network, direction, port, label, expires and reason. If it is empty, no "
                            + "alert is allowed")
            .required(false)
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .addValidator(Validator.VALID)
            .build();

    static final PropertyDescriptor REFRESH_INTERVAL = new PropertyDescriptor.Builder()
            .name("Refresh Interval")
            .description(
                    "Interval of checks for a changed file. A file that cannot be used is rejected with a bulletin, and the previous "
                            + "list stays in use. Without a previous list, every alert passes")
            .required(true)
            .defaultValue("10 sec")
            .addValidator(StandardValidators.TIME_PERIOD_VALIDATOR)
            .build();

    static final Relationship ALERT = new Relationship.Builder()
            .name("alert")
            .description("Alerts that no entry names")
            .build();

    static final Relationship ALLOWED = new Relationship.Builder()
            .name("allowed")
            .description("Alerts that an entry names; the field allowed_reason has the entry's reason")
            .build();

    private static final VerificationStep READING = new VerificationStep("Read the allow-list");

    private final Clock clock;
    private volatile Optional<ReloadingAllowList> keeper = Optional.empty();

    public ApplyAllowList() {
        this(Clock.systemUTC());
    }

    /** @param clock tells which entries have expired */
    ApplyAllowList(final Clock clock) {
        this.clock = clock;
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return List.of(ScoringProperties.RECORD_READER, ScoringProperties.RECORD_WRITER, ALLOW_LIST, REFRESH_INTERVAL);
    }

    @Override
    public Set<Relationship> getRelationships() {
        return Set.of(ALERT, ALLOWED, AlertReader.FAILURE);
    }

    /** Reads the file for the first time. */
    @OnScheduled
    public void takeUp(final ProcessContext context) {
        keeper = Optional.of(new ReloadingAllowList(
                file(context),
                Duration.ofNanos(context.getProperty(REFRESH_INTERVAL).asTimePeriod(TimeUnit.NANOSECONDS)),
                getLogger()));
    }

    /** Forgets the list. */
    @OnStopped
    public void layDown() {
        keeper.ifPresent(ReloadingAllowList::close);
        keeper = Optional.empty();
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) {
        final FlowFile original = session.get();
        if (original == null) {
            return;
        }
        final AllowList list = keeper.orElseThrow(() -> new ProcessException("The processor has not been scheduled"))
                .current();
        final Instant now = clock.instant();
        new AlertRouter(context, session, getLogger()).sort(original, record -> sorted(list, record, now));
    }

    private static AlertRouter.Sorted sorted(final AllowList list, final Record record, final Instant now)
            throws UnreadableAlertException {
        final FlowAlert alert = FlowAlert.read(record);
        final Optional<AllowListEntry> entry = list.entryFor(alert, now);
        return entry.isPresent()
                ? new AlertRouter.Sorted(
                        ALLOWED,
                        alert.with(Map.of(
                                        AlertFields.ALLOWED_REASON, entry.get().reason()))
                                .toRecord(),
                        "Alerts Allowed")
                : new AlertRouter.Sorted(ALERT, alert.toRecord(), "Alerts Not Allowed");
    }

    private static Optional<Path> file(final PropertyContext context) {
        return Optional.ofNullable(context.getProperty(ALLOW_LIST)
                        .evaluateAttributeExpressions()
                        .getValue())
                .filter(text -> !text.isBlank())
                .map(Path::of);
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ProcessContext context, final ComponentLog verificationLogger, final Map<String, String> attributes) {
        final Optional<Path> file = file(context);
        if (file.isEmpty()) {
            return List.of(READING.result(Outcome.SKIPPED, "Allow List File is empty; no alert is allowed"));
        }
        try {
            final AllowList list = AllowList.read(file.get());
            return List.of(READING.result(
                    Outcome.SUCCESSFUL,
                    "%d entries, %d of them expired".formatted(list.size(), list.expired(clock.instant()))));
        } catch (final IOException e) {
            return List.of(READING.result(Outcome.FAILED, e.getMessage()));
        }
    }
}
