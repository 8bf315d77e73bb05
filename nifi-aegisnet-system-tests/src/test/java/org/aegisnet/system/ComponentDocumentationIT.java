package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.aegisnet.runtime.NiFiInstance;
import org.aegisnet.runtime.OfferedComponent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The documentation of every component as the running NiFi shows it, in a headless Chromium: nothing empty, nothing broken. Leaves a picture of every page in
 * {@code target/documentation}.
 */
@Needs(Need.CHROMIUM)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComponentDocumentationIT {
    private static final int WIDTH = 1600;
    private static final int WINDOW = 1200;
    private static final int MAX_PICTURE = 16_000;
    private static final String PAGE = "'processor-definition, controller-service-definition'";
    private static final Set<String> SCORING = Set.of("ScoreFlowAutoencoder", "ClassifyFlowForest");

    private final SystemUnderTest system = new SystemUnderTest("documentation");
    private final Path pictures = system.folder("pictures");
    private NiFiInstance nifi;
    private Chromium browser;

    @BeforeAll
    void start() throws IOException {
        nifi = system.startNiFi(List.of(system.checkout().narFolder()));
        browser = Chromium.start(system.folder("browser"));
        Files.createDirectories(pictures);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (nifi != null) {
            nifi.close();
        }
    }

    @TestFactory
    List<DynamicTest> thePageOf() {
        final List<DynamicTest> tests = new ArrayList<>();
        for (final OfferedComponent component : nifi.client().componentsOf("org.aegisnet")) {
            tests.add(DynamicTest.dynamicTest(component.simpleName(), () -> look(component)));
        }
        assertTrue(tests.size() >= 12, "components: " + tests.size());
        return tests;
    }

    private void look(final OfferedComponent component) throws IOException {
        browser.errors();
        browser.size(WIDTH, WINDOW, false);
        browser.open(URI.create("about:blank?" + component.simpleName()));
        browser.open(pageOf(component));
        browser.await("document.querySelector(%s)?.innerText.includes('%s')".formatted(PAGE, component.simpleName()));
        awaitSameLength();
        browser.evaluate(
                "document.querySelectorAll('mat-expansion-panel-header[aria-expanded=false]').forEach(header => header.click())");
        browser.await("!document.querySelector('mat-expansion-panel-header[aria-expanded=false]')");
        awaitSameLength();
        picture(component);

        assertEquals(List.of(), browser.errors(), "errors in the console");
        assertEquals(
                List.of(),
                faults("table", "table => table.querySelectorAll('td').length === 0"),
                "tables without rows");
        assertEquals(List.of(), faults("tr", "row => row.innerText.trim() === ''"), "rows without text");
        assertEquals(List.of(), faults("img", "image => !image.complete || image.naturalWidth === 0"), "images");
        assertEquals(
                List.of(),
                faults("mat-expansion-panel", "panel => panel.innerText.trim().split('\\n').length < 3"),
                "panels without text");
        for (final String defect : List.of("undefined", "[object Object]", "](", "**")) {
            assertEquals(
                    List.of(), faults("p, li, td, h1, h2, h3", "part => part.innerText.includes('" + defect + "')"));
        }
        assertLinksLeadSomewhere();
        assertTellsAll(component);
    }

    private void awaitSameLength() {
        browser.evaluate("window.lengths = []");
        browser.await(
                "(lengths.push(document.querySelector(%s).innerText.length), lengths.length > 3 && new Set(lengths.slice(-3)).size === 1)"
                        .formatted(PAGE));
    }

    /** The window is made as high as the page is. */
    private void picture(final OfferedComponent component) throws IOException {
        final int height = browser.evaluate(
                        "Math.ceil(Math.max(...[...document.querySelector(%s).querySelectorAll('*')].map(part => part.getBoundingClientRect().bottom)) + 200)"
                                .formatted(PAGE))
                .asInt();
        browser.size(WIDTH, Math.min(MAX_PICTURE, Math.max(WINDOW, height)), false);
        browser.screenshot(pictures.resolve(component.simpleName() + ".png"));
    }

    /** The text of the elements that have a fault. */
    private List<String> faults(final String selector, final String fault) {
        final List<String> texts = new ArrayList<>();
        browser.evaluate(
                        "[...document.querySelector(%s).querySelectorAll('%s')].filter(%s).map(found => found.outerHTML)"
                                .formatted(PAGE, selector, fault))
                .forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** To another component's page that NiFi has, or to something that NiFi's server gives. */
    private void assertLinksLeadSomewhere() {
        for (final JsonNode link : browser.evaluate(
                "[...document.querySelector(%s).querySelectorAll('a')].map(link => link.getAttribute('href') || '')"
                        .formatted(PAGE))) {
            final String[] way = link.asText().split("/", -1);
            assertTrue(link.asText().startsWith("#/documentation/") && way.length == 7, "link " + link);
            final String list = way[2].equals("Processor") ? "processor" : "controller-service";
            assertTrue(
                    browser.evaluate("fetch('/nifi-api/flow/%s-types?type=%s').then(answer => answer.json())"
                                    .formatted(list, way[6]))
                            .findValuesAsText("type")
                            .contains(way[6]),
                    "link " + link);
        }
    }

    /** Every property, relationship, attribute and use case of the definition stands on the page. */
    private void assertTellsAll(final OfferedComponent component) {
        final String text = squeezed(browser.evaluate("document.querySelector(%s).textContent".formatted(PAGE))
                .asText());
        final JsonNode definition =
                browser.evaluate("fetch('/nifi-api/flow/%s-definition/%s/%s/%s/%s').then(answer => answer.json())"
                        .formatted(
                                component.kind().equals("Processor") ? "processor" : "controller-service",
                                component.group(),
                                component.artifact(),
                                component.version(),
                                component.type()));
        assertContains(text, definition.path("typeDescription"));
        for (final JsonNode property : definition.path("propertyDescriptors")) {
            assertContains(text, property.path("displayName"));
            assertContains(text, property.path("description"));
        }
        for (final String list : List.of(
                "supportedRelationships",
                "writesAttributes",
                "readsAttributes",
                "useCases",
                "multiProcessorUseCases")) {
            for (final JsonNode entry : definition.path(list)) {
                assertContains(text, entry.path("description"));
                if (entry.has("configuration")) {
                    assertContains(text, entry.path("configuration"));
                }
                entry.path("configurations").forEach(step -> assertContains(text, step.path("configuration")));
            }
        }
        if (SCORING.contains(component.simpleName())) {
            assertTrue(definition.path("useCases").size() >= 2, "use cases");
            assertTrue(definition.path("additionalDetails").asBoolean(), "additional details");
        }
    }

    private static void assertContains(final String page, final JsonNode text) {
        assertFalse(text.asText().isBlank(), "a text of the definition is empty");
        assertTrue(page.contains(squeezed(text.asText())), "not on the page: " + text);
    }

    private static String squeezed(final String text) {
        return text.replaceAll("\\s+", "");
    }

    private URI pageOf(final OfferedComponent component) {
        return nifi.installation()
                .canvas()
                .resolve("#/documentation/%s/%s/%s/%s/%s"
                        .formatted(
                                component.kind(),
                                component.group(),
                                component.artifact(),
                                component.version(),
                                component.type()));
    }
}
