package org.aegisnet.netflow.option;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.aegisnet.netflow.datagram.BigEndian;
import org.aegisnet.netflow.datagram.ExportHeader;
import org.aegisnet.netflow.element.AbstractDataType;
import org.aegisnet.netflow.element.InformationElement;
import org.aegisnet.netflow.element.InformationElements;
import org.aegisnet.netflow.record.DataRecord;

/** Reader of the values in an options record that later flows need. Stateless, safe for all threads. */
public final class OptionsReader {
    /** Scopes of NetFlow v9 (RFC 3954, section 6.1) have numbers of their own, which are negative here. */
    private static final int SCOPE_SYSTEM_V9 = -1;

    private static final int SCOPE_INTERFACE_V9 = -2;
    private static final int SCOPE_LINE_CARD_V9 = -3;
    private static final int SCOPE_CACHE_V9 = -4;
    private static final int SCOPE_TEMPLATE_V9 = -5;
    private static final String V9_SCOPE = "scope";

    /**
     * Adds the values of a record to the options of the domain that it is about: the one in its scope (149), else the sender's.
     *
     * @return true if the record brought new values
     */
    public boolean learn(DataRecord record, DomainOptions sender) {
        DomainOptions options = subject(record, sender);
        boolean news = false;
        OptionalLong boot = number(record, InformationElements.SYSTEM_INIT_TIME_MILLISECONDS);
        if (boot.isPresent() && boot.getAsLong() > 0) {
            news |= options.learnBootMillis(boot.getAsLong());
        }
        OptionalLong rate = samplingRate(record);
        if (rate.isPresent() && rate.getAsLong() > 0) {
            news |= learnRate(record, options, rate.getAsLong());
        }
        news |= learnNames(record, options);
        return news;
    }

    private static OptionalLong samplingRate(DataRecord record) {
        return SamplingRate.of(new SamplingRate.Values() {
            @Override
            public OptionalLong number(int element) {
                return OptionsReader.number(record, element);
            }

            @Override
            public OptionalDouble decimal(int element) {
                int field = find(record, element);
                return field >= 0 && record.value(field).orElse("") instanceof Double share
                        ? OptionalDouble.of(share)
                        : OptionalDouble.empty();
            }
        });
    }

    private static DomainOptions subject(DataRecord record, DomainOptions sender) {
        OptionalLong domain = scope(record, InformationElements.OBSERVATION_DOMAIN_ID);
        return domain.isPresent() ? sender.ofDomain(domain.getAsLong()) : sender;
    }

    private static boolean learnRate(DataRecord record, DomainOptions options, long rate) {
        DomainSampling sampling = options.sampling();
        OptionalLong interfaceIndex = scopeInterface(record);
        boolean ofInterface = interfaceIndex.isPresent() && interfaceIndex.getAsLong() > 0;
        OptionalLong selector = number(record, InformationElements.SELECTOR_ID);
        OptionalLong sampler = number(record, InformationElements.SAMPLER_ID);
        boolean news = false;
        if (ofInterface) {
            news |= sampling.learn(SamplingScope.INTERFACE, interfaceIndex.getAsLong(), rate);
        }
        if (selector.isPresent()) {
            news |= sampling.learn(SamplingScope.SELECTOR, selector.getAsLong(), rate);
        }
        if (sampler.isPresent()) {
            news |= sampling.learn(SamplingScope.SAMPLER, sampler.getAsLong(), rate);
        }
        if (ofInterface || selector.isPresent() || sampler.isPresent()) {
            return news;
        }
        OptionalLong template = scope(record, InformationElements.TEMPLATE_ID, SCOPE_TEMPLATE_V9);
        if (template.isPresent()) {
            return sampling.learn(SamplingScope.TEMPLATE, template.getAsLong(), rate);
        }
        OptionalLong part = scope(
                record,
                InformationElements.LINE_CARD_ID,
                InformationElements.PORT_ID,
                InformationElements.METERING_PROCESS_ID,
                SCOPE_LINE_CARD_V9,
                SCOPE_CACHE_V9);
        if (part.isPresent()) {
            return sampling.learn(SamplingScope.PART, part.getAsLong(), rate);
        }
        return sampling.learn(isOfExporter(record, options) ? SamplingScope.EXPORTER : SamplingScope.DOMAIN, 0, rate);
    }

