package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aegisnet.demo.FlowFolders;
import org.aegisnet.runtime.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dashboard as the real NiFi serves it, in a headless Chromium. */
@Needs(Need.CHROMIUM)
@ExtendWith(SharedScoringApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardIT {
    private static final String NORMAL =
            "\"bytes_in\":1200,\"bytes_out\":5400,\"packets\":18,\"duration\":0.8,\"src_port\":51234,\"dst_port\":443,\"protocol\":6";
    private static final String ODD =
            "\"bytes_in\":1200000000,\"bytes_out\":0,\"packets\":18,\"duration\":0.0001,\"src_port\":51234,\"dst_port\":4444,\"protocol\":6";
    private static final String AXE = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private final ScoringApi api;
    private final Path folder = new SystemUnderTest("dashboard").folder("browser");
    private Chromium browser;

    DashboardIT(final ScoringApi api) {
        this.api = api;
    }

    @BeforeAll
    void startBrowser() throws IOException {
        browser = Chromium.start(folder);
    }

    @AfterAll
    void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openThePage() {
        browser.size(1400, 1000, false);
        browser.open(api.base().resolve("/"));
        browser.await(
                "document.getElementById('live').textContent === 'live' && document.querySelector('#probe input[name=bytes_in]')");
    }

    @AfterEach
    void noErrorStandsInTheConsole() {
        assertEquals(List.of(), browser.errors());
    }

    @Test
    @Order(1)
    void aPostedFlowAppearsByItself() throws IOException {
        final long posted = System.nanoTime();
        post(flow(ODD, "198.51.100.101", "203.0.113.1"));
        browser.await(
                "[...document.querySelectorAll('#rows tr')].some(row => row.textContent.includes('198.51.100.101'))");
        tell("a posted flow was on the page after %.2f s", (System.nanoTime() - posted) / 1e9);

        final String row = browser.evaluate(
                        "[...document.querySelectorAll('#rows tr')].find(row => row.textContent.includes('198.51.100.101')).innerText")
                .asText();
        for (final String expected : List.of(
                "suspicious",
                "198.51.100.101:51234",
                "203.0.113.1:4444",
                "TCP",
                "1.2 GB",
                "18",
                "100 µs",
                "bytes_in 1.2 GB, expected")) {
            assertTrue(row.contains(expected), row);
        }
        assertTrue(text("banner-text").contains("198.51.100.101"), text("banner-text"));
        assertTrue(text("models").contains("flow-forest 1.0.0 at"), text("models"));
        assertTrue(text("sources").contains("198.51.100.101"), text("sources"));
        assertTrue(text("destinations").contains("203.0.113.1"));
        assertTrue(text("drivers").contains("dst_port"), text("drivers"));
        assertTrue(text("heat-words").contains("scored flows"), text("heat-words"));
    }

    @Test
    @Order(2)
    void textOfAnAttackerIsShownAndNeverRun() throws IOException {
        final String script = "<img src=x onerror=window.taken=1><script>window.taken=1</script>";
        post(flow(ODD, "198.51.100.102", script) + "," + flow(NORMAL, "javascript:taken=1", "198.51.100.102"));
        search("198.51.100.102");
        browser.await("document.querySelectorAll('#rows tr').length === 2");
        browser.evaluate("document.querySelectorAll('#rows button').forEach(button => button.click())");

        assertTrue(text("rows").contains(script), text("rows"));
        assertTrue(text("banner-text").contains("<img"), text("banner-text"));
        assertEquals(
                0,
                browser.evaluate("document.querySelectorAll('main img, main script').length")
                        .asInt());
        assertEquals("undefined", browser.evaluate("typeof window.taken").asText());
    }

    @Test
    @Order(3)
    void theProbeTellsASafeFlowFromAnAttack() {
        click("preset-safe");
        browser.evaluate("document.getElementById('probe-form').requestSubmit()");
        browser.await("document.querySelector('#verdict .tag.safe')");
        click("preset-attack");
        browser.evaluate("document.getElementById('probe-form').requestSubmit()");
        browser.await(
                "document.querySelector('#verdict .tag.attack') && document.querySelectorAll('#verdict li').length > 0");
        browser.evaluate("document.getElementById('verdict').replaceChildren()");
        click("preset-random");
        browser.evaluate("document.getElementById('probe-form').requestSubmit()");
        browser.await("document.querySelector('#verdict .tag')");
        assertFalse(text("verdict").contains("unscored"), text("verdict"));
    }

    @Test
    @Order(4)
    void theProbeSaysWhatItCannotScore() {
        browser.evaluate("document.querySelector('#probe input[name=src_ip]').value = '192.0.2.1'");
        browser.evaluate("document.getElementById('probe-form').requestSubmit()");
        browser.await("document.querySelector('#verdict .tag.unscored')");

        assertTrue(text("verdict").contains("No field supplies"), text("verdict"));
    }

    @Test
    @Order(5)
    void filtersAndSearchChooseTheRows() throws IOException {
        post(flow(ODD, "198.51.100.103", "203.0.113.3") + "," + flow(NORMAL, "198.51.100.103", "203.0.113.4") + ","
                + flow("\"bytes_in\":1", "198.51.100.103", "203.0.113.5"));
        search("198.51.100.103");
        browser.await("document.querySelectorAll('#rows tr').length === 3");

        assertEquals("3", choose("status", "", 3));
        assertEquals("1", choose("status", "alerts", 1));
        assertTrue(text("rows").contains("203.0.113.3"));
        assertEquals("1", choose("status", "unscored", 1));
        assertTrue(text("rows").contains("203.0.113.5"));
        assertEquals("1", choose("status", "incomplete", 1));
        assertTrue(text("rows").contains("203.0.113.4"));
        search("198.51.100.103 tcp 203.0.113.4");
        browser.await("document.querySelectorAll('#rows tr').length === 1");
    }

    @Test
    @Order(6)
    void theRowsShownAreDownloadedAndNoCellIsAFormula() throws IOException {
        final Path file = folder.resolve("flows.csv");
        Files.deleteIfExists(file);
        post(flow(ODD, "=1+2", "198.51.100.104") + "," + flow(NORMAL, "a \\\"b\\\", c", "198.51.100.104"));
        search("198.51.100.104");
        browser.await("document.querySelectorAll('#rows tr').length === 2");
        click("download");
        Waiting.until(Duration.ofMinutes(3), () -> Files.exists(file), () -> "nothing is downloaded");

        final List<String> lines = Files.readAllLines(file);
        assertEquals(3, lines.size(), lines.toString());
        assertTrue(lines.getFirst().startsWith("scored_at,status,label,probability,"), lines.getFirst());
        assertTrue(lines.get(1).contains(",\"a \"\"b\"\", c\","), lines.get(1));
        assertTrue(lines.get(2).contains(",'=1+2,"), lines.get(2));
        assertTrue(lines.get(2).contains("dst_port 4444"), lines.get(2));
    }

    @Test
    @Order(6)
    void thePageDefusesTheSameCellsAsTheJavaCode() throws IOException {
        final JsonNode cases = new ObjectMapper()
                .readTree(
                        Files.readString(
                                new SystemUnderTest("cells")
                                        .checkout()
                                        .root()
                                        .resolve(
                                                "aegisnet-scoring/src/test/resources/org/aegisnet/scoring/text/spreadsheet-cells.json")));
        final JsonNode defused = browser.evaluate("(" + cases + ").map(([cell]) => [cell, spreadsheetCell(cell)])");

        assertEquals(cases, defused);
        assertEquals(
                "[\"-5\",\"-0.0015\",\"'=1\",\"\"]",
                browser.evaluate("[-5, -1.5e-3, '=1', null].map(csvCell)").toString());
    }

    @Test
    @Order(7)
    void theKeyboardIsEnough() throws IOException {
        post(flow(ODD, "198.51.100.105", "203.0.113.6"));
        search("198.51.100.105");
        browser.await("document.querySelectorAll('#rows tr').length === 1");
        browser.evaluate("document.activeElement.blur()");
        browser.press("Tab", 9);
        assertEquals(
                "Skip to the flows",
                browser.evaluate("document.activeElement.textContent").asText());
        int presses = 0;
        while (!browser.evaluate("'flow' in document.activeElement.dataset").asBoolean()) {
            browser.press("Tab", 9);
            presses++;
            assertTrue(presses < 30, "the button of the first row is not reached");
        }
        browser.press("Enter", 13);
        browser.await("document.querySelector('tr.details')");
        assertEquals(
                "true",
                browser.evaluate("document.activeElement.getAttribute('aria-expanded')")
                        .asText());
    }

    @ParameterizedTest
    @Order(8)
    @CsvSource({"light,1400,1000,false", "dark,1400,1000,false", "light,390,844,true"})
    void meetsWcagAa(final String theme, final int width, final int height, final boolean mobile) throws IOException {
        post(flow(ODD, "198.51.100.106", "203.0.113.7") + ","
                + flow("\"bytes_in\":1", "198.51.100.106", "203.0.113.8"));
        browser.size(width, height, mobile);
        theme(theme);
        browser.await("document.querySelectorAll('#rows .tag.suspicious').length");
        browser.evaluate("document.querySelector('#rows button').click()");
        click("preset-attack");
        browser.evaluate("document.getElementById('probe-form').requestSubmit()");
        browser.await("document.querySelector('#verdict .tag')");
        browser.run(resource(AXE));

        final JsonNode violations = browser.evaluate(
                "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})"
                        + ".then(result => result.violations.map(found => found.id + ': ' + found.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | ')))");

        assertEquals("[]", violations.toString());
        assertTrue(
                browser.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
                        .asBoolean(),
                "the page is wider than the screen");
    }

    @Test
    @Order(9)
    void tenThousandFlowsStayUsable() throws IOException {
        final int batches = 10;
        for (int batch = 0; batch < batches; batch++) {
            final int start = batch * 1000;
            post(IntStream.range(start, start + 1000)
                    .mapToObj(index -> flow(
                            index % 50 == 0 ? ODD : NORMAL,
                            "10.1.%d.%d".formatted(index / 250, index % 250),
                            "10.2.0." + index % 20))
                    .collect(Collectors.joining(",")));
        }
        choose("window", "0", -1);
        browser.await("state.flows.filter(flow => flow.src_ip.startsWith('10.1.')).length > 9900");
        final double render = browser.evaluate(
                        "(() => { const from = performance.now(); render(); return performance.now() - from; })()")
                .asDouble();
        tell("10,000 flows were drawn in %.0f ms", render);

        assertEquals(10_000, browser.evaluate("state.flows.length").asInt());
        assertEquals(
                100,
                browser.evaluate("document.querySelectorAll('#rows tr').length").asInt());
        assertTrue(text("page").startsWith("Page 1 of 100"), text("page"));
        click("older");
        assertTrue(text("page").startsWith("Page 2 of 100"), text("page"));
        search("10.1.7.1 10.2.0.11");
        browser.await(
                "document.querySelectorAll('#rows tr').length > 0 && document.querySelectorAll('#rows tr').length < 100");
    }

    @Test
    @Order(10)
    void picturesAreTaken() throws IOException {
        final Path pictures = Files.createDirectories(folder.resolve("pictures"));
        for (final String theme : List.of("light", "dark")) {
            theme(theme);
            browser.screenshot(pictures.resolve(theme + ".png"));
        }
        browser.size(390, 844, true);
        browser.screenshot(pictures.resolve("phone.png"));

        assertEquals(3, FlowFolders.filesIn(pictures).size());
    }

    private static String flow(final String fields, final String source, final String destination) {
        return "{%s,\"src_ip\":\"%s\",\"dst_ip\":\"%s\"}".formatted(fields, source, destination);
    }

    private void post(final String flows) throws IOException {
        assertEquals(
                200, api.postJson("/score_bulk", "{\"flows\":[" + flows + "]}").statusCode());
    }

    private void search(final String words) {
        input("search", words);
    }

    private String choose(final String id, final String value, final int rows) {
        input(id, value);
        if (rows >= 0) {
            browser.await("document.querySelectorAll('#rows tr').length === " + rows);
        }
        return browser.evaluate("String(document.querySelectorAll('#rows tr').length)")
                .asText();
    }

    private void input(final String id, final String value) {
        browser.evaluate(
                "(() => { const field = document.getElementById('%s'); field.value = '%s'; field.dispatchEvent(new Event('input')); })()"
                        .formatted(id, value));
    }

    private void click(final String id) {
        browser.evaluate("document.getElementById('" + id + "').click()");
    }

    private void theme(final String name) {
        browser.evaluate("theme('" + name + "')");
    }

    private String text(final String id) {
        return browser.evaluate("document.getElementById('" + id + "').textContent")
                .asText();
    }

    private static void tell(final String format, final double value) {
        System.out.printf(Locale.ROOT, "[dashboard] " + format + "%n", value);
    }

    private static String resource(final String name) throws IOException {
        try (InputStream stream = DashboardIT.class.getClassLoader().getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
