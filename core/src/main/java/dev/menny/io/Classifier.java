package dev.menny.io;

import dev.menny.autograd.ExecutionContext;
import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.Backends;
import dev.menny.backend.DeviceBuffer;
import dev.menny.explain.FeatureMap;
import dev.menny.explain.FeatureMaps;
import dev.menny.explain.GradCam;
import dev.menny.explain.HeatMap;
import dev.menny.explain.NonFiniteException;
import dev.menny.nn.ModelSummary;
import dev.menny.tensor.Scope;
import dev.menny.tensor.ShapeCheck;
import dev.menny.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A trained model that says what it sees: two lines from a file to an answer.
 *
 * <pre>{@code
 * var classifier = Classifier.load(Path.of("menny.safetensors"));
 * var prediction = classifier.predict(pixels);
 * }</pre>
 *
 * <p>Pixels are row-major {@code [H,W,C]} in [0, 1] as {@link #preprocessing} says: bytes divided by 255. Any number of
 * threads may predict and explain at once.
 */
public final class Classifier implements AutoCloseable {
    // Resampling may overshoot [0, 1] a little; bytes that nobody divided by 255 overshoot it by far.
    private static final float LOWEST = -0.5f;
    private static final float HIGHEST = 1.5f;

    private final SavedModel saved;
    private final @Nullable Backend owned;
    private final ScopePool scopes;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Classifier(SavedModel saved, Backend backend, @Nullable Backend owned) {
        this.saved = saved;
        this.owned = owned;
        this.scopes = new ScopePool(backend);
    }

    /**
     * Loads weights onto the best device of this machine.
     *
     * @throws WeightsFormatException if the file is damaged or was not saved by Menny; the message says which
     * @throws IOException if it cannot be read
     */
    public static Classifier load(Path file) throws IOException {
        return load(file, Backends.AUTO, BackendOptions.defaults());
    }

    /**
     * Loads weights onto a device of one's choice.
     *
     * @param device as {@link Backends#open(String)} takes it
     * @param options how it is to compute
     * @throws dev.menny.backend.BackendUnavailableException if the device cannot be used as asked; the message says why
     * @throws WeightsFormatException if the file is damaged or was not saved by Menny; the message says which
     * @throws IOException if it cannot be read
     */
    public static Classifier load(Path file, String device, BackendOptions options) throws IOException {
        return loadOwning(file, Backends.open(device, options));
    }

    static Classifier loadOwning(Path file, Backend backend) throws IOException {
        try {
            return new Classifier(Weights.load(file, backend), backend, backend);
        } catch (IOException | RuntimeException | Error e) {
            backend.close();
            throw e;
        }
    }

    /**
     * Loads weights onto a device that stays open when the classifier is closed.
     *
     * @throws WeightsFormatException if the file is damaged or was not saved by Menny; the message says which
     * @throws IOException if it cannot be read
     */
    public static Classifier load(Path file, Backend backend) throws IOException {
        return new Classifier(Weights.load(file, backend), backend, null);
    }

    /** The classes by index of the model's logits. */
    public List<String> classes() {
        return saved.card().classes();
    }

    /** The pictures that {@link #predict} takes. */
    public Preprocessing preprocessing() {
        return saved.card().preprocessing();
    }

    /** What else is known about the weights. */
    public Map<String, String> notes() {
        return saved.card().notes();
    }

    /** The model's layers, with the shapes that they give for one picture and their numbers of learned values. */
    public ModelSummary summary() {
        return saved.model().summary(preprocessing().shape(1));
    }

    /**
     * Tells what one picture shows.
     *
     * @param pixels {@code [H,W,C]} in row-major order, in [0, 1]
     * @throws IllegalArgumentException if there are too many or too few values, or one is far outside [0, 1]
     * @throws IllegalStateException if the classifier was closed; {@link SpoiltWeightsException} if its weights are
     *     spoilt by NaN or infinity
     */
    public Prediction predict(float[] pixels) {
        return predict(List.of(pixels)).getFirst();
    }

    /**
     * Tells what each of several pictures shows, computed as one batch.
     *
     * @param pictures each {@code [H,W,C]} in row-major order, in [0, 1]
     * @return one prediction per picture, in their order
     * @throws IllegalArgumentException if a picture has too many or too few values, or one far outside [0, 1]
     * @throws IllegalStateException if the classifier was closed; {@link SpoiltWeightsException} if its weights are
     *     spoilt by NaN or infinity
     */
    public List<Prediction> predict(List<float[]> pictures) {
        pictures.forEach(this::check);
        if (pictures.isEmpty()) {
            return List.of();
        }
        float[] probabilities = scopes.with(scope -> probabilities(scope, pictures));
        List<Prediction> predictions = new ArrayList<>();
        for (int row = 0; row < pictures.size(); row++) {
            predictions.add(prediction(probabilities, row * classes().size()));
        }
        return List.copyOf(predictions);
    }

    /**
     * Shows where the model looks in a picture for a class; see {@link GradCam}.
     *
     * @param pixels {@code [H,W,C]} in row-major order, in [0, 1]
     * @param label the class, whether or not it is the likeliest
     * @return coarser than the picture, and lying over all of it
     * @throws IllegalArgumentException if there is no such class, the picture is none that {@link #predict} takes, or the
     *     model has no convolution
     * @throws IllegalStateException if the classifier was closed; {@link SpoiltWeightsException} if its weights are
     *     spoilt by NaN or infinity
     */
    public HeatMap heatMap(float[] pixels, String label) {
        int index = classes().indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "the model knows no class '%s': it tells apart %s".formatted(label, String.join(", ", classes())));
        }
        return explained(pixels, (scope, x) -> GradCam.of(saved.model(), scope, x, index));
    }

    /**
     * Shows what the model's blocks make of a picture; see {@link FeatureMaps}.
     *
     * @param pixels {@code [H,W,C]} in row-major order, in [0, 1]
     * @return one per block, in the model's order
     * @throws IllegalArgumentException if the picture is none that {@link #predict} takes, or the model has no convolution
     * @throws IllegalStateException if the classifier was closed; {@link SpoiltWeightsException} if its weights are
     *     spoilt by NaN or infinity
     */
    public List<FeatureMap> featureMaps(float[] pixels) {
        return explained(pixels, (scope, x) -> FeatureMaps.of(saved.model(), scope, x));
    }

    private <T> T explained(float[] pixels, BiFunction<Scope, Tensor, T> explanation) {
        check(pixels);
        try {
            return scopes.with(scope ->
                    explanation.apply(scope, scope.tensor(preprocessing().shape(1), pixels)));
        } catch (NonFiniteException e) {
            throw new SpoiltWeightsException();
        }
    }

    private void check(float[] pixels) {
        if (pixels.length != preprocessing().length()) {
            throw new IllegalArgumentException("the model takes pictures of %dx%d with %d channels, %,d values; got %,d"
                    .formatted(
                            preprocessing().width(),
                            preprocessing().height(),
                            preprocessing().channels(),
                            preprocessing().length(),
                            pixels.length));
        }
        for (int i = 0; i < pixels.length; i++) {
            if (!(pixels[i] >= LOWEST && pixels[i] <= HIGHEST)) {
                throw new IllegalArgumentException(
                        "pixels lie in [0, 1], value %,d is %s: divide bytes by 255".formatted(i, pixels[i]));
            }
        }
    }

    private float[] probabilities(Scope scope, List<float[]> pictures) {
        Tensor x = scope.allocate(preprocessing().shape(pictures.size()));
        int length = preprocessing().length();
        for (int row = 0; row < pictures.size(); row++) {
            DeviceBuffer slot = x.buffer().slice((long) row * length, length);
            scope.backend().memory().upload(pictures.get(row), 0, slot, length);
        }
        return scope.backend().step(() -> probabilities(scope, x)).toArray();
    }

    private Tensor probabilities(Scope scope, Tensor x) {
        ExecutionContext ctx = ExecutionContext.inference(scope);
        Tensor logits = saved.model().forward(ctx, x);
        Tensor probabilities = scope.allocateExact(logits.shape());
        ctx.kernels().softmax(ShapeCheck.softmax(logits.shape()), logits.buffer(), probabilities.buffer());
        return probabilities;
    }

    private Prediction prediction(float[] probabilities, int from) {
        Map<String, Float> byClass = new LinkedHashMap<>();
        int likeliest = 0;
        for (int i = 0; i < classes().size(); i++) {
            if (Float.isNaN(probabilities[from + i])) {
                throw new SpoiltWeightsException();
            }
            byClass.put(classes().get(i), probabilities[from + i]);
            likeliest = probabilities[from + i] > probabilities[from + likeliest] ? i : likeliest;
        }
        return new Prediction(classes().get(likeliest), probabilities[from + likeliest], byClass);
    }

    /** Waits for predictions that run, then gives the memory back, and the device unless it was handed in. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        scopes.close();
        saved.close();
        if (owned != null) {
            owned.close();
        }
    }
}
