package dev.menny.app.model;

import dev.menny.io.Classifier;
import dev.menny.io.Preprocessing;
import dev.menny.nn.ModelSummary;
import dev.menny.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What there is to tell about a model.
 *
 * @param file the weights' file name
 * @param classes by index of the logits
 * @param height of the pictures that it takes, in pixels
 * @param width of the pictures that it takes, in pixels
 * @param channels 3 (red, green, blue) or 1 (grey)
 * @param fit what happens to pictures of other proportions: crop, squash or pad
 * @param parameters learned values in all
 * @param device what computes
 * @param layers first to last
 * @param summary the network in a line
 * @param trainedOn the pictures that it learned; null where the file does not say
 * @param accuracy of the saved weights, in [0, 1]; null where the file does not say
 * @param accuracyOf the part of the pictures that the accuracy is of; null where there is none
 * @param notes whatever else the file says
 */
public record ModelFacts(
        String file,
        List<String> classes,
        int height,
        int width,
        int channels,
        String fit,
        long parameters,
        String device,
        List<LayerFacts> layers,
        String summary,
        @Nullable String trainedOn,
        @Nullable Double accuracy,
        @Nullable String accuracyOf,
        Map<String, String> notes) {
    private static final Pattern ACCURACY = Pattern.compile("accuracy ([01]\\.\\d+)");
    private static final double PERCENT = 100;

    /**
     * One layer.
     *
     * @param name its settings, such as {@code ConvBlock 3x3, 3 -> 32, average pool}
     * @param output the shape that it gives for one picture, such as {@code 64x64x32}
     * @param parameters its learned values
     */
    public record LayerFacts(String name, String output, long parameters) {
        private static LayerFacts of(ModelSummary.Row row) {
            // The summary counts the layers; lists do so themselves.
            String name = row.layer().substring(row.layer().indexOf(' ') + 1);
            return new LayerFacts(name, withoutBatch(row.output()), row.parameters());
        }

        private static String withoutBatch(Shape shape) {
            return IntStream.range(1, shape.rank())
                    .mapToObj(axis -> String.valueOf(shape.size(axis)))
                    .collect(Collectors.joining("x"));
        }
    }

    static ModelFacts of(Path file, Classifier classifier, String device) {
        Preprocessing pictures = classifier.preprocessing();
        ModelSummary summary = classifier.summary();
        Map<String, String> notes = classifier.notes();
        Double accuracy = accuracy(notes);
        return new ModelFacts(
                String.valueOf(file.getFileName()),
                classifier.classes(),
                pictures.height(),
                pictures.width(),
                pictures.channels(),
                pictures.fit().name().toLowerCase(Locale.ROOT),
                summary.parameters(),
                device,
                summary.rows().stream().map(LayerFacts::of).toList(),
                notes.getOrDefault("model", size(pictures)),
                notes.get("data"),
                accuracy,
                accuracy == null ? null : "validation",
                notes);
    }

    private static @Nullable Double accuracy(Map<String, String> notes) {
        Matcher accuracy = ACCURACY.matcher(notes.getOrDefault("validation", ""));
        return accuracy.find() ? Double.valueOf(accuracy.group(1)) : null;
    }

    private static String size(Preprocessing pictures) {
        return "%dx%d %s".formatted(pictures.width(), pictures.height(), pictures.channels() == 3 ? "RGB" : "grey");
    }

    /** The model in one line: which, trained on what, how accurate. */
    public String line() {
        return "%s: %s%s%s"
                .formatted(
                        file,
                        summary,
                        trainedOn == null ? "" : "; learned " + trainedOn,
                        accuracy == null ? "" : "; %s accuracy %.1f %%".formatted(accuracyOf, accuracy * PERCENT));
    }
}
