package org.aegisnet.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.FeatureMapping;
import org.aegisnet.scoring.feature.FieldIndex;
import org.aegisnet.scoring.feature.Vocabularies;
import org.aegisnet.scoring.loading.BundledModels;
import org.aegisnet.scoring.model.ModelKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row that CICFlowMeter wrote can be scored by the bundled forest, whatever the version's header and however the file is bent. */
class ScorableFilesTest {
    private final SharedData shared = new SharedData();

    private static Map<String, Integer> faults(final FlowCsv flows) throws Exception {
        final List<Feature> features =
                new BundledModels().read(ModelKind.FOREST).metadata().features();
        final FeatureMapping mapping = FeatureMapping.detect(
                features,
                new Vocabularies().all(),
                new FieldIndex(flows.header().names()));
        final Map<String, Integer> faults = new TreeMap<>();
        for (Optional<FlowRow> row = flows.next(); row.isPresent(); row = flows.next()) {
            mapping.extract(row.get().values()::get, new float[features.size()])
                    .ifPresent(fault -> faults.merge(fault, 1, Integer::sum));
        }
        return faults;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "benign_office/CICFlowMeter_2017-10-11_online.csv",
                "benign_office/CICFlowMeter_2017-10-16_online.csv",
                "benign_office/CICFlowMeter_2017-10-17_online.csv",
                "original_format/MachineLearningCVE_Friday-DDos_first9998.csv",
                "original_format/MachineLearningCVE_Friday-b_head999_f2.csv",
                "original_format/MachineLearningCVE_Friday-c_head999_f3.csv",
                "original_format/MachineLearningCVE_Monday_head999_m1.csv",
                "original_format/MachineLearningCVE_Thursday-WebAttacks_head999_th1.csv",
                "original_format/MachineLearningCVE_Tuesday_head999_tu1.csv",
                "original_format/TrafficLabelling_Friday-DDos_head299.csv",
                "original_format/TrafficLabelling_ddos_Mondirkb.csv",
                "original_format/TrafficLabelling_portscan_Mondirkb.csv",
                "original_format/TrafficLabelling_sqli_Mondirkb.csv",
                "original_format/TrafficLabelling_xss_Mondirkb.csv",
                "demo/demo_a_explicit_redistribution_right.csv",
                "demo/demo_b_cicids2017_improved_16classes.csv",
                "pcap_to_cicflowmeter_golden/ahlashkari/expected_v3_2017.csv",
                "pcap_to_cicflowmeter_golden/ahlashkari/expected_v3b.csv",
                "pcap_to_cicflowmeter_golden/ahlashkari/expected_v4_2018.csv",
                "train/cicids2017_improved_train.csv.gz",
                "train/cicids2017_original_train.csv.gz"
            })
    void everyRowOfTheRealFiles(final String path) throws Exception {
        try (FlowCsv flows = FlowCsv.open(shared.file(path))) {
            assertEquals(Map.of(), faults(flows));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Init_Win_bytes_forward,Init_Win_bytes_backward",
                "FWD Init Win Bytes,Bwd Init Win Bytes",
                "Init Fwd Win Byts,Init Bwd Win Byts",
                "Init Win Bytes Fwd,Init Win Bytes Bwd",
                "Init Fwd Win Bytes,Init Bwd Win Bytes",
                "init_fwd_win_byts,init_bwd_win_byts"
            })
    void theWindowsOfEveryVersion(final String windows) throws Exception {
        try (FlowCsv flows = file(windows + ",Fwd Header Length, Fwd Header Length", "8192,-1,132,-9663668122")) {
            assertEquals(Map.of(), faults(flows));
        }
    }

    @Test
    void aWindowOfMoreThan16BitsIsAFault() throws Exception {
        try (FlowCsv flows = file("Init Win Bytes Fwd,Init Win Bytes Bwd", "65536,-1")) {
            assertEquals(1, faults(flows).size());
        }
    }

    private static FlowCsv file(final String moreColumns, final String moreValues) throws IOException {
        final String text =
                " Destination Port, Flow Duration, Total Fwd Packets, Total Backward Packets, Total Length of Bwd Packets,"
                        + " Fwd Packet Length Max, Fwd Packet Length Mean, Fwd IAT Std, Fwd IAT Min, Bwd IAT Max, Packet Length Variance,"
                        + moreColumns + "\n443,94658,6,7,3718,387,118.5,13525.5,5,42000,9.5," + moreValues + "\n";
        return FlowCsv.open("flows.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
