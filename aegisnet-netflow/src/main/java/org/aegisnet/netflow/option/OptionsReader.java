package org.aegisnet.netflow.option;

import java.util.OptionalLong;
import org.aegisnet.netflow.datagram.BigEndian;
import org.aegisnet.netflow.element.AbstractDataType;
import org.aegisnet.netflow.element.InformationElement;
import org.aegisnet.netflow.element.InformationElements;
import org.aegisnet.netflow.record.DataRecord;

/** Reader of the values in an options record that later flows need. Stateless, safe for all threads. */
public final class OptionsReader {
    /** Scope field type of NetFlow v9 (RFC 3954, section 6.1), not an information element. */
    private static final int SCOPE_INTERFACE = 2;

    /**
     * Adds the values of a record to the options of its domain.
     *
     * @return true if the record brought new values
     */
    public boolean learn(DataRecord record, DomainOptions options) {
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

    /**
     * One packet in how many a record says is looked at: an interval (34, 50), packets taken and packets left out (305, 306: 1 and 99 is
     * one in 100), packets of a population (309, 310), or a probability (311).
     */
    private static OptionalLong samplingRate(DataRecord record) {
        OptionalLong taken = number(record, InformationElements.SAMPLING_PACKET_INTERVAL);
        OptionalLong space = number(record, InformationElements.SAMPLING_PACKET_SPACE);
        if (taken.isPresent() && taken.getAsLong() > 0 && space.isPresent() && space.getAsLong() >= 0) {
            return OptionalLong.of(ratio((double) taken.getAsLong() + space.getAsLong(), (double) taken.getAsLong()));
        }
        OptionalLong size = number(record, InformationElements.SAMPLING_SIZE);
        OptionalLong population = number(record, InformationElements.SAMPLING_POPULATION);
        if (size.isPresent() && size.getAsLong() > 0 && population.isPresent()) {
            return OptionalLong.of(ratio((double) population.getAsLong(), (double) size.getAsLong()));
        }
        int probability = find(record, InformationElements.SAMPLING_PROBABILITY);
        if (probability >= 0 && record.value(probability).orElse("") instanceof Double share && share > 0) {
            return OptionalLong.of(ratio(1, share));
        }
        OptionalLong interval = number(record, InformationElements.SAMPLING_INTERVAL);
        if (interval.isPresent() && interval.getAsLong() > 0) {
            return interval;
        }
        OptionalLong random = number(record, InformationElements.SAMPLER_RANDOM_INTERVAL);
        return random.isPresent() && random.getAsLong() > 0 ? random : taken;
    }

    private static long ratio(double population, double taken) {
        return Math.round(population / taken);
    }

    private static boolean learnRate(DataRecord record, DomainOptions options, long rate) {
        OptionalLong sampler = number(record, InformationElements.SELECTOR_ID);
        if (sampler.isEmpty()) {
            sampler = number(record, InformationElements.SAMPLER_ID);
        }
        if (sampler.isPresent()) {
            return options.learnSamplingRate(sampler.getAsLong(), rate);
        }
        OptionalLong inputInterface = scopeInterface(record);
        if (inputInterface.isPresent() && inputInterface.getAsLong() > 0) {
            return options.learnInterfaceSamplingRate(inputInterface.getAsLong(), rate);
        }
        return options.learnSamplingRate(DomainOptions.WHOLE_DOMAIN, rate);
    }

    private static OptionalLong scopeInterface(DataRecord record) {
        for (int field = 0; field < record.fieldCount(); field++) {
            InformationElement element = record.field(field).element();
            boolean ofInterface =
                    element.id() == InformationElements.INGRESS_INTERFACE || element.name().equals("scopeInterface");
            if (record.field(field).scope() && ofInterface) {
                return number(record, element.id() == SCOPE_INTERFACE ? SCOPE_INTERFACE : InformationElements.INGRESS_INTERFACE);
            }
        }
        return OptionalLong.empty();
    }

    private static boolean learnNames(DataRecord record, DomainOptions options) {
        boolean news = false;
        String application = applicationId(record);
        String applicationName = text(record, InformationElements.APPLICATION_NAME, InformationElements.APPLICATION_DESCRIPTION);
        if (!application.isEmpty() && !applicationName.isEmpty()) {
            news |= options.learnApplication(application, applicationName);
        }
        OptionalLong interfaceIndex = scopeInterface(record);
        if (interfaceIndex.isEmpty()) {
            interfaceIndex = number(record, InformationElements.INGRESS_INTERFACE);
        }
        String interfaceName = text(record, InformationElements.INTERFACE_NAME, InformationElements.INTERFACE_DESCRIPTION);
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
        if (field < 0 || record.length(field) == 0 || record.length(field) > Long.BYTES) {
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
