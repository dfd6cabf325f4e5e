package dev.menny.trainer.model;

import dev.menny.autograd.ExecutionContext;
import dev.menny.io.ModelCard;
import dev.menny.io.SpoiltWeightsException;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Tensor;
import dev.menny.trainer.data.DataException;
import dev.menny.trainer.data.LabeledImage;
import dev.menny.trainer.data.Picture;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.PictureStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a model does on pictures whose classes are known:
 *
 * <pre>{@code
 * var evaluation = Evaluator.of(model, folder.classes(), format).evaluate(split.test());
 * }</pre>
 *
 * <p>Pictures are decoded in parallel and computed in batches, with no more than two batches in memory.
 */
public final class Evaluator {
    private final Sequential model;
    private final List<String> classes;
    private final PictureFormat format;
    private int threads = Runtime.getRuntime().availableProcessors();
    private boolean strict;
    private @Nullable PictureStore decoded;
    private Progress progress = (done, total) -> {};

    /** Hears how far an evaluation is, on the thread that evaluates. */
    @FunctionalInterface
    public interface Progress {
        /**
         * After each batch.
         *
         * @param done pictures so far, skipped ones counted
         * @param total pictures in all
         */
        void at(int done, int total);
    }

    private Evaluator(Sequential model, List<String> classes, PictureFormat format) {
        this.model = model;
        this.classes = List.copyOf(classes);
        this.format = format;
    }

    /**
     * An evaluator that decodes on all cores and skips pictures that it cannot read.
     *
     * @param model ends in one logit per class, and has its memory
     * @param classes names by index of the logits
     * @param format what pictures are brought to before the model sees them
     */
    public static Evaluator of(Sequential model, List<String> classes, PictureFormat format) {
        return new Evaluator(model, classes, format);
    }

    /** An evaluator of a saved model; the card came with it. */
    public static Evaluator of(Sequential model, ModelCard card) {
        return of(model, card.classes(), new PictureFormat(card.preprocessing()));
    }

    /** Threads that decode pictures, at least 1. */
    public Evaluator threads(int chosen) {
        threads = chosen;
        return this;
    }

    /**
     * Pictures that a training has decoded already, so that they are not decoded again.
     *
     * @param store of this evaluator's format
     * @throws IllegalArgumentException if it is of another
     */
    public Evaluator pictures(PictureStore store) {
        if (!store.format().equals(format)) {
            throw new IllegalArgumentException(
                    "the decoded pictures are in %s, the model takes %s".formatted(store.format(), format));
        }
        decoded = store;
        return this;
    }

    /** Whether a picture that cannot be read ends the evaluation instead of being skipped. */
    public Evaluator strict(boolean chosen) {
        strict = chosen;
        return this;
    }

    /** Who hears how far it is. */
    public Evaluator progress(Progress chosen) {
        progress = chosen;
        return this;
    }

    /**
     * Judges the model.
     *
     * @param images labels are indices into the model's classes
     * @throws DataException if there are no pictures or none can be read, or, when strict, one cannot be read
     * @throws SpoiltWeightsException if the model gives no numbers
     */
    public Evaluation evaluate(List<LabeledImage> images) {
        Tally tally = new Tally(classes);
        List<String> skipped = new ArrayList<>();
        List<Path> files = images.stream().map(LabeledImage::file).toList();
        try (Scope scope = Scope.open(model.arena().backend())) {
            batches().forEach(files, batch -> {
                int done = tally.images() + skipped.size();
                judge(batch, images.subList(done, done + batch.size()), scope, tally, skipped);
                progress.at(done + batch.size(), images.size());
            });
        }
        if (tally.images() == 0) {
            throw new DataException(
                    skipped.isEmpty()
                            ? "No pictures to evaluate on: add some"
                            : "None of the %d pictures can be read, the first one: %s"
                                    .formatted(skipped.size(), skipped.getFirst()));
        }
        return tally.evaluation(skipped);
    }

    private PictureBatches batches() {
        return decoded == null
                ? new PictureBatches(format, threads)
                : new PictureBatches(format, threads, decoded::fitted);
    }

    private void judge(
            List<DecodedPicture> batch, List<LabeledImage> images, Scope scope, Tally tally, List<String> skipped) {
        List<Picture> pictures = new ArrayList<>();
        List<LabeledImage> whole = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            switch (batch.get(i)) {
                case DecodedPicture.Whole picture -> {
                    pictures.add(picture.picture());
                    whole.add(images.get(i));
                }
                case DecodedPicture.Broken broken -> {
                    if (strict) {
                        throw broken.reason();
                    }
                    skipped.add(String.valueOf(broken.reason().getMessage()));
                }
            }
        }
        if (whole.isEmpty()) {
            return;
        }
        float[] logits = logits(pictures, scope);
        for (int row = 0; row < whole.size(); row++) {
            tally.add(whole.get(row), logits, row * classes.size());
        }
    }

    private float[] logits(List<Picture> pictures, Scope scope) {
        scope.reset();
        Tensor x = format.batch(pictures, scope);
        return scope.backend()
                .step(() -> model.forward(ExecutionContext.inference(scope), x))
                .toArray();
    }
}
