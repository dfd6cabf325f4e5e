package dev.menny.trainer.train;

import static dev.menny.trainer.data.Augmentations.flip;
import static dev.menny.trainer.data.Augmentations.rotate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Pooling;
import dev.menny.io.SafeTensorsReader;
import dev.menny.io.Weights;
import dev.menny.nn.Sequential;
import dev.menny.nn.SoftmaxCrossEntropy;
import dev.menny.optim.AdamW;
import dev.menny.optim.Optimizer;
import dev.menny.optim.Sgd;
import dev.menny.trainer.ShapePictures;
import dev.menny.trainer.data.ImageFolder;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.Split;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that was interrupted and resumed must end as if nothing had happened. */
class CheckpointTest {
    private static final PictureFormat FORMAT = new PictureFormat(16, 16, 3);
    private static final int EPOCHS = 5;
    private static final int STEPS_PER_EPOCH = 6;

    @TempDir
    static Path pictures;

    @TempDir
    Path folder;

    private static Split split;

    @BeforeAll
    static void paint() {
        split = ImageFolder.of(ShapePictures.write(pictures, 9, 1)).split(0.2, 1);
    }

    /** The weights and what was told of each epoch, without the times that it took. */
    private record Outcome(Map<String, List<Integer>> weights, List<String> epochs, History.Ending ending) {}

    private static Sequential model() {
        return new ModelSettings(Architecture.SIMPLE, FORMAT, Normalization.NONE, Pooling.AVERAGE, 0.2f)
                .build(ShapePictures.CLASSES.size());
    }

    private Trainer trainer(Sequential model, Optimizer optimizer) {
        return Trainer.of(model, FORMAT)
                .device("vector")
                .threads(2)
                .batch(4)
                .seed(7)
                .optimizer(optimizer)
                .augment(flip(0.5), rotate(15))
                .epochs(EPOCHS)
                .checkpoints(new CheckpointPlan(folder, 1));
    }

    private Outcome run(Optimizer optimizer, UnaryOperator<Trainer> settings) {
        try (Sequential model = model()) {
            History history = settings.apply(trainer(model, optimizer)).fit(split);
            return new Outcome(weights(model), told(history), history.ending());
        }
    }

    private static Map<String, List<Integer>> weights(Sequential model) {
        Map<String, List<Integer>> bits = new TreeMap<>();
        model.parameters().forEach((name, parameter) -> {
            List<Integer> values = new ArrayList<>();
            for (float value : parameter.value().toArray()) {
                values.add(Float.floatToRawIntBits(value));
            }
            bits.put(name, values);
        });
        return bits;
    }

    private static List<String> told(History history) {
        return history.epochs().stream()
                .map(epoch ->
                        "%s %s %s %s".formatted(epoch.epoch(), epoch.training(), epoch.validation(), epoch.best()))
                .toList();
    }

    /** Asks to stop after so many steps. */
    private static final class StopAfter implements TrainingListener {
        private int stepsLeft;

        StopAfter(int steps) {
            this.stepsLeft = steps;
        }

        @Override
        public void onStep(StepProgress progress) {
            stepsLeft--;
        }

        UnaryOperator<Trainer> on(UnaryOperator<Trainer> settings) {
            return trainer -> settings.apply(trainer).listener(this).stopWhen(() -> stepsLeft <= 0);
        }
    }

    private void assertResumesAnywhere(
            java.util.function.Supplier<Optimizer> optimizer, UnaryOperator<Trainer> settings) throws IOException {
        Outcome whole = run(optimizer.get(), settings);
        assertThat(whole.ending()).isNotEqualTo(History.Ending.INTERRUPTED);
        for (int steps = 1; steps < whole.epochs().size() * STEPS_PER_EPOCH; steps += 4) {
            new CheckpointFolder(folder).clear();
            Outcome part = run(optimizer.get(), new StopAfter(steps).on(settings));
            assertThat(part.ending()).isEqualTo(History.Ending.INTERRUPTED);

            Outcome resumed =
                    run(optimizer.get(), trainer -> settings.apply(trainer).resume(folder));

            assertThat(resumed).as("stopped after %d steps", steps).isEqualTo(whole);
        }
    }

