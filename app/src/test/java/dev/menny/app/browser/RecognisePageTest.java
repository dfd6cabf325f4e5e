package dev.menny.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Pictures in, names out, in a real browser, with a model that has learned the bundled portraits. */
class RecognisePageTest {
    private static final Path PORTRAITS = Path.of("..", "portraits");
    private static final Path RJ = PORTRAITS.resolve("RJ/rj-001.png");
    private static final Path PIPPA = PORTRAITS.resolve("Pippa/pippa-001.png");

    @TempDir
    static Path folder;

    private static Page page;
    private static ServeProcess serve;

    @BeforeAll
    static void trainAndServe() throws Exception {
        page = new Page();
        ServeProcess.run(folder, "train", "--model", "simple", "--size", "64", "--epochs", "30");
        serve = ServeProcess.start(folder);
    }

    @AfterAll
    static void end() throws Exception {
        if (page != null) {
            page.close();
        }
        if (serve != null) {
            serve.close();
        }
    }

    @BeforeEach
    void open() {
        page.resize(1280, 1000);
        page.prefer("light");
        page.open(serve.address());
    }

    @AfterEach
    void nothingBroke() {
        page.assertNothingBroke();
    }

    private static void awaitAnswer(String name) {
        page.await("the answer " + name, () -> page.text("result-label").contains(name));
    }

    private static Map<String, Double> bars() {
        return page.browser().findElements(By.cssSelector("#bars .bar")).stream()
                .collect(Collectors.toMap(
                        bar -> bar.getDomAttribute("data-class"),
                        bar -> Double.parseDouble(bar.getDomAttribute("data-percent"))));
    }

    private static boolean heatIsDrawn() {
        return page.holds("document.getElementById('heat').dataset.ready === 'true'");
    }

    @Test
    void saysWhatWasLoaded() {
        assertThat(serve.output()).containsPattern("menny\\.safetensors.*portraits: 108 pictures.*accuracy");
        assertThat(page.text("model-name")).contains("menny.safetensors");
    }

    @Test
    void aChosenFileIsNamedWithBarsAndHeat() throws Exception {
        page.choose(RJ);
        awaitAnswer("RJ");
        page.await("the heat map", RecognisePageTest::heatIsDrawn);

        assertThat(bars()).containsOnlyKeys("CWK", "Cody", "Pippa", "RJ");
        assertThat(bars().values().stream().mapToDouble(x -> x).sum()).isBetween(99.0, 101.0);
        assertThat(bars().get("RJ")).isGreaterThan(70);
        assertThat(page.text("timing")).containsPattern("\\d+ ?ms");
        page.photograph("recognise-light");
        page.prefer("dark");
        page.photograph("recognise-dark");
    }

    @Test
    void theHeatMapFadesWithItsSlider() {
        page.choose(RJ);
        page.await("the heat map", RecognisePageTest::heatIsDrawn);
        page.slide("heat-opacity", page.element("heat-opacity").getDomProperty("max"));
        double full = Double.parseDouble(page.element("heat").getCssValue("opacity"));
        page.slide("heat-opacity", page.element("heat-opacity").getDomProperty("min"));
        double none = Double.parseDouble(page.element("heat").getCssValue("opacity"));

        assertThat(full).isGreaterThan(0.9);
        assertThat(none).isZero();
    }

    @Test
    void aDroppedFileIsNamed() throws Exception {
        page.drop(PIPPA);
        awaitAnswer("Pippa");
    }

    @Test
    void severalFilesAreNamedEach() {
        List<Path> files =
                List.of(RJ, PIPPA, PORTRAITS.resolve("CWK/cwk-001.png"), PORTRAITS.resolve("Cody/cody-001.png"));
        page.choose(files.toArray(Path[]::new));
        page.await(
                "four answers",
                () -> filmstrip().size() == 4
                        && filmstrip().stream().allMatch(text -> text.matches("(?s).*(RJ|Pippa|CWK|Cody|Not sure).*")));
    }

    private static List<String> filmstrip() {
        return page.browser().findElements(By.cssSelector("#filmstrip li")).stream()
                .map(WebElement::getText)
                .toList();
    }

