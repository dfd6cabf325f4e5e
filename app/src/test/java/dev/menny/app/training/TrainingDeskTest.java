package dev.menny.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.io.ModelCard;
import dev.menny.io.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TrainingDeskTest {
    private static final long PLENTY = 8L << 30;
    private static final int FOR_EVER = 1000;

    @TempDir
    Path temporary;

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private Path root;
    private Path output;
    private TrainingDesk desk;

    @BeforeEach
    void openDesk() throws IOException {
        root = temporary.resolve("root");
        output = Files.createDirectory(temporary.resolve("output"));
        ColourFolders.write(root.resolve("colours of the day"), 6);
        desk = desk(file -> taken.add(file.getFileName().toString()), PLENTY);
    }

    private TrainingDesk desk(TrainingDesk.NewWeights newWeights, long free) {
        return new TrainingDesk(
                new DataFolders(null, root), output, () -> Backends.open("scalar", 1), 1, newWeights, memory(free));
    }

    private static MemoryCheck memory(long free) {
        return new MemoryCheck(() -> free, free);
    }

    @AfterEach
    void closeDesk() {
        desk.close();
    }

    private static TrainingRequest colours(int epochs) {
        return TrainingRequest.of("colours of the day", null, 16, epochs);
    }

    /** Of pictures so large that an epoch takes as long as a test needs to come in between. */
    private static TrainingRequest slow() {
        return TrainingRequest.of("colours of the day", null, 256, FOR_EVER);
    }

    /** Everything up to and with the end of the training. */
    private List<TrainingEvent> eventsToTheEnd() throws InterruptedException {
        List<TrainingEvent> events = new ArrayList<>();
        do {
            long last = events.isEmpty() ? 0 : events.getLast().id();
            events.add(desk.story().next(last, Duration.ofMinutes(1)).orElseThrow());
        } while (!List.of("done", "stopped", "failed").contains(events.getLast().name()));
        return events;
    }

    private void await(String name) throws InterruptedException {
        long last = 0;
        TrainingEvent event;
        do {
            event = desk.story().next(last, Duration.ofMinutes(1)).orElseThrow();
            last = event.id();
        } while (!event.name().equals(name));
    }

    private static List<String> named(List<TrainingEvent> events) {
        return events.stream()
                .map(TrainingEvent::name)
                .filter(name -> !name.equals("step") && !name.equals("check"))
                .toList();
    }

    private static List<TrainingEvent> only(List<TrainingEvent> events, String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    private List<String> saved() throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void trainsSavesAndHandsOver() throws Exception {
        assertThat(desk.state()).containsExactly(Map.entry("state", "idle"));

        Map<String, Object> answer = desk.start(colours(3));

        assertThat(answer)
                .containsEntry("state", "running")
                .containsEntry("data", "colours of the day")
                .containsEntry("model", "simple")
                .containsEntry("size", 16)
                .containsEntry("epochs", 3);
        String weights = (String) answer.get("weights");
        assertThat(weights).matches("menny-colours_of_the_day-simple-16-\\d{8}-\\d{6}\\.safetensors");
        List<TrainingEvent> events = eventsToTheEnd();
        assertThat(named(events)).containsExactly("start", "plan", "epoch", "epoch", "epoch", "done");
        assertThat(only(events, "check").getLast().data())
                .containsEntry("done", 18)
                .containsEntry("total", 18);
        assertThat(only(events, "plan").getFirst().data())
                .containsEntry("training_images", 15)
                .containsEntry("validation_images", 3)
                .containsEntry("classes", List.of("blue", "green", "red"));
        assertThat(events.getLast().data())
                .containsEntry("weights", weights)
                .containsEntry("stopped", false)
                .containsEntry("used", true)
                .containsEntry("obstacle", null);
        assertThat(saved()).containsExactly(weights);
        assertThat(taken).containsExactly(weights);
        assertThat(desk.state()).containsEntry("state", "done").containsEntry("weights", weights);
        ModelCard card = Weights.describe(output.resolve(weights)).card();
        assertThat(card.classes()).containsExactly("blue", "green", "red");
        assertThat(card.notes())
                .containsEntry("data", "colours of the day: 18 pictures")
                .containsKey("validation");
    }

    @Test
    void anotherMayFollowWhoseFileIsAnother() throws Exception {
        desk.start(colours(1));
        eventsToTheEnd();
        desk.start(colours(1));
        eventsToTheEnd();

        assertThat(saved()).hasSize(2).doesNotHaveDuplicates();
        assertThat(taken).hasSize(2);
    }

    @Test
    void oneTrainingAtATime() throws Exception {
        desk.start(slow());

        assertThatThrownBy(() -> desk.start(colours(1)))
                .isInstanceOf(TrainingStateException.class)
                .hasMessage("A training is running already: wait for its end, or stop it first");
        desk.stop();
        eventsToTheEnd();
    }

    @Test
    void stoppedItKeepsTheBestEpochSoFar() throws Exception {
        desk.start(slow());
        await("epoch");
        desk.stop();
        List<TrainingEvent> events = eventsToTheEnd();

        assertThat(events.getLast().name()).isEqualTo("done");
        assertThat(events.getLast().data()).containsEntry("stopped", true);
        assertThat(saved()).hasSize(1).isEqualTo(taken);
        assertThatThrownBy(() -> desk.stop())
                .isInstanceOf(TrainingStateException.class)
                .hasMessage("No training is running");
    }

    @Test
    void stoppedBeforeTheFirstEpochItKeepsNothing() throws Exception {
        desk.start(slow());
        desk.stop();
        List<TrainingEvent> events = eventsToTheEnd();

        assertThat(events.getLast().name()).isEqualTo("stopped");
        assertThat(events.getLast().data())
                .containsEntry("message", "Stopped before the first epoch was over: nothing was kept.");
        assertThat(desk.state()).containsEntry("state", "stopped");
        assertThat(saved()).isEmpty();
        assertThat(taken).isEmpty();
    }

    @Test
    void brokenPicturesAreLeftOutWithAWarning() throws Exception {
        Files.writeString(root.resolve("colours of the day/red/zz.png"), "no picture");
        desk.start(colours(1));
        List<TrainingEvent> events = eventsToTheEnd();

        assertThat(named(events)).containsSubsequence("start", "warning", "plan", "epoch", "done");
        assertThat(only(events, "warning"))
                .extracting(event -> String.valueOf(event.data().get("message")))
                .anyMatch(message -> message.contains("'%s'".formatted(Path.of("colours of the day", "red", "zz.png"))))
                .noneMatch(message -> message.contains(temporary.toString()));
    }

    @Test
    void aFolderOfBrokenPicturesFailsInOneSentence() throws Exception {
        for (String name : List.of("rubbish/a/1.png", "rubbish/a/2.png", "rubbish/b/1.png", "rubbish/b/2.png")) {
            Files.createDirectories(root.resolve(name).getParent());
            Files.writeString(root.resolve(name), "no picture");
        }
        desk.start(TrainingRequest.of("rubbish", null, 16, 1));
        TrainingEvent last = eventsToTheEnd().getLast();

        assertThat(last.name()).isEqualTo("failed");
        assertThat(String.valueOf(last.data().get("message")))
                .contains("a")
                .doesNotContain("\n", "Exception", temporary.toString());
        assertThat(desk.state()).containsEntry("state", "failed");
        assertThat(saved()).isEmpty();
        assertThat(desk.start(colours(1))).containsEntry("state", "running");
        eventsToTheEnd();
    }

    @Test
    void refusalsLeaveEverythingAsItWas() throws Exception {
        assertRefused(desk, TrainingRequest.of("missing", null, 16, 1), "There is no such folder of pictures");
        TrainingDesk poor = desk(file -> {}, 100L << 20);
        assertRefused(
                poor,
                TrainingRequest.of("colours of the day", "complex", 512, 1),
                "MiB are free for it: choose a smaller");

        assertThat(desk.state()).containsExactly(Map.entry("state", "idle"));
        assertThat(desk.story().next(0, Duration.ZERO)).isEmpty();
    }

    @Test
    void aSizeThatFitsIsNamed() {
        TrainingDesk poor = desk(file -> {}, 500L << 20);

        assertRefused(
                poor, TrainingRequest.of("colours of the day", "simple", 512, 1), " are free for it: choose size ");
    }

    private static void assertRefused(TrainingDesk desk, TrainingRequest request, String words) {
        assertThatThrownBy(() -> desk.start(request))
                .isInstanceOf(TrainingRefusedException.class)
                .hasMessageContaining(words);
    }

    @Test
    void weightsThatCannotBeTakenOverAreKeptAndNotSaidToBeInUse() throws Exception {
        desk = desk(
                file -> {
                    throw new IOException("no room");
                },
                PLENTY);
        desk.start(colours(1));
        List<TrainingEvent> events = eventsToTheEnd();

        assertThat(events.getLast().data())
                .containsEntry("used", false)
                .containsEntry("obstacle", "Reading or writing failed: no room");
        assertThat(saved()).hasSize(1);
    }

    @Test
    void nobodyIsToldWhereTheServerKeepsItsFiles() throws Exception {
        Files.createDirectories(root.resolve("parts/train"));
        for (String name : List.of("parts/train/1.png", "parts/test/2.png")) {
            Files.createDirectories(root.resolve(name).getParent());
            Files.writeString(root.resolve(name), "");
        }
        assertThatThrownBy(() -> desk.start(TrainingRequest.of("parts", null, 16, 1)))
                .isInstanceOf(TrainingRefusedException.class)
                .hasMessageStartingWith("The folders in 'parts' are parts of a data set");
        desk = desk(
                file -> {
                    throw new IOException("no room at '%s'".formatted(file));
                },
                PLENTY);
        Map<String, Object> start = desk.start(colours(1));

        assertThat(eventsToTheEnd().toString())
                .contains("no room at '%s'".formatted(start.get("weights")))
                .doesNotContain(temporary.toString());
        Files.delete(output.resolve(String.valueOf(start.get("weights"))));
        Files.delete(output);
        assertRefused(desk, colours(1), "Weights cannot be saved in 'output'");
    }

    @Test
    void aFileThatCannotBeWrittenIsCalledByItsName() throws Exception {
        desk.start(slow());
        await("plan");
        Files.delete(output);
        await("epoch");
        desk.stop();
        TrainingEvent last = eventsToTheEnd().getLast();

        assertThat(last.name()).isEqualTo("failed");
        assertThat(String.valueOf(last.data().get("message")))
                .contains(".safetensors")
                .doesNotContain(temporary.toString());
    }

    @Test
    void aMistakeOfOursIsOwnedUpTo() throws Exception {
        desk = new TrainingDesk(
                new DataFolders(null, root), output, () -> Backends.open("scalar", 1), 0, file -> {}, memory(PLENTY));
        desk.start(colours(1));
        TrainingEvent last = eventsToTheEnd().getLast();

        assertThat(last.name()).isEqualTo("failed");
        assertThat(String.valueOf(last.data().get("message"))).contains("mistake in Menny itself");
    }

    @Test
    void nobodyHearsOfPreparationsThatMayComeToNothing() throws Exception {
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch opened = new CountDownLatch(1);
        Supplier<Backend> slowDevice = () -> {
            opening.countDown();
            awaitUninterrupted(opened);
            return Backends.open("scalar", 1);
        };
        desk = new TrainingDesk(new DataFolders(null, root), output, slowDevice, 1, file -> {}, memory(PLENTY));
        Thread starter = Thread.ofPlatform().start(() -> desk.start(colours(1)));
        opening.await();

        assertThat(desk.state()).containsExactly(Map.entry("state", "idle"));
        assertThat(desk.story().next(0, Duration.ZERO)).isEmpty();
        assertThatThrownBy(() -> desk.start(colours(1))).isInstanceOf(TrainingStateException.class);
        opened.countDown();
        starter.join();
        assertThat(eventsToTheEnd().getFirst().name()).isEqualTo("start");
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void closingDoesNotWaitForEver() throws Exception {
        CountDownLatch handingOver = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        desk = desk(
                file -> {
                    handingOver.countDown();
                    awaitUninterrupted(never);
                },
                PLENTY);
        desk.start(colours(1));
        handingOver.await();
        desk.close(Duration.ofMillis(50));

        assertThat(desk.story().isClosed()).isTrue();
        assertThat(desk.state()).containsEntry("state", "running");
        desk.close(); // does not wait again
        never.countDown();
    }

    @Test
    void closingStopsWaitsAndKeepsTheBestEpoch() throws Exception {
        desk.start(slow());
        await("epoch");
        desk.close();

        assertThat(desk.state()).containsEntry("state", "done");
        assertThat(saved()).hasSize(1);
        assertThat(taken).as("there is nobody left to serve them").isEmpty();
        assertThat(desk.story().isClosed()).isTrue();
        assertThatThrownBy(() -> desk.start(colours(1))).isInstanceOf(TrainingStateException.class);
    }

    @Test
    void listenersWhoComeLateHearTheWholeStory() throws Exception {
        desk.start(colours(2));
        eventsToTheEnd();

        List<TrainingEvent> late = eventsToTheEnd();
        assertThat(named(late)).containsExactly("start", "plan", "epoch", "epoch", "done");
        assertThat(late).extracting(TrainingEvent::id).isSorted().doesNotHaveDuplicates();
        assertThat(only(late, "step")).hasSizeLessThanOrEqualTo(1);
        assertThat(only(late, "check")).hasSize(1);
        long plan = only(late, "plan").getFirst().id();
        assertThat(desk.story().next(plan, Duration.ZERO).orElseThrow().id()).isGreaterThan(plan);
    }
}
