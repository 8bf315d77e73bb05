package org.aegisnet.processors.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.aegisnet.processors.ClassifyFlowForest;
import org.aegisnet.processors.FlowScoringRunner;
import org.aegisnet.processors.PublishedEcsFields;
import org.aegisnet.processors.record.FieldNaming;
import org.aegisnet.processors.record.RoutingStrategy;
import org.apache.nifi.json.JsonTreeReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Detections in the fields of the Elastic Common Schema. The fixture autoencoder scores a thousandth of bytes and seconds together. */
class EcsFieldsTest {
    private static final String ZEEK = """
            {"uid":"C1","id.orig_h":"192.168.1.52","id.orig_p":54585,"id.resp_h":"8.8.8.8","id.resp_p":53,"proto":"udp","ts":1700000000.123456,"duration":0.25,\
            "orig_pkts":2,"orig_ip_bytes":1000,"resp_pkts":3,"resp_ip_bytes":1500}
            """;

    @TempDir
    private Path folder;

    private FlowScoringRunner flows;

    @BeforeEach
    void loadFixture() throws Exception {
        flows = FlowScoringRunner.autoencoder(folder);
        flows.reader(new JsonTreeReader());
        flows.runner().setProperty(ScoringProperties.FIELD_NAMING, FieldNaming.ECS);
        flows.runner().setProperty(ScoringProperties.ROUTING_STRATEGY, RoutingStrategy.ANNOTATE_ONLY);
    }

    private JsonNode scored(final String record) throws Exception {
        return flows.content(record).records(FlowScoringProcessor.SUCCESS).getLast();
    }