    @Test
    void anInterruptedTrainingEndsWithTheSameBits() throws IOException {
        assertResumesAnywhere(() -> new AdamW(2e-3), trainer -> trainer);
    }

    @Test
    void soItDoesWhenTheBestWeightsAreOlderThanTheCheckpoint() throws IOException {
        // So large a step that epochs get worse: patience ends the training and an early epoch is the best.
        assertResumesAnywhere(
                () -> new Sgd(0.3, 0.9, 0),
                trainer -> trainer.epochs(20).patience(2).loss(SoftmaxCrossEntropy.balanced(1, 2, 3)));
    }

    @Test
    void aTrainingMayBeInterruptedAgainAndAgain() throws IOException {
        Outcome whole = run(new AdamW(2e-3), trainer -> trainer);
        new CheckpointFolder(folder).clear();
        Outcome last = run(new AdamW(2e-3), new StopAfter(1).on(trainer -> trainer));
        while (last.ending() == History.Ending.INTERRUPTED) {
            last = run(new AdamW(2e-3), new StopAfter(5).on(trainer -> trainer.resume(folder)));
        }

        assertThat(last).isEqualTo(whole);
    }

    @Test
    void aFinishedTrainingMayGoOnForMoreEpochs() throws IOException {
        Outcome whole = run(new AdamW(2e-3), trainer -> trainer.epochs(EPOCHS + 2));
        new CheckpointFolder(folder).clear();
        run(new AdamW(2e-3), trainer -> trainer);

        assertThat(run(new AdamW(2e-3), trainer -> trainer.epochs(EPOCHS + 2).resume(folder)))
                .isEqualTo(whole);
    }

    @Test
    void theLastTwoAndTheBestAreKept() throws IOException {
        Outcome outcome =
                run(new Sgd(0.3, 0.9, 0), trainer -> trainer.epochs(20).patience(3));
        int epochs = outcome.epochs().size();
        assertThat(epochs).isGreaterThan(4);

        assertThat(new CheckpointFolder(folder).files())
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .containsExactly(name(epochs - 3), name(epochs - 1), name(epochs));
    }

    @Test
    void whatAKilledTrainingLeftHalfWrittenIsClearedAway() throws IOException {
        Path leftover = folder.resolve(".menny-1234.part");
        Files.writeString(leftover, "half");

        run(new AdamW(2e-3), trainer -> trainer);

        assertThat(leftover).doesNotExist();
    }

    private static String name(int epoch) {
        return "step-%06d.safetensors".formatted(epoch * STEPS_PER_EPOCH);
    }

    @Test
    void goingBackBehindACheckpointGivesItUp() throws IOException {
        run(new AdamW(2e-3), trainer -> trainer);
        Path early = new CheckpointFolder(folder).files().getFirst();
        assertThat(early.getFileName()).hasToString(name(EPOCHS - 1));

        run(new AdamW(2e-3), new StopAfter(2).on(trainer -> trainer.resume(early)));

        assertThat(CheckpointFolder.find(folder).getFileName()).hasToString("step-000026.safetensors");
    }

    @Test
    void checkpointsOfAnotherTrainingAreNotMixedWithNewOnes() {
        run(new AdamW(2e-3), trainer -> trainer);

        assertThatThrownBy(() -> run(new AdamW(2e-3), trainer -> trainer))
                .hasMessageContaining("holds checkpoints of another training");
    }

