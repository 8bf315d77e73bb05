package org.aegisnet.processors.alert;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.io.OutputStreamCallback;
import org.apache.nifi.processor.util.StandardValidators;

/** Writes alerts in the form that another system takes. */
@Tags({"network", "alert", "format", "json", "ecs", "cef", "syslog", "rfc5424", "mail", "webhook", "siem", "soc"})
@CapabilityDescription(
        "Writes alerts in the form that another system takes: JSON with the alert's own fields or those of the Elastic Common Schema, the Common Event"
                + " Format, or text for a person. One FlowFile for each alert, with attributes for InvokeHTTP, PutSyslog (RFC 5424) and PutEmail; or one"
                + " FlowFile for all, for PutFile.")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SideEffectFree
@SupportsBatching
@SeeAlso(
        value = {GradeFlowAlerts.class, ApplyAllowList.class, SuppressRepeatedAlerts.class},
        classNames = {
            "org.apache.nifi.processors.standard.InvokeHTTP",
            "org.apache.nifi.processors.standard.PutSyslog",
            "org.apache.nifi.processors.standard.PutEmail",
            "org.apache.nifi.processors.standard.PutFile"
        })
@WritesAttributes({
    @WritesAttribute(attribute = "mime.type", description = "application/json or text/plain"),
    @WritesAttribute(attribute = "filename", description = "A name of its own, with the extension of the format"),
    @WritesAttribute(attribute = "record.count", description = "The number of alerts in the FlowFile"),
    @WritesAttribute(attribute = "alert.id", description = "The alert's identifier; only if a FlowFile has one alert"),
    @WritesAttribute(attribute = "alert.kind", description = "alert or summary; only if a FlowFile has one alert"),
    @WritesAttribute(attribute = "alert.severity", description = "low to critical; only if a FlowFile has one alert"),
    @WritesAttribute(attribute = "alert.label", description = "The alert's label; only if a FlowFile has one alert"),
    @WritesAttribute(
            attribute = "alert.headline",
            description =
                    "The event, its source and its destination in one line, such as the subject of a mail; only if a "
                            + "FlowFile has one alert"),
    @WritesAttribute(
            attribute = SyslogHeader.PRIORITY,
            description = "PRI of a syslog message, without its brackets; for one alert in a format of one line"),
    @WritesAttribute(
            attribute = SyslogHeader.TIMESTAMP,
            description = "TIMESTAMP of a syslog message after RFC 5424; for one alert in a format of one line"),
    @WritesAttribute(
            attribute = SyslogHeader.BODY,
            description =
                    "The text behind HOSTNAME in a syslog message after RFC 5424: APP-NAME, PROCID, MSGID, structured "
                            + "data, and the alert; for one alert in a format of one line"),
    @WritesAttribute(attribute = "record.error.message", description = "On failure: why the FlowFile cannot be read")
})
public class FormatFlowAlerts extends AbstractProcessor {

    static final PropertyDescriptor FORMAT = new PropertyDescriptor.Builder()
            .name("Format")
            .description("The form of the alerts")
            .required(true)
            .allowableValues(AlertFormat.class)
            .defaultValue(AlertFormat.PLAIN)
            .build();

    static final PropertyDescriptor ALERTS_PER_FLOW_FILE = new PropertyDescriptor.Builder()
            .name("Alerts per FlowFile")
            .description("One for alerts that are sent one by one, All for files")
            .required(true)
            .allowableValues("One", "All")
            .defaultValue("One")
            .build();

    static final PropertyDescriptor MINIMUM_SEVERITY = new PropertyDescriptor.Builder()
            .name("Minimum Severity")
            .description("Alerts below it leave by a relationship of their own")
            .required(true)
            .allowableValues(Severity.class)
            .defaultValue(Severity.LOW)
            .build();

    static final PropertyDescriptor SYSLOG_FACILITY = new PropertyDescriptor.Builder()
            .name("Syslog Facility")
            .description(
                    "The facility of RFC 5424, section 6.2.1, as a number: 4 is security, 13 log audit, 16 to 23 local0 to local7")
            .required(true)
            .defaultValue("16")
            .addValidator(StandardValidators.createLongValidator(0, 23, true))
            .build();

    static final Relationship SUCCESS = new Relationship.Builder()
            .name("success")
            .description("Alerts in the chosen form")
            .build();

    static final Relationship BELOW = new Relationship.Builder()
            .name("below severity")
            .description("Alerts below Minimum Severity, in the chosen form, all in one FlowFile")
            .build();

