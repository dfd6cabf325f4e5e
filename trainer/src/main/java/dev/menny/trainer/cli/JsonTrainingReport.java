package dev.menny.trainer.cli;

import dev.menny.trainer.model.Evaluation;
import dev.menny.trainer.train.EpochResult;
import dev.menny.trainer.train.History;
import dev.menny.trainer.train.SavedCheckpoint;
import dev.menny.trainer.train.Score;
import dev.menny.trainer.train.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object per epoch and one at the end, for scripts. */
final class JsonTrainingReport implements TrainingReport {
    private final Terminal terminal;
    private final JsonLines lines;
    private @Nullable SavedCheckpoint checkpoint;
    private @Nullable TrainingPlan plan;

    JsonTrainingReport(Terminal terminal) {
        this.terminal = terminal;
        this.lines = new JsonLines(terminal.out());
    }

    @Override
    public void job(TrainingJob job) {
        // Standard output is for objects alone; what the user should know goes where complaints go.
        job.notices().forEach(terminal::complain);
        job.pictures().warnings().forEach(terminal::complain);
    }

    @Override
    public void initialized(String what) {
        terminal.complain("begins with the " + what);
    }

    @Override
    public void onStart(TrainingPlan begun) {
        plan = begun;
    }

    @Override
    public void onEpoch(EpochResult result) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event", "epoch");
        event.put("epoch", result.epoch());
        event.put("train_loss", result.training().loss());
        event.put("train_accuracy", result.training().accuracy());
        Score validation = result.validation();
        if (validation != null) {
            event.put("val_loss", validation.loss());
            event.put("val_accuracy", validation.accuracy());
        }
        event.put("images_per_s", result.imagesPerSecond());
        event.put("seconds", result.seconds());
        lines.write(event);
    }

    @Override
    public void done(TrainingJob job, History history, @Nullable Evaluation test, double seconds) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event", "done");
        event.put("best_epoch", history.best().epoch());
        Score validation = history.best().validation();
        if (validation != null) {
            event.put("val_accuracy", validation.accuracy());
        }
        if (test != null) {
            event.put("test_accuracy", test.accuracy());
        }
        event.put("weights", job.weights().toString());
        event.put("seconds", seconds);
        if (plan != null) {
            event.put("device", plan.device());
            event.put("precision", plan.precision().toString());
        }
        ProcessMemory.peakMebibytes().ifPresent(peak -> event.put("peak_rss_mib", peak));
        lines.write(event);
    }

    @Override
    public void interrupted(TrainingJob job, History history) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event", "interrupted");
        event.put("epochs", history.epochs().size());
        if (checkpoint != null) {
            event.put("checkpoint", checkpoint.file().toString());
        }
        lines.write(event);
    }

    @Override
    public void onCheckpoint(SavedCheckpoint saved) {
        checkpoint = saved;
    }

    @Override
    public void onWarning(String message) {
        terminal.complain(message);
    }

    @Override
    public void close() {}
}