    @Test
    void aCheckpointIsAFileOfWeightsToo() throws IOException {
        run(new AdamW(2e-3), trainer -> trainer.notes(Map.of("who", "me")));

        Path newest = CheckpointFolder.find(folder);
        assertThat(Weights.describe(newest).card().classes()).isEqualTo(ShapePictures.CLASSES);
        assertThat(Weights.describe(newest).card().notes()).containsEntry("who", "me");
    }

    @Test
    void aDamagedNewestCheckpointIsPassedOver() throws IOException {
        run(new AdamW(2e-3), trainer -> trainer);
        Path newest = CheckpointFolder.find(folder);
        try (RandomAccessFile file = new RandomAccessFile(newest.toFile(), "rw")) {
            file.setLength(file.length() - 5);
        }

        assertThat(CheckpointFolder.find(folder).getFileName()).hasToString(name(EPOCHS - 1));
    }

    @Test
    void anotherTrainingIsRefusedNamingTheDifference() throws IOException {
        run(new AdamW(2e-3), trainer -> trainer);

        assertRefused(new AdamW(1e-3), trainer -> trainer, "made with optimizer AdamW(learning rate 0.002, weight");
        assertRefused(new AdamW(2e-3), trainer -> trainer.batch(5), "made with batch 4, here it is 5");
        assertRefused(new AdamW(2e-3), trainer -> trainer.seed(8), "made with seed 7, here it is 8");
        assertRefused(new AdamW(2e-3), trainer -> trainer.augment(flip(0.5)), "made with augmentation [flip(0.5), ro");
        assertRefused(
                new AdamW(2e-3),
                trainer -> trainer.loss(new SoftmaxCrossEntropy(1, 1, 2)),
                "made with loss softmax cross-entropy, here it is softmax cross-entropy, class weights [1.0, 1.0, 2.0]");
    }

    private void assertRefused(Optimizer optimizer, UnaryOperator<Trainer> settings, String words) {
        assertThatThrownBy(
                        () -> run(optimizer, trainer -> settings.apply(trainer).resume(folder)))
                .hasMessageContaining(words)
                .hasMessageContaining("give the same again, or start anew without --resume");
    }

    @Test
    void otherPicturesAreRefusedNamingThem() {
        run(new AdamW(2e-3), trainer -> trainer);
        Split fewer = new Split(
                split.classes(), split.training().subList(1, split.training().size()), split.validation(), List.of());
        List<dev.menny.trainer.data.LabeledImage> swapped = new ArrayList<>(split.training());
        swapped.set(0, split.validation().getFirst());
        Split other = new Split(split.classes(), swapped, split.validation(), List.of());

        assertThatThrownBy(
                        () -> trainer(model(), new AdamW(2e-3)).resume(folder).fit(fewer))
                .hasMessageContaining("was made with 27 pictures, here are 26");
        assertThatThrownBy(
                        () -> trainer(model(), new AdamW(2e-3)).resume(folder).fit(other))
                .hasMessageContaining("was made with another picture as number 1: disc/");
    }

    @Test
    void anotherModelIsRefused() {
        run(new AdamW(2e-3), trainer -> trainer);
        Sequential other = new ModelSettings(Architecture.SIMPLE, FORMAT, Normalization.NONE, Pooling.MAX, 0.2f)
                .build(ShapePictures.CLASSES.size());

        assertThatThrownBy(() -> trainer(other, new AdamW(2e-3)).resume(folder).fit(split))
                .hasMessageContaining("made with layers.0 ConvBlock");
    }

    @Test
    void whatIsNoCheckpointIsRefused() throws IOException {
        Path weights = folder.resolve("weights.safetensors");
        run(new AdamW(2e-3), trainer -> trainer);
        Path checkpoint = CheckpointFolder.find(folder);

        Files.copy(checkpoint, weights);
        overwriteText(weights, "menny.checkpoint.format", "menny.checkpoint.fXrmat");
        assertThatThrownBy(() -> run(new AdamW(2e-3), trainer -> trainer.resume(weights)))
                .hasMessageContaining("this is no checkpoint that can be resumed");
        assertThatThrownBy(() -> run(new AdamW(2e-3), trainer -> trainer.resume(pictures)))
                .hasMessageContaining("there is no whole checkpoint");
    }

