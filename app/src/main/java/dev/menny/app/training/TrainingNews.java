package dev.menny.app.training;

import dev.menny.trainer.data.DatasetCheck;
import dev.menny.trainer.train.EpochResult;
import dev.menny.trainer.train.History;
import dev.menny.trainer.train.Score;
import dev.menny.trainer.train.SettingsText;
import dev.menny.trainer.train.StepProgress;
import dev.menny.trainer.train.TrainingListener;
import dev.menny.trainer.train.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a training says into the events of its story, under the names that the page knows. */
final class TrainingNews implements TrainingListener, DatasetCheck.Progress {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingNews.class);
    private static final long NANOS_BETWEEN = 250_000_000;

    private final TrainingStory story;
    private final List<String> classes;
    private final PublicWords words;
    private final Pace checks = new Pace();
    private final Pace steps = new Pace();

    /**
     * News of one training.
     *
     * @param classes names by label
     * @param words what warnings are told in
     */
    TrainingNews(TrainingStory story, List<String> classes, PublicWords words) {
        this.story = story;
        this.classes = classes;
        this.words = words;
    }

    /** Lets a few things through a second. */
    private static final class Pace {
        private long next = Long.MIN_VALUE;

        boolean isDue() {
            long now = System.nanoTime();
            if (next != Long.MIN_VALUE && now - next < 0) {
                return false;
            }
            next = now + NANOS_BETWEEN;
            return true;
        }
    }

    @Override
    public void checked(int done, int total) {
        if (checks.isDue() || done == total) {
            story.tellProgress("check", fields("done", done, "total", total));
        }
    }

    @Override
    public void onStart(TrainingPlan plan) {
        story.tell(
                "plan",
                fields(
                        "training_images",
                        plan.trainingImages(),
                        "validation_images",
                        plan.validationImages(),
                        "device",
                        SettingsText.device(plan.device(), plan.precision()),
                        "classes",
                        classes));
    }

    @Override
    public void onStep(StepProgress progress) {
        if (steps.isDue()) {
            story.tellProgress(
                    "step",
                    fields(
                            "epoch",
                            progress.epoch(),
                            "step",
                            progress.step(),
                            "steps",
                            progress.steps(),
                            "loss",
                            progress.running().loss(),
                            "accuracy",
                            progress.running().accuracy(),
                            "images_per_s",
                            progress.imagesPerSecond()));
        }
    }

    @Override
    public void onEpoch(EpochResult result) {
        Score validation = result.validation();
        story.tell(
                "epoch",
                fields(
                        "epoch",
                        result.epoch(),
                        "train_loss",
                        result.training().loss(),
                        "train_accuracy",
                        result.training().accuracy(),
                        "val_loss",
                        validation == null ? null : validation.loss(),
                        "val_accuracy",
                        validation == null ? null : validation.accuracy(),
                        "best",
                        result.best(),
                        "images_per_s",
                        result.imagesPerSecond(),
                        "seconds",
                        result.seconds()));
    }

    @Override
    public void onWarning(String message) {
        LOG.warn("{}", message);
        story.tell("warning", fields("message", words.of(message)));
    }

    static Map<String, @Nullable Object> start(TrainingRequest request, String weights) {
        return fields(
                "data",
                request.data(),
                "model",
                SettingsText.word(request.model()),
                "size",
                request.size(),
                "epochs",
                request.epochs(),
                "weights",
                weights);
    }

    /** @param obstacle why the weights are not in use, or null if they are */
    static Map<String, @Nullable Object> done(
            History history, String weights, double seconds, @Nullable String obstacle) {
        EpochResult best = history.best();
        Score validation = best.validation();
        return fields(
                "best_epoch",
                best.epoch(),
                "val_accuracy",
                validation == null ? null : validation.accuracy(),
                "val_loss",
                validation == null ? null : validation.loss(),
                "weights",
                weights,
                "seconds",
                seconds,
                "stopped",
                history.ending() == History.Ending.FINISHED_ON_REQUEST,
                "used",
                obstacle == null,
                "obstacle",
                obstacle);
    }

    static Map<String, @Nullable Object> message(String words) {
        return fields("message", words);
    }

    private static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }
}
