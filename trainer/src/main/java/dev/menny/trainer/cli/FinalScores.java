package dev.menny.trainer.cli;

import dev.menny.trainer.data.DataException;
import dev.menny.trainer.data.LabeledImage;
import dev.menny.trainer.data.Split;
import dev.menny.trainer.model.Evaluation;
import dev.menny.trainer.model.Evaluator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the weights that a training ends with do on pictures that it did not learn from.
 *
 * @param validation on those that chose the epoch, or null without any
 * @param test on those that decided nothing, or null without any
 */
record FinalScores(
        @Nullable Evaluation validation, @Nullable Evaluation test) {
    /**
     * Judges a model once its weights are safe. Pictures that have gone since the training read them are no reason to
     * fail then.
     *
     * @param warning hears why a part could not be judged
     */
    static FinalScores of(Evaluator evaluator, Split split, Consumer<String> warning) {
        return new FinalScores(
                judge(evaluator, split.validation(), "validation", warning),
                judge(evaluator, split.test(), "test", warning));
    }

    private static @Nullable Evaluation judge(
            Evaluator evaluator, List<LabeledImage> images, String part, Consumer<String> warning) {
        if (images.isEmpty()) {
            return null;
        }
        try {
            return evaluator.evaluate(images);
        } catch (DataException e) {
            warning.accept("the weights are saved, but not judged by the %s part: %s"
                    .formatted(part, ErrorMessages.message(e)));
            return null;
        }
    }
}
