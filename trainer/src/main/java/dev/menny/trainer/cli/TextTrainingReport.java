package dev.menny.trainer.cli;

import dev.menny.trainer.cli.report.Figures;
import dev.menny.trainer.data.DatasetReport;
import dev.menny.trainer.data.PictureSize;
import dev.menny.trainer.model.Evaluation;
import dev.menny.trainer.train.CheckpointFolder;
import dev.menny.trainer.train.EpochResult;
import dev.menny.trainer.train.History;
import dev.menny.trainer.train.SavedCheckpoint;
import dev.menny.trainer.train.Score;
import dev.menny.trainer.train.SettingsText;
import dev.menny.trainer.train.StepProgress;
import dev.menny.trainer.train.TrainingPlan;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A line per epoch, for people; where somebody watches, a bar shows how the present epoch goes. */
final class TextTrainingReport implements TrainingReport {
    private static final double PERCENT = 100;

    private final Terminal terminal;
    private final PrintWriter out;
    private final @Nullable EpochBar bar;
    private @Nullable SavedCheckpoint checkpoint;
    private int epochs;
    private boolean validates;

    TextTrainingReport(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.out();
        this.bar = terminal.interactive() ? new EpochBar(System.out) : null;
    }

    @Override
    public void job(TrainingJob job) {
        row("data", "%s: %d pictures, %s".formatted(job.data(), job.pictures().total(), sizes(job.pictures())));
        row(
                "classes",
                job.pictures().classes().stream()
                        .map(each -> each.name() + " " + each.total())
                        .collect(Collectors.joining(", ")));
        job.notices().forEach(notice -> row("note", notice));
        job.pictures().warnings().forEach(warning -> row("warning", warning));
        row(
                "model",
                "%s: %,d parameters"
                        .formatted(
                                SettingsText.model(job.config().model()),
                                job.network().parameterCount()));
        row("settings", SettingsText.training(job.config()));
        row("weights", job.weights().toString());
    }

    @Override
    public void initialized(String what) {
        row("begins", "with the " + what);
    }

    private static String sizes(DatasetReport pictures) {
        String smallest = size(pictures.smallest());
        String largest = size(pictures.largest());
        return smallest.equals(largest) ? smallest : "%s to %s".formatted(smallest, largest);
    }

    private static String size(PictureSize size) {
        return size.width() + "x" + size.height();
    }

    private void row(String name, String value) {
        out.printf("%-9s %s%n", name, Terminal.printable(value));
    }

    @Override
    public void onStart(TrainingPlan plan) {
        epochs = plan.epochs();
        validates = plan.validationImages() > 0;
        row("device", SettingsText.device(plan.device(), plan.precision()));
        row(
                "split",
                "%d pictures to learn from, %d to judge by".formatted(plan.trainingImages(), plan.validationImages()));
        if (plan.isResumed()) {
            row("resumed", "in epoch %d after step %d".formatted(plan.firstEpoch(), plan.firstStep()));
        }
        if (plan.firstEpoch() > plan.epochs()) {
            row("note", "all %d epochs were done before: more --epochs would go on".formatted(plan.epochs()));
        }
        out.printf(
                "%n%9s %9s %9s %9s %13s   %10s %8s%n",
                "epoch", "loss", "accuracy", "val loss", "val accuracy", "images/s", "seconds");
        out.flush();
    }

    @Override
    public void onStep(StepProgress progress) {
        if (bar != null) {
            bar.show(progress, epochs, validates);
        }
    }

    @Override
    public void onEpoch(EpochResult result) {
        if (bar != null) {
            bar.clear();
        }
        Score training = result.training();
        Score validation = result.validation();
        out.printf(
                "%9s %9.4f %9s %9s %13s %s %10.1f %8.1f%n",
                result.epoch() + "/" + epochs,
                training.loss(),
                percent(training),
                validation == null ? "-" : "%.4f".formatted(validation.loss()),
                validation == null ? "-" : percent(validation),
                validation != null && result.best() ? "*" : " ",
                result.imagesPerSecond(),
                result.seconds());
        out.flush();
    }

    private static String percent(Score score) {
        return "%.1f %%".formatted(score.accuracy() * PERCENT);
    }

    @Override
    public void done(TrainingJob job, History history, @Nullable Evaluation test, double seconds) {
        EpochResult best = history.best();
        Score validation = best.validation();
        out.println();
        if (history.ending() == History.Ending.STOPPED_EARLY) {
            out.printf(
                    "stopped early: no lower validation loss in %d epochs%n",
                    job.config().patience());
        }
        out.printf(
                "%s%n",
                validation == null
                        ? "epoch %d kept: nothing to judge by".formatted(best.epoch())
                        : "epoch %d kept (*): validation accuracy %s, loss %.4f"
                                .formatted(best.epoch(), percent(validation), validation.loss()));
        if (test != null) {
            out.printf(
                    "on %s never seen: test accuracy %s, loss %s%n",
                    Figures.pictures(test.images()), Figures.percent(test.accuracy()), Figures.loss(test.loss()));
        }
        String peak = ProcessMemory.peakMebibytes().stream()
                .mapToObj(", peak memory %,d MiB"::formatted)
                .collect(Collectors.joining());
        out.printf("saved %s after %.1f s%s%n", job.weights(), seconds, peak);
        if (Files.isDirectory(Beside.report(job.weights()))) {
            out.printf("charts and figures are in %s%n", Beside.report(job.weights()));
        }
        long kept = new CheckpointFolder(Beside.checkpoints(job.weights())).bytes();
        if (kept > 0) {
            out.printf(
                    "checkpoints are in %s, %s: for --resume with more --epochs (and --force), else yours to delete%n",
                    Beside.checkpoints(job.weights()), SettingsText.size(kept));
        }
        out.flush();
    }

    @Override
    public void onCheckpoint(SavedCheckpoint saved) {
        checkpoint = saved;
    }

    @Override
    public void onWarning(String message) {
        if (bar != null) {
            bar.clear();
        }
        terminal.complain(message);
    }

    @Override
    public void interrupted(TrainingJob job, History history) {
        if (bar != null) {
            bar.clear();
        }
        out.println();
        if (checkpoint == null) {
            out.println("interrupted; nothing saved, as --checkpoint none asks for");
        } else {
            out.printf(
                    "interrupted in epoch %d after step %d; saved %s%ngo on with: menny train --resume %s%n",
                    checkpoint.epoch(), checkpoint.step(), checkpoint.file(), Beside.checkpoints(job.weights()));
        }
        out.flush();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