    @Test
    void aBrokenFileIsExplainedAndLosesNothing() throws Exception {
        Path broken = folder.resolve("broken.png");
        Files.writeString(broken, "This is a letter, not a portrait.");
        page.choose(broken);
        page.await("what is wrong with it", () -> page.text("message").contains("picture"));
        assertThat(page.text("message")).containsIgnoringCase("jpeg").doesNotContain("Exception");
        page.photograph("broken-file");

        page.choose(RJ);
        awaitAnswer("RJ");
    }

    @Test
    void belowTheThresholdItIsNotSure() {
        page.choose(RJ);
        awaitAnswer("RJ");
        page.slide("threshold", "100");
        page.await("doubt", () -> page.text("result-label").contains("Not sure"));
        page.slide("threshold", "30");
        awaitAnswer("RJ");
    }

    @Test
    void aPictureThatACameraTurnedIsShownAndReadUpright() throws Exception {
        Path turned = folder.resolve("turned.jpg");
        Files.write(turned, lyingOnItsSide(RJ));
        page.choose(turned);
        awaitAnswer("RJ");
        page.await(
                "an upright picture",
                () -> page.holds("document.getElementById('picture').naturalHeight"
                        + " > document.getElementById('picture').naturalWidth"));
    }

    /** A JPEG, higher than wide once it is turned as its Exif note says. */
    private static byte[] lyingOnItsSide(Path portrait) throws Exception {
        BufferedImage upright = ImageIO.read(portrait.toFile());
        int top = 0;
        int height = upright.getHeight();
        int width = height * 7 / 8;
        int left = (upright.getWidth() - width) / 2;
        BufferedImage lying = new BufferedImage(height, width, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                lying.setRGB(y, width - 1 - x, upright.getRGB(left + x, top + y));
            }
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(lying, "jpg", jpeg);
        byte[] tiff = {
            'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0,
            0, 0
        };
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        turned.write(jpeg.toByteArray(), 0, 2);
        turned.write(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (tiff.length + 2)});
        turned.write(tiff);
        turned.write(jpeg.toByteArray(), 2, jpeg.size() - 2);
        return turned.toByteArray();
    }

    @Test
    void aSampleCanBeClicked() throws Exception {
        page.await("samples", () -> !samples().isEmpty());
        page.click(samples().getFirst());
        page.await("an answer", () -> page.isShown("bars"));
    }

    private static List<WebElement> samples() {
        return page.browser().findElements(By.cssSelector("#samples button"));
    }

    @Test
    void theCameraTakesAPicture() {
        page.click("camera-open");
        page.await("the shutter", () -> page.isShown("camera-shutter"));
        page.await("a live picture", () -> page.holds("document.querySelector('video').videoWidth > 0"));
        page.click("camera-shutter");
        page.await("an answer", () -> page.isShown("bars"));
    }

    @Test
    void showsHowTheMachineSees() throws Exception {
        page.choose(RJ);
        awaitAnswer("RJ");
        page.script("document.getElementById('features').scrollIntoView()");
        page.await(
                "feature maps",
                () -> page.holds(
                        "[...document.querySelectorAll('#features img')].filter(map => map.naturalWidth > 0).length >= 3"));
        page.photograph("features");
    }

    @Test
    void thePlaygroundConvolvesWithTypedKernels() throws Exception {
        page.choose(RJ);
        awaitAnswer("RJ");
        page.script("document.getElementById('kernel-0').scrollIntoView({ block: 'center' })");
        page.await("the formula", () -> page.text("formula").contains("+ 1 ="));
        String before = page.text("formula");
        page.type("stride", "2");
        page.element("stride").sendKeys(Keys.TAB);
        page.await(
                "another size",
                () -> page.text("formula").contains("/ 2")
                        && !page.text("formula").equals(before));
        page.photograph("playground");
    }

    @Test
    void nothingSticksOutOnANarrowScreen() throws Exception {
        page.resize(360, 780);
        page.choose(RJ);
        awaitAnswer("RJ");
        page.await("the heat map", RecognisePageTest::heatIsDrawn);
        page.await("the playground", () -> page.text("formula").contains("+ 1 ="));
        assertThat(page.holds("document.documentElement.scrollWidth <= 360")).isTrue();
        page.photograph("narrow");
    }

    @Test
    void noBarriersInEitherTheme() throws Exception {
        page.choose(RJ);
        awaitAnswer("RJ");
        page.await("the heat map", RecognisePageTest::heatIsDrawn);
        page.assertNoBarriers("the light page");
        page.prefer("dark");
        page.assertNoBarriers("the dark page");
    }
}
