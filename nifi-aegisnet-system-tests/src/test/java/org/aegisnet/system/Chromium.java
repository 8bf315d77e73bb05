package org.aegisnet.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.aegisnet.runtime.Waiting;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.remote.http.ClientConfig;

/** A headless Chromium with one page, driven by Selenium. Owns the processes of the browser and of its driver. For one thread. */
final class Chromium implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ObjectMapper mapper = new ObjectMapper();
    private final ChromeDriver driver;

    private Chromium(final ChromeDriver driver) {
        this.driver = driver;
    }

    /**
     * Starts the machine's own browser; nothing is downloaded. Tests that call it say {@link Need#CHROMIUM}.
     *
     * @param folder for its profile, its driver's output and downloads
     */
    static Chromium start(final Path folder) throws IOException {
        final Path profile = Files.createTempDirectory(Files.createDirectories(folder), "profile");
        final ChromeOptions options = new ChromeOptions();
        options.setBinary(Need.browser().orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--no-proxy-server",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile.toAbsolutePath());
        options.setExperimentalOption(
                "prefs",
                Map.of("download.default_directory", folder.toAbsolutePath().toString()));
        options.setCapability(ChromeOptions.LOGGING_PREFS, Map.of(LogType.BROWSER, Level.ALL.getName()));
        // With the driver's path given, Selenium looks for none, here or on the network.
        final ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Need.browserDriver().orElseThrow().toFile())
                .withLogFile(folder.resolve("chromedriver.log").toFile())
                .withTimeout(PATIENCE)
                .build();
        final ChromeDriver driver = new ChromeDriver(
                service,
                options,
                ClientConfig.defaultConfig().connectionTimeout(PATIENCE).readTimeout(PATIENCE.multipliedBy(2)));
        driver.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
        return new Chromium(driver);
    }

    /** Opens an address in the page and waits until it is loaded. */
    void open(final URI address) {
        driver.get(address.toString());
    }

    /** The value of a JavaScript expression; promises are waited for, also those that a page has put in the place of the browser's. */
    JsonNode evaluate(final String expression) {
        final JsonNode answer = mapper.valueToTree(driver.executeCdpCommand(
                "Runtime.evaluate",
                Map.of("expression", "(" + expression + "\n)", "awaitPromise", true, "returnByValue", true)));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(answer.path("exceptionDetails").toString());
        }
        return answer.path("result").path("value");
    }

    /** Runs a script of any length in the page. */
    void run(final String script) {
        driver.executeScript(script);
    }

    /** Waits until an expression is true. */
    void await(final String expression) {
        Waiting.until(
                PATIENCE,
                () -> evaluate("!!(" + expression + ")").asBoolean(),
                () -> "the page never fulfils " + expression);
    }

    /** Types a key as a person does. */
    void press(final String key, final int code) {
        for (final String type : List.of("keyDown", "keyUp")) {
            final Map<String, Object> event =
                    new HashMap<>(Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
            if (key.equals("Enter")) {
                event.put("text", "\r");
            }
            driver.executeCdpCommand("Input.dispatchKeyEvent", event);
        }
    }

    /** Makes the page as wide and high as a screen. */
    void size(final int width, final int height, final boolean mobile) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
    }

    void screenshot(final Path file) throws IOException {
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    /** The errors that the console has shown since the last call: of scripts, of loading, of the Content-Security-Policy. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
