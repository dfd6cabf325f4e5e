package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.trainer.ShapePictures;
import dev.menny.trainer.data.DatasetCheck;
import dev.menny.trainer.data.ImageFolder;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.PictureStore;
import dev.menny.trainer.data.Split;
import dev.menny.trainer.train.Architecture;
import dev.menny.trainer.train.EpochResult;
import dev.menny.trainer.train.History;
import dev.menny.trainer.train.Preset;
import dev.menny.trainer.train.SavedCheckpoint;
import dev.menny.trainer.train.Score;
import dev.menny.trainer.train.TrainingConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonTrainingReportTest {
    private static final History TWO_EPOCHS = new History(
            List.of(
                    new EpochResult(1, new Score(1, 0.5), null, true, 10, 1),
                    new EpochResult(2, new Score(0.5, 1), null, true, 10, 1)),
            History.Ending.INTERRUPTED,
            2);

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final JsonTrainingReport report =
            new JsonTrainingReport(new Terminal(new PrintWriter(out), new PrintWriter(err), false));

    private TrainingJob job(String... notices) {
        Split split = ImageFolder.of(ShapePictures.write(folder, 2, 1)).split(0.5, 1);
        TrainingConfig config = Preset.STANDARD.config(Architecture.SIMPLE, new PictureFormat(16, 16, 3));
        PictureStore store = new PictureStore(config.model().format(), List.of(), 0);
        return new TrainingJob(
                folder,
                DatasetCheck.run(split, store, 1, (done, total) -> {}),
                List.of(notices),
                config.model().build(3),
                config,
                folder.resolve("w.safetensors"));
    }

    @Test
    void anInterruptionNamesTheCheckpointToGoOnFrom() {
        Path checkpoint = Path.of("step-000009.safetensors");
        report.onCheckpoint(new SavedCheckpoint(Path.of("step-000006.safetensors"), 3, 0, 100, 0.1));
        report.onCheckpoint(new SavedCheckpoint(checkpoint, 3, 3, 100, 0.1));
        report.interrupted(job(), TWO_EPOCHS);

        assertThat(out)
                .hasToString("{\"event\":\"interrupted\",\"epochs\":2,\"checkpoint\":\"%s\"}%n".formatted(checkpoint));
    }

    @Test
    void withoutCheckpointsItNamesNone() {
        report.interrupted(job(), TWO_EPOCHS);

        assertThat(out).hasToString("{\"event\":\"interrupted\",\"epochs\":2}%n".formatted());
    }

    @Test
    void warningsAndNoticesGoWhereComplaintsGo() {
        report.job(job("nothing to worry about"));
        report.initialized("weights of x");
        report.onWarning("no checkpoint after epoch 1: disk full");

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .startsWith("menny: nothing to worry about")
                .endsWith("menny: begins with the weights of x", "menny: no checkpoint after epoch 1: disk full");
    }
}
