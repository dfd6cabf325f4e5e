package dev.menny.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.support.ui.Select;

/** A first visit, and trainings that are watched and stopped, in a real browser. */
class TrainPageTest {
    private static final Path PORTRAITS = Path.of("..", "portraits");

    @TempDir
    Path folder;

    private Page page;

    @BeforeEach
    void open() {
        page = new Page();
    }

    @AfterEach
    void close() {
        page.close();
    }

    private List<Path> weights() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .toList();
        }
    }

    private int epochsDrawn() {
        Object drawn = page.script("return Number(document.getElementById('loss-chart').dataset.epochs)");
        return ((Number) drawn).intValue();
    }

    private void train(int size, int epochs) {
        new Select(page.element("train-model")).selectByValue("simple");
        page.type("train-size", String.valueOf(size));
        page.type("train-epochs", String.valueOf(epochs));
        page.click("train-start");
    }

    @Test
    void aFirstVisitTeachesTheBundledPortraits() throws Exception {
        try (ServeProcess serve = ServeProcess.start(folder)) {
            page.open(serve.address());
            page.await("the offer", () -> page.isShown("first-visit"));
            page.photograph("first-visit");
            page.assertNoBarriers("the first visit");
            page.click("first-train");
            page.awaitTraining("a curve", () -> epochsDrawn() >= 3);
            page.photograph("training");
            page.assertNoBarriers("a training");
            page.awaitTraining("the end", () -> page.text("train-state").contains("Now in use"));

            assertThat(weights()).hasSize(1);
            page.await("the new model", () -> page.text("model-name").contains(weightsName()));
            assertThat(page.isShown("first-visit")).isFalse();
            page.choose(PORTRAITS.resolve("RJ/rj-001.png"));
            page.await("the answer", () -> page.text("result-label").contains("RJ"));
            page.photograph("trained");
            page.assertNothingBroke();
        }
    }

    private String weightsName() {
        try {
            return String.valueOf(weights().getFirst().getFileName());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aTrainingIsStoppedAndItsBestKept() throws Exception {
        try (ServeProcess serve = ServeProcess.start(folder)) {
            page.open(serve.address());
            train(64, 1000);
            page.awaitTraining("two epochs", () -> epochsDrawn() >= 2);
            page.click("train-stop");
            page.awaitTraining("the best so far", () -> page.text("train-state").contains("Now in use"));

            assertThat(weights()).hasSize(1);
            assertThat(page.holds("!document.getElementById('train-start').disabled"))
                    .isTrue();
            page.assertNothingBroke();
        }
    }

    @Test
    void aReloadedPageGoesOnShowingTheTraining() throws Exception {
        try (ServeProcess serve = ServeProcess.start(folder)) {
            page.open(serve.address());
            train(64, 1000);
            page.awaitTraining("two epochs", () -> epochsDrawn() >= 2);
            page.browser().navigate().refresh();
            page.awaitTraining("all epochs again", () -> epochsDrawn() >= 2);
            page.click("train-stop");
            page.awaitTraining("the end", () -> page.text("train-state").contains("Now in use"));
            page.assertNothingBroke();
        }
    }

    @Test
    void aTrainingIsStoppedRightAfterItsStart() throws Exception {
        try (ServeProcess serve = ServeProcess.start(folder)) {
            page.open(serve.address());
            train(256, 1000);
            page.await("the button", () -> page.isShown("train-stop"));
            page.click("train-stop");
            page.awaitTraining("the end", () -> page.text("train-state").contains("nothing was kept"));
            assertThat(page.isShown("train-stop")).isFalse();
            assertThat(weights()).isEmpty();
            page.assertNothingBroke();
        }
    }

    /** A class of one picture has none left over to judge by. */
    @Test
    void aTrainingWithoutPicturesToJudgeByEndsAsOthersDo() throws Exception {
        writePair();
        try (ServeProcess serve = ServeProcess.start(folder)) {
            page.open(serve.address());
            new Select(page.element("train-data")).selectByValue("pairs");
            train(32, 3);
            page.awaitTraining("the end", () -> page.text("train-state").contains("Now in use"));

            assertThat(page.text("train-state")).contains("without validation pictures");
            assertThat(page.text("loss-readout")).contains("validation none");
            assertThat(page.isShown("train-stop")).isFalse();
            page.await("the new model", () -> page.text("model-name").contains(weightsName()));
            page.assertNothingBroke();
        }
    }

    private void writePair() throws IOException {
        for (String picture : List.of("RJ/rj-001.png", "CWK/cwk-001.png")) {
            Path target = folder.resolve("pairs").resolve(picture);
            Files.createDirectories(target.getParent());
            Files.copy(PORTRAITS.resolve(picture), target);
        }
    }

    /** As another page does, of which this one hears nothing. */
    private void trainElsewhere(int epochs) {
        page.script("""
                fetch('api/train', { method: 'POST', headers: { 'Content-Type': 'application/json' },
                    body: JSON.stringify({ data: 'portraits', model: 'simple', size: 32, epochs: %d }) });
                const look = async () => {
                    document.body.dataset.elsewhere = (await (await fetch('api/train')).json()).state;
                    setTimeout(look, 100);
                };
                look();
                """.formatted(epochs));
    }

    private boolean isElsewhere(String state) {
        return page.holds("document.body.dataset.elsewhere === '%s'".formatted(state));
    }

    @Test
    void whoFindsATrainingUnderWayIsToldAndWatchesIt() throws Exception {
        try (ServeProcess serve = ServeProcess.start(folder)) {
            page.open(serve.address());
            trainElsewhere(1000);
            page.await("the other's training", () -> isElsewhere("running"));
            train(64, 5);
            page.await("the other's curve", () -> epochsDrawn() >= 1);

            assertThat(page.text("train-message")).contains("running already");
            page.click("train-stop");
            page.awaitTraining("the end", () -> page.text("train-state").contains("Now in use"));
            page.assertNothingBroke();
        }
    }

    @Test
    void whoDidNotWatchSeesTheNewModelWithItsFirstAnswer() throws Exception {
        writePair();
        ServeProcess.run(
                folder, "train", "pairs", "--model", "simple", "--size", "32", "--epochs", "1", "--checkpoint", "none");
        try (ServeProcess serve = ServeProcess.start(folder)) {
            page.open(serve.address());
            assertThat(page.text("model-card")).doesNotContain("Pippa");
            trainElsewhere(1);
            page.awaitTraining("the other's training", () -> isElsewhere("done"));
            page.choose(PORTRAITS.resolve("RJ/rj-001.png"));

            page.await("the new model", () -> page.text("model-card").contains("Pippa"));
            page.assertNothingBroke();
        }
    }

    @Test
    void namesOfClassesAreTextWhateverTheyAre() throws Exception {
        String hostile = "<img src=x onerror=hacked()>";
        Path data = folder.resolve("data");
        for (Path people : List.of(PORTRAITS.resolve("CWK"), PORTRAITS.resolve("RJ"))) {
            Path target = Files.createDirectories(data.resolve(people.endsWith("RJ") ? hostile : "honest & plain"));
            try (Stream<Path> pictures = Files.list(people)) {
                for (Path picture : pictures.sorted().limit(12).toList()) {
                    Files.copy(picture, target.resolve(String.valueOf(picture.getFileName())));
                }
            }
        }
        ServeProcess.run(
                folder, "train", "data", "--model", "simple", "--size", "32", "--epochs", "15", "--checkpoint", "none");
        try (ServeProcess serve = ServeProcess.start(folder)) {
            page.open(serve.address());
            page.slide("threshold", "0");
            page.choose(PORTRAITS.resolve("RJ/rj-020.png"));
            page.await("an answer", () -> page.isShown("bars"));
            assertThat(page.text("bars")).contains(hostile).contains("honest & plain");
            page.assertNothingBroke();
        }
    }
}