    /** Observation domain 0 of IPFIX stands for the whole exporter (RFC 7011, section 3.1); scope System of NetFlow v9 is the exporter. */
    private static boolean isOfExporter(DataRecord record, DomainOptions options) {
        boolean ofSystem = hasScope(
                record,
                SCOPE_SYSTEM_V9,
                InformationElements.EXPORTING_PROCESS_ID,
                InformationElements.EXPORTER_IPV4_ADDRESS,
                InformationElements.EXPORTER_IPV6_ADDRESS);
        boolean ofNoDomain = record.header().version() == ExportHeader.IPFIX && options.domain() == 0;
        return (ofSystem && !hasScope(record, InformationElements.OBSERVATION_DOMAIN_ID)) || ofNoDomain;
    }

    private static boolean hasScope(DataRecord record, int... ids) {
        return scopeField(record, ids) >= 0;
    }

    private static OptionalLong scope(DataRecord record, int... ids) {
        int field = scopeField(record, ids);
        return field < 0 ? OptionalLong.empty() : numberAt(record, field);
    }

    /** The first scope field of some elements; ids below 0 are scopes of NetFlow v9. */
    private static int scopeField(DataRecord record, int... ids) {
        for (int field = 0; field < record.fieldCount(); field++) {
            InformationElement element = record.field(field).element();
            if (!record.field(field).scope() || element.enterprise() != 0) {
                continue;
            }
            boolean ofV9 = record.header().version() == ExportHeader.NETFLOW_V9
                    && element.name().startsWith(V9_SCOPE);
            for (int id : ids) {
                if (element.id() == Math.abs(id) && ofV9 == id < 0) {
                    return field;
                }
            }
        }
        return -1;
    }

    private static OptionalLong scopeInterface(DataRecord record) {
        return scope(
                record,
                InformationElements.INGRESS_INTERFACE,
                InformationElements.EGRESS_INTERFACE,
                SCOPE_INTERFACE_V9);
    }

    private static boolean learnNames(DataRecord record, DomainOptions options) {
        boolean news = false;
        String application = applicationId(record);
        String applicationName =
                text(record, InformationElements.APPLICATION_NAME, InformationElements.APPLICATION_DESCRIPTION);
        if (!application.isEmpty() && !applicationName.isEmpty()) {
            news |= options.learnApplication(application, applicationName);
        }
        OptionalLong interfaceIndex = scopeInterface(record);
        if (interfaceIndex.isEmpty()) {
            interfaceIndex = number(record, InformationElements.INGRESS_INTERFACE);
        }
        String interfaceName =
                text(record, InformationElements.INTERFACE_NAME, InformationElements.INTERFACE_DESCRIPTION);
        if (interfaceIndex.isPresent() && !interfaceName.isEmpty()) {
            news |= options.learnInterface(interfaceIndex.getAsLong(), interfaceName);
        }
        OptionalLong vrf = number(record, InformationElements.INGRESS_VRF_ID);
        String vrfName = text(record, InformationElements.VRF_NAME, InformationElements.VRF_NAME);
        if (vrf.isPresent() && !vrfName.isEmpty()) {
            news |= options.learnVrf(vrf.getAsLong(), vrfName);
        }
        return news;
    }

    private static String applicationId(DataRecord record) {
        int field = find(record, InformationElements.APPLICATION_ID);
        if (field < 0) {
            return "";
        }
        byte[] id = record.bytes(field);
        return ApplicationId.text(id, 0, id.length);
    }

    private static OptionalLong number(DataRecord record, int id) {
        int field = find(record, id);
        return field < 0 ? OptionalLong.empty() : numberAt(record, field);
    }

    private static OptionalLong numberAt(DataRecord record, int field) {
        if (record.length(field) == 0 || record.length(field) > Long.BYTES) {
            return OptionalLong.empty();
        }
        byte[] bytes = record.bytes(field);
        return OptionalLong.of(BigEndian.unsigned(bytes, 0, bytes.length));
    }

    private static String text(DataRecord record, int id, int otherwise) {
        for (int wanted : new int[] {id, otherwise}) {
            int field = find(record, wanted);
            if (field >= 0 && record.field(field).element().type() == AbstractDataType.STRING) {
                String text =
                        record.value(field).map(Object::toString).orElse("").strip();
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        return "";
    }

    private static int find(DataRecord record, int id) {
        for (int field = 0; field < record.fieldCount(); field++) {
            InformationElement element = record.field(field).element();
            if (element.enterprise() == 0 && element.id() == id) {
                return field;
            }
        }
        return -1;
    }
}