    private static JsonNode json(final String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void tellsAnAlertInEcs() throws Exception {
        flows.runner().setProperty(ScoringProperties.REASONS, "2");
        final JsonNode alert = scored(ZEEK);

        final String reasons =
                "bytes_out 1.5 kB, expected about 0 B (60 % of the error); bytes_in 1.0 kB, expected about 0 B (40 % of the error)";
        assertEquals("2023-11-14T22:13:20.123Z", alert.get("@timestamp").asText());
        assertEquals(json("{\"version\":\"8.11.0\"}"), alert.get("ecs"));
        assertEquals(json("""
                        {"kind":"alert","category":["network"],"type":["connection"],"module":"aegisnet","dataset":"aegisnet.anomaly",\
                        "risk_score":2.50025,"risk_score_norm":75.004,"reason":"%s",\
                        "start":"2023-11-14T22:13:20.123Z","end":"2023-11-14T22:13:20.373Z","duration":250000000}
                        """.formatted(reasons)), alert.get("event"));
        assertEquals(
                json("{\"name\":\"fixture-autoencoder\",\"version\":\"1.0.0\",\"ruleset\":\"AegisNet\"}"),
                alert.get("rule"));
        assertEquals(
                json("{\"indicator\":{\"provider\":\"AegisNet\",\"description\":\"%s\"}}".formatted(reasons)),
                alert.get("threat"));
        assertEquals(json("""
                        {"community_id":"1:d/FP5EW3wiY1vCndhwleRRKHowQ=","transport":"udp","iana_number":"17","type":"ipv4","bytes":2500,"packets":5}
                        """), alert.get("network"));
        assertEquals(
                json("{\"ip\":\"192.168.1.52\",\"port\":54585,\"bytes\":1000,\"packets\":2}"), alert.get("source"));
        assertEquals(json("{\"ip\":\"8.8.8.8\",\"port\":53,\"bytes\":1500,\"packets\":3}"), alert.get("destination"));
        assertEquals(json("""
                        {"anomaly":{"is_suspicious":true,"score":2.50025,"score_norm":75.004,"reason":"%s","model":"fixture-autoencoder 1.0.0"}}
                        """.formatted(reasons)), alert.get("aegisnet"));
    }

    @Test
    void writesOnlyFieldsOfEcsAndInTheirTypes() throws Exception {
        final JsonNode alert = scored(ZEEK);
        final Map<String, JsonNode> written = new TreeMap<>();
        for (final String set :
                List.of("@timestamp", "ecs", "event", "rule", "threat", "network", "source", "destination")) {
            PublishedEcsFields.collect(set, alert.get(set), written);
        }
        new PublishedEcsFields().assertFit(written);
        assertTrue(written.values().stream().noneMatch(JsonNode::isNull), written.toString());
        assertEquals(
                Set.of(
                        "threat.framework",
                        "threat.tactic.id",
                        "threat.tactic.name",
                        "threat.technique.id",
                        "threat.technique.name"),
                new PublishedEcsFields().without(written.keySet()),
                "every other published field is written");
    }

    @Test
    void keepsTheRecordsOwnFieldsAndAddsNoPlainOnes() throws Exception {
        final JsonNode alert = scored(ZEEK);
        json(ZEEK).fields().forEachRemaining(field -> assertEquals(field.getValue(), alert.get(field.getKey())));
        assertTrue(alert.path("anomaly_score").isMissingNode());
    }

    @Test
    void aNormalFlowIsAnEventWithoutAReasonOrThreat() throws Exception {
        final JsonNode event = scored("""
                {"bytes_in":1,"bytes_out":1,"duration":0}
                """);
        assertEquals("event", event.at("/event/kind").asText());
        assertTrue(event.at("/event/reason").isNull());
        assertTrue(event.at("/threat/indicator").isNull());
        assertTrue(event.at("/network/community_id").isNull());
        assertTrue(event.at("/source/ip").isNull());
        assertEquals(2, event.at("/network/bytes").asInt());
    }

    @Test
    void aForestTellsItsProbabilityInPercent() throws Exception {
        final FlowScoringRunner forest = FlowScoringRunner.forest(folder);
        forest.runner().setProperty(ScoringProperties.FIELD_NAMING, FieldNaming.ECS);
        forest.csv("a,1000,1500,0\n");
        final JsonNode event =
                forest.records(FlowScoringProcessor.SUSPICIOUS).getFirst().get("event");
        assertEquals("aegisnet.attack", event.get("dataset").asText());
        assertEquals(0.9, event.get("risk_score").asDouble(), 1e-6);
        assertEquals(90, event.get("risk_score_norm").asDouble(), 1e-4);
    }

    @Test
    void leavesWhatTheRecordHasInARecordOfTheSameName() throws Exception {
        final JsonNode alert = scored("""
                {"bytes_in":1000,"bytes_out":1500,"duration":0,"source":{"geo":{"city_name":"Bonn"},"ip":"192.0.2.7"},"event":{"id":"e1","kind":"metric"}}
                """);
        assertEquals("Bonn", alert.at("/source/geo/city_name").asText());
        assertEquals("192.0.2.7", alert.at("/source/ip").asText());
        assertEquals(1000, alert.at("/source/bytes").asInt());
        assertEquals("e1", alert.at("/event/id").asText());
        assertEquals("alert", alert.at("/event/kind").asText());
    }

    @Test
    void keepsATimestampAndAnIndicatorFromElsewhere() throws Exception {
        final JsonNode alert = scored("""
                {"bytes_in":1000,"bytes_out":1500,"duration":0,"@timestamp":1700000000000,"threat":{"indicator":{"provider":"urlhaus","ip":"192.0.2.7"}}}
                """);
        assertEquals(1_700_000_000_000L, alert.get("@timestamp").asLong());
        assertEquals("urlhaus", alert.at("/threat/indicator/provider").asText());
        assertEquals("192.0.2.7", alert.at("/threat/indicator/ip").asText());
        assertEquals("alert", alert.at("/event/kind").asText());
    }

    /** The autoencoder finds 1001 of bytes suspicious from 2 on; the forest finds 0.9 from 1000 of bytes_out on, which is 90 of 100. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            both alert, the forest is surer      | 1000 | 1500 | alert | aegisnet.attack  | true  | true
            both alert, the autoencoder is surer | 9000 | 1500 | alert | aegisnet.anomaly | true  | true
            only the autoencoder alerts          | 2500 | 10   | alert | aegisnet.anomaly | true  | false
            only the forest alerts               | 0    | 1500 | alert | aegisnet.attack  | false | true
            none alerts, the autoencoder is surer| 900  | 10   | event | aegisnet.anomaly | false | false
            none alerts, the forest is surer     | 1    | 1    | event | aegisnet.attack  | false | false
            """)
    void theGraverOfTwoVerdictsStandsInEventAndBothBelowAegisnet(
            final String name,
            final int bytesIn,
            final int bytesOut,
            final String kind,
            final String dataset,
            final boolean anomaly,
            final boolean attack)
            throws Exception {
        final String flow = "{\"bytes_in\":%d,\"bytes_out\":%d,\"duration\":0}".formatted(bytesIn, bytesOut);
        final FlowScoringRunner forest = FlowScoringRunner.forest(folder);
        forest.reader(new JsonTreeReader());
        forest.runner().setProperty(ScoringProperties.FIELD_NAMING, FieldNaming.ECS);
        forest.runner().setProperty(ScoringProperties.ROUTING_STRATEGY, RoutingStrategy.ANNOTATE_ONLY);

        final JsonNode autoencoderFirst = forest.content(scored(flow).toString())
                .records(FlowScoringProcessor.SUCCESS)
                .getLast();
        final JsonNode forestFirst = scored(forest.content(flow)
                .records(FlowScoringProcessor.SUCCESS)
                .getLast()
                .toString());

        for (final JsonNode judged : List.of(autoencoderFirst, forestFirst)) {
            assertEquals(kind, judged.at("/event/kind").asText());
            assertEquals(dataset, judged.at("/event/dataset").asText());
            final JsonNode winner = judged.at(dataset.endsWith("anomaly") ? "/aegisnet/anomaly" : "/aegisnet/attack");
            assertEquals(winner.get("score_norm"), judged.at("/event/risk_score_norm"));
            assertEquals(winner.get("reason"), judged.at("/event/reason"));
            assertEquals(
                    winner.get("model").asText(),
                    judged.at("/rule/name").asText() + " "
                            + judged.at("/rule/version").asText());
            assertEquals(anomaly, judged.at("/aegisnet/anomaly/is_suspicious").asBoolean());
            assertEquals(attack, judged.at("/aegisnet/attack/is_suspicious").asBoolean());
            if (anomaly || attack) {
                assertEquals(judged.at("/event/reason"), judged.at("/threat/indicator/description"));
            }
        }
    }

    @Test
    void aSecondVerdictOfTheSameModelTakesThePlaceOfItsFirst() throws Exception {
        flows.runner().setProperty(ScoringProperties.THRESHOLD_STRATEGY, ThresholdStrategy.FIXED);
        flows.runner().setProperty(ScoringProperties.THRESHOLD, "1");
        final String alert =
                scored("{\"bytes_in\":1500,\"bytes_out\":0,\"duration\":0}").toString();
        flows.runner().setProperty(ScoringProperties.THRESHOLD, "2");
        final JsonNode event = scored(alert);

        assertEquals("event", event.at("/event/kind").asText());
        assertTrue(event.at("/event/reason").isNull());
        assertTrue(event.at("/threat/indicator").isNull());
    }

    @Test
    void aRecordWithoutAScoreKeepsWhatTheFirstModelFound() throws Exception {
        final JsonNode judged = scored("{\"bytes_in\":9000,\"bytes_out\":0,\"duration\":0,\"source\":\"probe 7\"}");
        final FlowScoringRunner forest = FlowScoringRunner.bundled(new ClassifyFlowForest());
        forest.reader(new JsonTreeReader());
        forest.runner().setProperty(ScoringProperties.FIELD_NAMING, FieldNaming.ECS);
        forest.runner().setProperty(ScoringProperties.ROUTING_STRATEGY, RoutingStrategy.ANNOTATE_ALL);
        forest.content(judged.toString());
        final JsonNode unscored = forest.records(FlowScoringProcessor.SUCCESS).getLast();

        assertTrue(unscored.get("unscored_reason").asText().startsWith("No field supplies"));
        assertEquals("alert", unscored.at("/event/kind").asText());
        assertTrue(unscored.at("/aegisnet/anomaly/is_suspicious").asBoolean());
        assertTrue(unscored.at("/aegisnet/attack").isNull());
    }

    @Test
    void aRecordWithoutAScoreMayHaveTextInThePlaceOfARecord() throws Exception {
        flows.runner().setProperty(ScoringProperties.ROUTING_STRATEGY, RoutingStrategy.ANNOTATE_ALL);

        final JsonNode unscored = scored("{\"bytes_in\":9000,\"source\":\"probe 7\"}");

        assertTrue(unscored.get("source").isNull());
        assertTrue(unscored.get("unscored_reason").asText().startsWith("No field supplies"));
    }

    @Test
    void takesThePrefix() throws Exception {
        flows.runner().setProperty(ScoringProperties.ADDED_FIELD_PREFIX, "aegisnet_");
        final JsonNode alert = scored("""
                {"bytes_in":1000,"bytes_out":1500,"duration":0,"source":"probe 7"}
                """);
        assertEquals("probe 7", alert.get("source").asText());
        assertEquals("alert", alert.at("/aegisnet_event/kind").asText());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            Zeek's echo              | {"id.orig_h":"192.168.0.89","id.orig_p":8,"id.resp_h":"192.168.0.1","id.resp_p":0,"proto":"icmp","orig_ip_bytes":1,"resp_ip_bytes":1,"duration":1} | 1:X0snYXpgwiv9TZtqg64sgzUn6Dk=
            Zeek's ICMPv6            | {"id.orig_h":"fe80::200:86ff:fe05:80da","id.orig_p":133,"id.resp_h":"ff02::2","id.resp_p":134,"proto":"icmp","orig_ip_bytes":1,"resp_ip_bytes":1,"duration":1} | 1:hO+sN4H+MG5MY/8hIrXPqc4ZQz0=
            NetFlow's type and code  | {"src_ip":"192.168.0.89","dst_ip":"192.168.0.1","src_port":0,"dst_port":2048,"protocol":1,"bytes_in":1,"bytes_out":1,"duration":1} | 1:X0snYXpgwiv9TZtqg64sgzUn6Dk=
            Argus' type and code     | {"SrcAddr":"192.168.0.89","DstAddr":"192.168.0.1","Sport":"0x0008","Dport":"0x4d12","Proto":"icmp","SrcBytes":1,"TotBytes":1,"Dur":1} | 1:X0snYXpgwiv9TZtqg64sgzUn6Dk=
            Suricata's type and code | {"src_ip":"192.168.0.89","dest_ip":"192.168.0.1","icmp_type":8,"icmp_code":0,"proto":"ICMP","flow":{"bytes_toserver":1,"bytes_toclient":1,"age":1}} | 1:X0snYXpgwiv9TZtqg64sgzUn6Dk=
            RSVP, without ports      | {"src_ip":"10.1.12.1","dst_ip":"10.1.12.2","protocol":46,"bytes_in":1,"bytes_out":1,"duration":1} | 1:KHlLkgoJW7ifUTyTSgyVfkFHzKw=
            SCTP                     | {"src_ip":"192.168.170.8","dst_ip":"192.168.170.56","src_port":7,"dst_port":7,"protocol":132,"bytes_in":1,"bytes_out":1,"duration":1} | 1:MP2EtRCAUIZvTw6MxJHLV7N7JDs=
            """)
    void findsTheCommunityIdInTheWordsOfEachExporter(final String name, final String record, final String expected)
            throws Exception {
        assertEquals(expected, scored(record).at("/network/community_id").asText());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a name for an address       | {"src_ip":"fade","dst_ip":"192.0.2.1","src_port":1,"dst_port":2,"protocol":6,"bytes_in":1,"bytes_out":1,"duration":1}
            a hardware address          | {"src_ip":"00:11:22:33:44:55","dst_ip":"192.0.2.1","src_port":1,"dst_port":2,"protocol":6,"bytes_in":1,"bytes_out":1,"duration":1}
            a part above 255            | {"src_ip":"999.0.2.1","dst_ip":"192.0.2.1","src_port":1,"dst_port":2,"protocol":6,"bytes_in":1,"bytes_out":1,"duration":1}
            two families                | {"src_ip":"192.0.2.1","dst_ip":"::1","src_port":1,"dst_port":2,"protocol":6,"bytes_in":1,"bytes_out":1,"duration":1}
            no port                     | {"src_ip":"192.0.2.1","dst_ip":"192.0.2.2","src_port":null,"dst_port":2,"protocol":6,"bytes_in":1,"bytes_out":1,"duration":1}
            no protocol                 | {"src_ip":"192.0.2.1","dst_ip":"192.0.2.2","src_port":1,"dst_port":2,"bytes_in":1,"bytes_out":1,"duration":1}
            ICMP without type and code  | {"src_ip":"192.0.2.1","dst_ip":"192.0.2.2","src_port":0,"dst_port":0,"protocol":1,"bytes_in":1,"bytes_out":1,"duration":1}
            """)
    void givesNoCommunityIdRatherThanAWrongOne(final String name, final String record) throws Exception {
        assertTrue(scored(record).at("/network/community_id").isNull());
    }
}
