package dev.menny.io;

import dev.menny.backend.Backend;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Models in safetensors files that need nothing beside them: the tensors {@code layers.<i>.weight} and
 * {@code layers.<i>.bias}, and in the metadata, as JSON, the layers, classes, preprocessing and notes.
 */
public final class Weights {
    private static final String PREFIX = "layers.";

    private Weights() {}

    /**
     * Saves a model. The file appears whole or not at all; one that exists is replaced.
     *
     * @throws IllegalArgumentException if the model does not turn the card's pictures into one logit per class
     * @throws IllegalStateException if the model has no memory yet
     * @throws IOException if writing fails; the message names the file
     */
    public static void save(Sequential model, ModelCard card, Path file) throws IOException {
        writer(model, card).write(file);
    }

    /**
     * What {@link #save} writes, for those who want more in the file: a checkpoint adds the optimizer's tensors and is
     * still a file of weights, as long as no name of theirs begins with {@code layers.}
     *
     * @throws IllegalArgumentException if the model does not turn the card's pictures into one logit per class
     * @throws IllegalStateException if the model has no memory yet
     */
    public static SafeTensorsWriter writer(Sequential model, ModelCard card) {
        ModelDescription description = new ModelDescription(model.configs(), card);
        description.requireConsistent();
        SafeTensorsWriter writer = new SafeTensorsWriter();
        DescriptionText.write(description).forEach(writer::metadata);
        model.parameters()
                .forEach((name, parameter) ->
                        writer.tensor(name, parameter.shape(), parameter.value().buffer()));
        return writer;
    }

    /**
     * Reads what a file says about its model, and leaves the weights where they are.
     *
     * @throws WeightsFormatException if the file is damaged or was not saved by Menny; the message says which
     * @throws IOException if it cannot be read
     */
    public static ModelDescription describe(Path file) throws IOException {
        try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
            return describe(reader);
        }
    }

    private static ModelDescription describe(SafeTensorsReader reader) throws WeightsFormatException {
        return DescriptionText.read(reader.file(), reader.metadata());
    }

    /**
     * Builds a model from a file alone and reads its weights into the backend's memory.
     *
     * @return the model, to be closed before the backend
     * @throws WeightsFormatException if the file is damaged or was not saved by Menny; the message says which
     * @throws IOException if it cannot be read
     */
    public static SavedModel load(Path file, Backend backend) throws IOException {
        try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
            ModelDescription description = describe(reader);
            Sequential model = description.model();
            // Before memory is taken: a description may claim sizes that the file does not hold.
            requireSameArchitecture(model, reader);
            try {
                model.allocate(backend);
                copy(reader, model);
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
     *     that differs; the model is as it was then
     * @throws IOException if reading fails; the model's weights are undefined then
     * @throws IllegalStateException if the model has no memory yet
     */
    public static void loadInto(Sequential model, Path file) throws IOException {
        model.arena();
        try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
            requireSameArchitecture(model, reader);
            copy(reader, model);
        }
    }

    private static void copy(SafeTensorsReader reader, Sequential model) throws IOException {
        for (Map.Entry<String, Parameter> parameter : model.parameters().entrySet()) {
            reader.read(parameter.getKey(), parameter.getValue().value().buffer());
        }
    }

    private static void requireSameArchitecture(Sequential model, SafeTensorsReader reader)
            throws WeightsFormatException {
        for (Map.Entry<String, Parameter> parameter : model.parameters().entrySet()) {
            requireSameShape(parameter.getKey(), parameter.getValue(), reader);
        }
        for (String name : reader.tensors().keySet()) {
            if (name.startsWith(PREFIX) && !model.parameters().containsKey(name)) {
                throw otherModel(reader, name, "is in the file, the model has none of that name");
            }
        }
    }

    private static void requireSameShape(String name, Parameter parameter, SafeTensorsReader reader)
            throws WeightsFormatException {
        TensorEntry tensor = reader.tensors().get(name);
        if (tensor == null) {
            throw otherModel(reader, name, "is missing");
        }
        List<Long> wanted = Arrays.stream(parameter.shape().toArray())
                .mapToObj(Long::valueOf)
                .toList();
        if (!tensor.sizes().equals(wanted)) {
            throw otherModel(reader, name, "has the shape %s, the model wants %s".formatted(tensor.sizes(), wanted));
        }
    }

    private static WeightsFormatException otherModel(SafeTensorsReader reader, String tensor, String difference) {
        return new WeightsFormatException(
                reader.file(),
                "these are weights of another model: tensor %s %s"
                        .formatted(WeightsFormatException.quote(tensor), difference));
    }
}
