package dev.menny.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.BackendUnavailableException;
import dev.menny.backend.Backends;
import dev.menny.backend.Pooling;
import dev.menny.backend.Precision;
import dev.menny.nn.Sequential;
import dev.menny.trainer.ShapePictures;
import dev.menny.trainer.StandIn;
import dev.menny.trainer.data.ImageFolder;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training keeps its precision, also where it is resumed, unless another one is asked for. */
class TrainerPrecisionTest {
    private static final PictureFormat FORMAT = new PictureFormat(16, 16, 3);

    @TempDir
    static Path pictures;

    @TempDir
    Path folder;

    private static Split split;

    @BeforeAll
    static void paint() {
        split = ImageFolder.of(ShapePictures.write(pictures, 3, 1)).split(0.3, 1);
    }

    /** Hears in which precision a training begins, and its warnings. */
    private static final class Ears implements TrainingListener {
        private final List<String> heard = new ArrayList<>();

        @Override
        public void onStart(TrainingPlan plan) {
            heard.add(plan.precision().toString());
        }

        @Override
        public void onWarning(String message) {
            heard.add(message);
        }
    }

    private static Sequential model() {
        return new ModelSettings(Architecture.SIMPLE, FORMAT, Normalization.NONE, Pooling.AVERAGE, 0)
                .build(ShapePictures.CLASSES.size());
    }

    private Trainer trainer(Sequential model, Ears ears) {
        return Trainer.of(model, FORMAT)
                .device(StandIn.NAME)
                .epochs(1)
                .listener(ears)
                .checkpoints(new CheckpointPlan(folder, 1));
    }

    private Path begun(Precision precision) throws IOException {
        trainer(model(), new Ears()).precision(precision).fit(split);
        return CheckpointFolder.find(folder);
    }

    private List<String> resumed(Trainer trainer, Ears ears) {
        trainer.epochs(2).resume(folder).fit(split);
        return ears.heard;
    }

    @Test
    void theDeviceIsOpenedAsAskedFor() {
        trainer(model(), new Ears())
                .precision(Precision.BF16)
                .deterministic(true)
                .threads(3)
                .fit(split);

        assertThat(StandIn.latest().options()).isEqualTo(new BackendOptions(3, Precision.BF16, true));
    }

    @Test
    void aResumedTrainingGoesOnAsItBegan() throws IOException {
        begun(Precision.BF16);
        Ears ears = new Ears();

        assertThat(resumed(trainer(model(), ears), ears)).containsExactly("bf16");
        assertThat(CheckpointFolder.precision(folder)).isEqualTo(Precision.BF16);
    }

    @Test
    void soItDoesInFp32() throws IOException {
        begun(Precision.FP32);
        Ears ears = new Ears();

        assertThat(resumed(trainer(model(), ears), ears)).containsExactly("fp32");
    }

    @Test
    void anotherPrecisionThatIsAskedForIsToldAndTaken() throws IOException {
        begun(Precision.BF16);
        Ears ears = new Ears();

        assertThat(resumed(trainer(model(), ears).precision(Precision.TF32), ears))
                .containsExactly("this training has computed in bf16 so far, and goes on in tf32", "tf32");
        assertThat(CheckpointFolder.precision(folder)).isEqualTo(Precision.TF32);
    }

    @Test
    void aDeviceWithoutThatPrecisionIsRefused() throws IOException {
        begun(Precision.TF32);
        Ears ears = new Ears();

        assertThatThrownBy(() -> resumed(trainer(model(), ears).device("reference"), ears))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("the reference computes in fp32, not in tf32");
        assertThat(resumed(trainer(model(), ears).device("reference").precision(Precision.FP32), ears))
                .containsExactly("this training has computed in tf32 so far, and goes on in fp32", "fp32");
    }

    @Test
    void aModelOnADeviceOfAnotherPrecisionIsRefused() throws IOException {
        Path checkpoint = begun(Precision.TF32);
        Ears ears = new Ears();
        try (Backend backend = Backends.open("reference")) {
            Sequential model = model().initialize(backend, 1);

            assertThatThrownBy(() -> resumed(trainer(model, ears), ears))
                    .hasMessageContaining(checkpoint.toString())
                    .hasMessageContaining("this training has computed in tf32 so far, here it would in fp32");
            assertThat(resumed(trainer(model, ears).precision(Precision.FP32), ears))
                    .hasSize(2);
        }
    }

    @Test
    void anOlderCheckpointIsInFp32AndADamagedOneInNothing() throws IOException {
        Path checkpoint = begun(Precision.TF32);

        overwrite(checkpoint, "menny.checkpoint.precision", "menny.checkpoint.prXcision");
        assertThat(CheckpointFolder.precision(folder)).isEqualTo(Precision.FP32);

        overwrite(checkpoint, "menny.checkpoint.prXcision", "menny.checkpoint.precision");
        overwrite(checkpoint, "\"tf32\"", "\"tX32\"");
        assertThatThrownBy(() -> CheckpointFolder.precision(folder)).hasMessageContaining("the checkpoint is damaged");
    }

    private static void overwrite(Path file, String from, String to) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to), StandardCharsets.ISO_8859_1);
    }
}