    private static final String RECORD_COUNT = "record.count";

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return List.of(
                ScoringProperties.RECORD_READER, FORMAT, ALERTS_PER_FLOW_FILE, MINIMUM_SEVERITY, SYSLOG_FACILITY);
    }

    @Override
    public Set<Relationship> getRelationships() {
        return Set.of(SUCCESS, BELOW, AlertReader.FAILURE);
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) {
        final FlowFile original = session.get();
        if (original == null) {
            return;
        }
        final Severity minimum = context.getProperty(MINIMUM_SEVERITY).asAllowableValue(Severity.class);
        final List<FlowAlert> sent = new ArrayList<>();
        final List<FlowAlert> below = new ArrayList<>();
        final AlertReader flowFiles = new AlertReader(context, session, getLogger());
        final Optional<Throwable> fault = AlertReader.faultOf(() -> flowFiles.forEach(original, record -> {
            final FlowAlert alert = FlowAlert.read(record);
            (alert.severity().compareTo(minimum) >= 0 ? sent : below).add(alert);
        }));
        if (fault.isPresent()) {
            flowFiles.fail(original, fault.get());
            return;
        }
        final AlertFormat format = context.getProperty(FORMAT).asAllowableValue(AlertFormat.class);
        final Output output = new Output(session, original, format);
        final Optional<Throwable> unwritten = AlertReader.faultOf(() -> {
            if ("All".equals(context.getProperty(ALERTS_PER_FLOW_FILE).getValue())) {
                output.writeAll(sent, SUCCESS);
            } else {
                final SyslogHeader header =
                        new SyslogHeader(context.getProperty(SYSLOG_FACILITY).asInteger());
                for (final FlowAlert alert : sent) {
                    output.writeOne(alert, header);
                }
            }
            output.writeAll(below, BELOW);
        });
        if (unwritten.isPresent()) {
            output.discard();
            flowFiles.fail(original, unwritten.get());
            return;
        }
        output.transfer();
        session.remove(original);
        session.adjustCounter("Alerts Formatted", sent.size(), false);
        session.adjustCounter("Alerts Below Severity", below.size(), false);
    }

    /** The FlowFiles that the alerts of one FlowFile leave in; none of them leaves before all are written. For one trigger. */
    private static final class Output {
        private final ProcessSession session;
        private final FlowFile original;
        private final AlertFormat format;
        private final Map<FlowFile, Relationship> written = new LinkedHashMap<>();

        private Output(final ProcessSession session, final FlowFile original, final AlertFormat format) {
            this.session = session;
            this.original = original;
            this.format = format;
        }

        private void writeAll(final List<FlowAlert> alerts, final Relationship relationship) {
            if (alerts.isEmpty()) {
                return;
            }
            final FlowFile created = session.create(original);
            final Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put(CoreAttributes.MIME_TYPE.key(), format.mimeType());
            attributes.put(RECORD_COUNT, Integer.toString(alerts.size()));
            attributes.put(
                    CoreAttributes.FILENAME.key(),
                    "alerts-%s.%s".formatted(created.getAttribute(CoreAttributes.UUID.key()), format.extension()));
            write(created, stream -> FormatFlowAlerts.writeAll(alerts, format, stream), attributes, relationship);
        }

        private void writeOne(final FlowAlert alert, final SyslogHeader header) {
            final Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put(CoreAttributes.MIME_TYPE.key(), format.mimeType());
            attributes.put(RECORD_COUNT, "1");
            attributes.put(CoreAttributes.FILENAME.key(), "alert-%s.%s".formatted(alert.id(), format.extension()));
            attributes.put("alert.id", alert.id());
            attributes.put("alert.kind", alert.isSummary() ? FlowAlert.SUMMARY : FlowAlert.SINGLE);
            attributes.put("alert.severity", alert.severity().word());
            attributes.put("alert.label", alert.label());
            attributes.put("alert.headline", alert.headline());
            oneLine(alert, format).ifPresent(message -> attributes.putAll(header.attributes(alert, message)));
            write(session.create(original), stream -> stream.write(format.line(alert)), attributes, SUCCESS);
        }

        private void write(
                final FlowFile created,
                final OutputStreamCallback content,
                final Map<String, String> attributes,
                final Relationship relationship) {
            // FlowFiles are equal by their identifier: if writing fails, discarding finds the one that was created.
            written.put(created, relationship);
            final FlowFile ready = session.putAllAttributes(session.write(created, content), attributes);
            written.remove(created);
            written.put(ready, relationship);
        }

        private void transfer() {
            written.forEach(session::transfer);
        }

        private void discard() {
            session.remove(written.keySet());
        }
    }

    private static void writeAll(final List<FlowAlert> alerts, final AlertFormat format, final OutputStream stream)
            throws IOException {
        for (final FlowAlert alert : alerts) {
            stream.write(format.line(alert));
        }
    }

    private static Optional<String> oneLine(final FlowAlert alert, final AlertFormat format) {
        return format == AlertFormat.TEXT ? Optional.empty() : Optional.of(format.write(alert));
    }
}
