package dev.menny.trainer.cli;

import dev.menny.trainer.model.ClassScore;
import dev.menny.trainer.model.ConfusionMatrix;
import dev.menny.trainer.model.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An evaluation for scripts. */
final class EvaluationJson {
    private EvaluationJson() {}

    /** What is not defined is null, which JSON has, and not NaN, which it lacks. */
    static Map<String, @Nullable Object> object(Evaluation evaluation) {
        ConfusionMatrix matrix = evaluation.confusion();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("accuracy", evaluation.accuracy());
        object.put("loss", number(evaluation.loss()));
        object.put("pictures", evaluation.images());
        object.put("skipped", evaluation.skipped().size());
        object.put("classes", evaluation.classes());
        object.put("confusion", matrix.counts());
        object.put(
                "per_class",
                IntStream.range(0, evaluation.classes().size())
                        .mapToObj(index -> perClass(matrix, index))
                        .toList());
        object.put("macro", score(new LinkedHashMap<>(), matrix.macro()));
        return object;
    }

    private static Map<String, @Nullable Object> perClass(ConfusionMatrix matrix, int index) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("class", matrix.classes().get(index));
        object.put("pictures", matrix.support(index));
        return score(object, matrix.score(index));
    }

    private static Map<String, @Nullable Object> score(Map<String, @Nullable Object> object, ClassScore score) {
        object.put("precision", number(score.precision()));
        object.put("recall", number(score.recall()));
        object.put("f1", number(score.f1()));
        return object;
    }

    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
