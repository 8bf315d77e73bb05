package org.aegisnet.scoring.feature;

import java.util.List;
import java.util.Optional;

/**
 * The vocabularies known without any setting. Everywhere {@code bytes_in} and {@code packets_fwd} go from source to destination, {@code
 * bytes_out} and {@code packets_rev} come back; {@code packets} is both together; {@code duration} is in seconds.
 */
public final class Vocabularies {
    private final List<Vocabulary> all;

    public Vocabularies() {
        this.all = List.of(
                OwnVocabularies.aegisNet(),
                CicFlowMeterVocabularies.python(new CicFlowMeterColumns()),
                CicFlowMeterVocabularies.cicFlowMeter(new CicFlowMeterColumns()),
                FlowExporterVocabularies.netFlow(),
                SensorVocabularies.nfStream(),
                SensorVocabularies.zeek(),
                SensorVocabularies.suricata(),
                FlowExporterVocabularies.nfdump(),
                SensorVocabularies.argus(),
                DataSetVocabularies.unswNb15(),
                DataSetVocabularies.botIot(),
                DataSetVocabularies.tonIot(),
                DataSetVocabularies.cidds(),
                DataSetVocabularies.ntlFlowLyzer(),
                FlowExporterVocabularies.nProbe(),
                FlowExporterVocabularies.ipfixcol2(),
                FlowExporterVocabularies.yaf(),
                FlowExporterVocabularies.goFlow2(),
                FlowExporterVocabularies.pmacct(),
                CommonSchemaVocabularies.ecs(),
                CommonSchemaVocabularies.splunkCim(),
                CommonSchemaVocabularies.ocsf(),
                CloudVocabularies.awsVpc(),
                CloudVocabularies.gcpVpc(),
                CloudVocabularies.azure(),
                FirewallVocabularies.paloAlto(),
                FirewallVocabularies.fortiGate());
    }

    /** All of them; where a record fits several equally well, the first is meant. */
    public List<Vocabulary> all() {
        return all;
    }

    /** The vocabulary of a name. */
    public Optional<Vocabulary> named(final String name) {
        return all.stream().filter(vocabulary -> vocabulary.name().equals(name)).findFirst();
    }
}
