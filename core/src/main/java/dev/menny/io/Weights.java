package dev.menny.io;

import dev.menny.backend.Backend;
import dev.menny.nn.Sequential;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Models in files that need nothing beside them: tensors, and in JSON the layers, classes, preprocessing and notes.
 *
 * <p>A safetensors file has the tensors {@code layers.<i>.weight} and {@code layers.<i>.bias}, where i counts the model's
 * layers, and the texts in its metadata. An npz file has them under the names that an equal {@code mlx.nn.Sequential}
 * gives them, where a {@link dev.menny.nn.ConvBlock} counts as three modules (convolution, ReLU, pool), and the texts in
 * the zip archive's comment. Both hold convolutions as {@code [out,kH,kW,in]} and linear layers as {@code [out,in]}, and
 * whoever reads tells them apart by their content.
 */
public final class Weights {
    private static final String NPZ = ".npz";

    private Weights() {}

    /**
     * Saves a model, as npz if the file's name ends in {@code .npz}, else as safetensors. The file appears whole or not
     * at all; one that exists is replaced.
     *
     * @throws IllegalArgumentException if the model does not turn the card's pictures into one logit per class
     * @throws IllegalStateException if the model has no memory yet
     * @throws IOException if writing fails; the message names the file
     */
    public static void save(Sequential model, ModelCard card, Path file) throws IOException {
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(NPZ)) {
            npzWriter(model, card).write(file);
        } else {
            writer(model, card).write(file);
        }
    }

    /**
     * What {@link #save} writes as safetensors, for those who want more in the file: a checkpoint adds the optimizer's tensors and is
     * still a file of weights, as long as no name of theirs begins with {@code layers.}
     *
     * @throws IllegalArgumentException if the model does not turn the card's pictures into one logit per class
     * @throws IllegalStateException if the model has no memory yet
     */
    public static SafeTensorsWriter writer(Sequential model, ModelCard card) {
        SafeTensorsWriter writer = new SafeTensorsWriter();
        texts(model, card).forEach(writer::metadata);
        model.parameters()
                .forEach((name, parameter) ->
                        writer.tensor(name, parameter.shape(), parameter.value().buffer()));
        return writer;
    }

    private static NpzWriter npzWriter(Sequential model, ModelCard card) {
        NpzWriter writer = new NpzWriter(texts(model, card));
        ModelTensors.namedAsInMlx(model)
                .forEach((name, parameter) ->
                        writer.array(name, parameter.shape(), parameter.value().buffer()));
        return writer;
    }

    private static Map<String, String> texts(Sequential model, ModelCard card) {
        ModelDescription description = new ModelDescription(model.configs(), card);
        description.requireConsistent();
        return DescriptionText.write(description);
    }

    /**
     * True if a file says which model it holds, as those that Menny saved do.
     *
     * @throws WeightsFormatException if the file is damaged; the message says how
     * @throws IOException if it cannot be read
     */
    public static boolean describesModel(Path file) throws IOException {
        try (TensorFile tensors = TensorFile.open(file)) {
            return DescriptionText.isIn(tensors.metadata());
        }
    }

    /**
     * Reads what a file says about its model, and leaves the weights where they are.
     *
     * @throws WeightsFormatException if the file is damaged or was not saved by Menny; the message says which
     * @throws IOException if it cannot be read
     */
    public static ModelDescription describe(Path file) throws IOException {
        try (TensorFile tensors = TensorFile.open(file)) {
            return describe(tensors);
        }
    }

    private static ModelDescription describe(TensorFile tensors) throws WeightsFormatException {
        return DescriptionText.read(tensors.file(), tensors.metadata());
    }

    /**
     * Builds a model from a file alone and reads its weights into the backend's memory.
     *
     * @return the model, to be closed before the backend
     * @throws WeightsFormatException if the file is damaged or was not saved by Menny; the message says which
     * @throws IOException if it cannot be read
     */
    public static SavedModel load(Path file, Backend backend) throws IOException {
        try (TensorFile tensors = TensorFile.open(file)) {
            ModelDescription description = describe(tensors);
            Sequential model = description.model();
            ModelTensors weights = ModelTensors.of(tensors, model);
            // Before memory is taken: a description may claim sizes that the file does not hold.
            weights.requireSame(Set.of());
            try {
                model.allocate(backend);
                weights.copyAllBut(Set.of());
            } catch (IOException | RuntimeException | Error e) {
                model.close();
                throw e;
            }
            return new SavedModel(model, description.card());
        }
    }

    /**
     * Reads weights into a model that has memory already. The file need not describe a model, but must hold the model's
     * tensors and no other layer's.
     *
     * @throws WeightsFormatException if the file is damaged or belongs to another architecture, naming the first tensor
     *     that differs; the model is as it was then, unless the tensors' values are what is damaged
     * @throws IOException if reading fails; the model's weights are undefined then
     * @throws IllegalStateException if the model has no memory yet
     */
    public static void loadInto(Sequential model, Path file) throws IOException {
        model.arena();
        try (TensorFile tensors = TensorFile.open(file)) {
            ModelTensors weights = ModelTensors.of(tensors, model);
            weights.requireSame(Set.of());
            weights.copyAllBut(Set.of());
        }
    }

    /**
     * Gives an initialized model the weights of one that was trained before, so that a new training begins where that
     * one ended. The last layer may have another number of outputs, for other classes: then it keeps its first values.
     *
     * @return what was taken over
     * @throws WeightsFormatException if the file is damaged or another layer differs, naming the first tensor that does;
     *     the model is as it was then, unless the tensors' values are what is damaged
     * @throws IOException if reading fails; the model's weights are undefined then
     * @throws IllegalStateException if the model has no memory yet
     */
    public static InitialWeights initialize(Sequential model, Path file) throws IOException {
        model.arena();
        try (TensorFile tensors = TensorFile.open(file)) {
            return InitialWeights.read(model, tensors);
        }
    }
}
