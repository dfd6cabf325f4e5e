package dev.menny.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page as somebody in front of it sees and uses it. */
final class Page implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TRAINING = Duration.ofSeconds(180);

    private final ChromeDriver browser = Chromium.open();

    void open(String address) {
        browser.get(address);
        await("the page to know its model", () -> !text("model-name").isBlank());
    }

    ChromeDriver browser() {
        return browser;
    }

    WebElement element(String id) {
        return browser.findElement(By.id(id));
    }

    String text(String id) {
        return element(id).getText();
    }

    boolean isShown(String id) {
        List<WebElement> found = browser.findElements(By.id(id));
        return !found.isEmpty() && found.getFirst().isDisplayed();
    }

    void await(String what, Supplier<Boolean> condition) {
        await(what, PATIENCE, condition);
    }

    void awaitTraining(String what, Supplier<Boolean> condition) {
        await(what, TRAINING, condition);
    }

    private void await(String what, Duration patience, Supplier<Boolean> condition) {
        new WebDriverWait(browser, patience, Duration.ofMillis(50))
                .withMessage(() -> "waited for " + what)
                .ignoring(StaleElementReferenceException.class, JavascriptException.class)
                .until(page -> condition.get());
    }

    /** Chooses files as the file button does. */
    void choose(Path... files) {
        element("file-input")
                .sendKeys(Arrays.stream(files)
                        .map(file -> file.toAbsolutePath().normalize().toString())
                        .collect(Collectors.joining("\n")));
    }

    /** Drags a file onto the page and lets it go. */
    void drop(Path file) throws IOException {
        script("""
                const [name, content] = arguments;
                const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
                const transfer = new DataTransfer();
                transfer.items.add(new File([bytes], name, { type: 'image/png' }));
                const target = document.getElementById('drop-zone');
                for (const kind of ['dragenter', 'dragover', 'drop']) {
                    target.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
                }
                """, String.valueOf(file.getFileName()), Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
    }

    /** Sets a slider as dragging it does. */
    void slide(String id, String value) {
        script("""
                const slider = document.getElementById(arguments[0]);
                slider.value = arguments[1];
                slider.dispatchEvent(new Event('input', { bubbles: true }));
                slider.dispatchEvent(new Event('change', { bubbles: true }));
                """, id, value);
    }

    void type(String id, String value) {
        WebElement field = element(id);
        field.clear();
        field.sendKeys(value);
    }

    /** Clicks where it is, as somebody who has scrolled to it. */
    void click(String id) {
        click(element(id));
    }

    void click(WebElement button) {
        script("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", button);
        button.click();
    }

    Object script(String code, Object... arguments) {
        return browser.executeScript(code, arguments);
    }

    boolean holds(String condition, Object... arguments) {
        return Boolean.TRUE.equals(script("return " + condition, arguments));
    }

    void resize(int width, int height) {
        browser.manage().window().setSize(new Dimension(width, height));
        // Headless windows refuse to be narrower than 500 pixels; phones do not.
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** @param scheme {@code light} or {@code dark} */
    void prefer(String scheme) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Keeps what is to be seen, for people to look at: {@code target/screenshots/NAME.png}. */
    void photograph(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "screenshots"));
        Files.copy(
                browser.getScreenshotAs(OutputType.FILE).toPath(),
                folder.resolve(name + ".png"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Fails if anything on the page keeps people out: contrast, names of controls, order of headings and the like. */
    void assertNoBarriers(String where) throws IOException {
        try (var axe = Objects.requireNonNull(Page.class.getResourceAsStream("/axe.min.js"))) {
            script(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        Object barriers = browser.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }).then(
                    found => done(found.violations.map(rule => rule.id + ': ' + rule.help + ' at '
                        + rule.nodes.map(node => node.target.join(' ')).join(', '))),
                    failure => done(['axe: ' + failure]));
                """);
        assertThat(barriers).as("barriers in %s", where).isEqualTo(List.of());
    }

    /** Fails if a script broke, or the page wanted something that its own policy forbids. */
    void assertNothingBroke() {
        List<String> broken = browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                // The browser notes each answer of 400 and above by itself; what the page makes of it is tested.
                .filter(entry -> !entry.getMessage().contains("the server responded with a status of 4"))
                .map(LogEntry::getMessage)
                .toList();
        assertThat(broken).as("the browser's log").isEmpty();
    }

    @Override
    public void close() {
        browser.quit();
    }
}
