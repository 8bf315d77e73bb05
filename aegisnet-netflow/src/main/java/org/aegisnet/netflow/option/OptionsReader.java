package org.aegisnet.netflow.option;

import java.util.OptionalLong;
import org.aegisnet.netflow.datagram.BigEndian;
import org.aegisnet.netflow.element.AbstractDataType;
import org.aegisnet.netflow.element.InformationElement;
import org.aegisnet.netflow.record.DataRecord;

/** Reader of the values in an options record that later flows need. Stateless, safe for all threads. */
public final class OptionsReader {
    private static final int SCOPE_INTERFACE = 2;
    private static final int INGRESS_INTERFACE = 10;
    private static final int SAMPLING_INTERVAL = 34;
    private static final int SAMPLER_ID = 48;
    private static final int SAMPLER_RANDOM_INTERVAL = 50;
    private static final int INTERFACE_NAME = 82;
    private static final int INTERFACE_DESCRIPTION = 83;
    private static final int APPLICATION_DESCRIPTION = 94;
    private static final int APPLICATION_ID = 95;
    private static final int APPLICATION_NAME = 96;
    private static final int SYSTEM_INIT_TIME = 160;
    private static final int INGRESS_VRF = 234;
    private static final int VRF_NAME = 236;
    private static final int SELECTOR_ID = 302;
    private static final int SAMPLING_PACKET_INTERVAL = 305;
    private static final int SAMPLING_PACKET_SPACE = 306;
    private static final int SAMPLING_SIZE = 309;
    private static final int SAMPLING_POPULATION = 310;
    private static final int SAMPLING_PROBABILITY = 311;

    /**
     * Adds the values of a record to the options of its domain.
     *
     * @return true if the record brought new values
     */
    public boolean learn(DataRecord record, DomainOptions options) {
        boolean news = false;
        OptionalLong boot = number(record, SYSTEM_INIT_TIME);
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
        OptionalLong taken = number(record, SAMPLING_PACKET_INTERVAL);
        OptionalLong space = number(record, SAMPLING_PACKET_SPACE);
        if (taken.isPresent() && taken.getAsLong() > 0 && space.isPresent() && space.getAsLong() >= 0) {
            return OptionalLong.of(ratio((double) taken.getAsLong() + space.getAsLong(), (double) taken.getAsLong()));
        }
        OptionalLong size = number(record, SAMPLING_SIZE);
        OptionalLong population = number(record, SAMPLING_POPULATION);
        if (size.isPresent() && size.getAsLong() > 0 && population.isPresent()) {
            return OptionalLong.of(ratio((double) population.getAsLong(), (double) size.getAsLong()));
        }
        int probability = find(record, SAMPLING_PROBABILITY);
        if (probability >= 0 && record.value(probability).orElse("") instanceof Double share && share > 0) {
            return OptionalLong.of(ratio(1, share));
        }
        OptionalLong interval = number(record, SAMPLING_INTERVAL);
        if (interval.isPresent() && interval.getAsLong() > 0) {
            return interval;
        }
        OptionalLong random = number(record, SAMPLER_RANDOM_INTERVAL);
        return random.isPresent() && random.getAsLong() > 0 ? random : taken;
    }

    private static long ratio(double population, double taken) {
        return Math.round(population / taken);
    }

    private static boolean learnRate(DataRecord record, DomainOptions options, long rate) {
        OptionalLong sampler = number(record, SELECTOR_ID);
        if (sampler.isEmpty()) {
            sampler = number(record, SAMPLER_ID);
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
                    element.id() == INGRESS_INTERFACE || element.name().equals("scopeInterface");
            if (record.field(field).scope() && ofInterface) {
                return number(record, element.id() == SCOPE_INTERFACE ? SCOPE_INTERFACE : INGRESS_INTERFACE);
            }
        }
        return OptionalLong.empty();
    }

    private static boolean learnNames(DataRecord record, DomainOptions options) {
        boolean news = false;
        String application = applicationId(record);
        String applicationName = text(record, APPLICATION_NAME, APPLICATION_DESCRIPTION);
        if (!application.isEmpty() && !applicationName.isEmpty()) {
            news |= options.learnApplication(application, applicationName);
        }
        OptionalLong interfaceIndex = scopeInterface(record);
        if (interfaceIndex.isEmpty()) {
            interfaceIndex = number(record, INGRESS_INTERFACE);
        }
        String interfaceName = text(record, INTERFACE_NAME, INTERFACE_DESCRIPTION);
        if (interfaceIndex.isPresent() && !interfaceName.isEmpty()) {
            news |= options.learnInterface(interfaceIndex.getAsLong(), interfaceName);
        }
        OptionalLong vrf = number(record, INGRESS_VRF);
        String vrfName = text(record, VRF_NAME, VRF_NAME);
        if (vrf.isPresent() && !vrfName.isEmpty()) {
            news |= options.learnVrf(vrf.getAsLong(), vrfName);
        }
        return news;
    }

    private static String applicationId(DataRecord record) {
        int field = find(record, APPLICATION_ID);
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
