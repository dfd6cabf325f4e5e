package dev.menny.trainer.cli;

import dev.menny.trainer.cli.report.EvaluationFiles;
import dev.menny.trainer.cli.report.NoFontsException;
import dev.menny.trainer.cli.report.RunFiles;
import dev.menny.trainer.data.Split;
import dev.menny.trainer.model.Evaluation;
import dev.menny.trainer.train.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a training leaves behind besides its weights: a folder beside them with the run in words, figures and pictures.
 *
 * @param job what was trained
 * @param split which pictures were used for what
 * @param device one line on what computed, and how exactly
 * @param history the epochs, at least one
 * @param scores how the saved weights do
 * @param words the command line after {@code menny}
 */
record RunReport(TrainingJob job, Split split, String device, History history, FinalScores scores, List<String> words) {
    /**
     * Writes the folder; files of an earlier report are replaced. A report is never worth losing a training for, so that
     * a failure is a line for the user and no exception.
     *
     * @param warning hears what could not be written, and why
     * @return the folder
     */
    Path write(Consumer<String> warning) {
        Path folder = Beside.report(job.weights());
        try {
            Files.createDirectories(folder);
            RunFiles.history(folder, history);
            boolean pictures = writePictures(folder, warning);
            RunFiles.report(folder, new RunReportText(this, pictures).markdown());
        } catch (IOException e) {
            warning.accept("the weights are saved, but their report in '%s' is not complete: %s"
                    .formatted(folder, ErrorMessages.forUser(e).orElse(ErrorMessages.message(e))));
        }
        return folder;
    }

    private boolean writePictures(Path folder, Consumer<String> warning) throws IOException {
        try {
            Evaluation judged = judged();
            if (judged != null) {
                EvaluationFiles.write(folder, judged, "%s of %s".formatted(partJudged(), name(job.data())));
            }
            RunFiles.curves(folder, history);
            return true;
        } catch (NoFontsException e) {
            warning.accept("the report in '%s' has no charts: %s".formatted(folder, ErrorMessages.message(e)));
            return false;
        }
    }

    /** What the confusion matrix is of: the test pictures, which decided nothing, wherever there are some. */
    @Nullable
    Evaluation judged() {
        return scores.test() == null ? scores.validation() : scores.test();
    }

    String partJudged() {
        return scores.test() == null ? "validation part" : "test part";
    }

    static String name(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? path.toString() : name.toString();
    }
}