    @Test
    void damagedTextsAreNamed() throws IOException {
        run(new AdamW(2e-3), trainer -> trainer);
        for (String key : List.of("history", "step", "dropout_position", "optimizer_steps", "loss_sum", "data")) {
            Path damaged = folder.resolve("damaged.safetensors");
            Files.deleteIfExists(damaged);
            Files.copy(CheckpointFolder.find(folder), damaged);
            String whole = "menny.checkpoint." + key + "\"";
            overwriteText(damaged, whole, whole.replace("check", "chXck"));

            assertThatThrownBy(() -> run(new AdamW(2e-3), trainer -> trainer.resume(damaged)))
                    .hasMessageContaining("the checkpoint is damaged: 'menny.checkpoint.%s' is missing".formatted(key));
        }
    }

    private static void overwriteText(Path file, String from, String to) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        byte[] wanted = from.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length - wanted.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                System.arraycopy(to.getBytes(java.nio.charset.StandardCharsets.UTF_8), 0, bytes, at, wanted.length);
                Files.write(file, bytes);
                return;
            }
        }
        throw new AssertionError("no '%s' in %s".formatted(from, file));
    }

    @Test
    void afterATrainingOnlyTheOptimizersNumbersStayInMemory() {
        try (Sequential model = model()) {
            trainer(model, new AdamW(2e-3)).fit(split);

            assertThat(model.arena().stateNames()).containsExactlyInAnyOrder("first moment", "second moment");
        }
    }

    @Test
    void savingTakesATenthOfTheTimeAtMost() throws IOException {
        List<Integer> savedAfter = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onCheckpoint(SavedCheckpoint checkpoint) {
                savedAfter.add(checkpoint.epoch() - 1);
            }
        };
        double[] now = {0};
        Checkpointing checkpointing = new Checkpointing(
                new CheckpointPlan(folder, CheckpointPlan.AUTO),
                file -> {
                    Files.writeString(file, "x");
                    now[0] += 5;
                },
                listener,
                () -> now[0]);
        TrainingState state = new TrainingState(1);
        for (int epoch = 1; epoch <= 20; epoch++) {
            now[0] += 10;
            state.epochDone(new EpochResult(epoch, new Score(1, 0), null, true, 1, 0));
            checkpointing.afterEpoch(state, 1);
        }

        assertThat(savedAfter).as("5 s to save, 10 s an epoch: each fifth").containsExactly(1, 6, 11, 16);
    }

    @Test
    void aFailureToSaveIsToldAndTheTrainingGoesOn() throws IOException {
        Path blocked = folder.resolve("file");
        Files.writeString(blocked, "no folder");
        List<String> warnings = new ArrayList<>();
        Outcome outcome = run(
                new AdamW(2e-3),
                trainer -> trainer.checkpoints(new CheckpointPlan(blocked, 1)).listener(new TrainingListener() {
                    @Override
                    public void onWarning(String message) {
                        warnings.add(message);
                    }
                }));

        assertThat(outcome.epochs()).hasSize(EPOCHS);
        assertThat(warnings)
                .as("the same trouble is told once")
                .singleElement()
                .asString()
                .startsWith("no checkpoint after epoch 1, the training goes on without: ");
    }

    @Test
    void aCheckpointHoldsTheOptimizersNumbersAndNoSecondCopyOfTheBestWeights() throws IOException {
        run(new AdamW(2e-3), trainer -> trainer);
        try (SafeTensorsReader reader = SafeTensorsReader.open(CheckpointFolder.find(folder))) {
            assertThat(reader.tensors().keySet())
                    .contains("layers.0.weight", "state/first moment/layers.0.weight")
                    .noneMatch(name -> name.startsWith("state/best"));
        }
    }
}
