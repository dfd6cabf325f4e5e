package dev.menny.io;

import dev.menny.nn.ConvBlock;
import dev.menny.nn.Layer;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Parameter;
import dev.menny.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tensors of a file that Menny wrote, and the parameters of a model that they belong to. */
final class ModelTensors {
    private static final String PREFIX = "layers.";

    // An npz file is read by models of MLX, whose layers convolve, rectify and pool one after the other.
    private static final int MODULES_OF_A_BLOCK = 3;

    private final TensorFile file;
    private final Map<String, Parameter> parameters;

    private ModelTensors(TensorFile file, Map<String, Parameter> parameters) {
        this.file = file;
        this.parameters = parameters;
    }

    static ModelTensors of(TensorFile file, Sequential model) {
        return new ModelTensors(file, file instanceof NpzReader ? namedAsInMlx(model) : model.parameters());
    }

    /** The model's parameters under the names that an equal {@code mlx.nn.Sequential} gives them. */
    static Map<String, Parameter> namedAsInMlx(Sequential model) {
        Map<String, Parameter> named = new LinkedHashMap<>();
        int module = 0;
        for (Layer layer : model.layers()) {
            String prefix = PREFIX + module + ".";
            layer.parameters().forEach((name, parameter) -> named.put(prefix + name, parameter));
            module += layer instanceof ConvBlock ? MODULES_OF_A_BLOCK : 1;
        }
        return named;
    }

    /**
     * Compares names and shapes.
     *
     * @param reshaped parameters whose first axis may have another size in the file
     * @throws WeightsFormatException naming the first tensor that differs
     */
    void requireSame(Set<Parameter> reshaped) throws WeightsFormatException {
        for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
            Parameter parameter = entry.getValue();
            requireSameShape(entry.getKey(), parameter.shape(), reshaped.contains(parameter));
        }
        for (String name : file.shapes().keySet()) {
            if (name.startsWith(PREFIX) && !parameters.containsKey(name)) {
                throw otherModel(name, "is in the file, the model has none of that name");
            }
        }
    }

    private void requireSameShape(String name, Shape shape, boolean reshaped) throws WeightsFormatException {
        List<Long> found = file.shapes().get(name);
        if (found == null) {
            throw otherModel(name, "is missing");
        }
        List<Long> wanted = sizes(shape);
        int ignored = reshaped && !found.isEmpty() ? 1 : 0;
        boolean same = found.size() == wanted.size()
                && found.subList(ignored, found.size()).equals(wanted.subList(ignored, wanted.size()));
        if (!same) {
            throw otherModel(name, "has the shape %s, the model wants %s".formatted(found, wanted));
        }
    }

    /** A shape as files write it. */
    static List<Long> sizes(Shape shape) {
        return Arrays.stream(shape.toArray()).mapToObj(Long::valueOf).toList();
    }

    private WeightsFormatException otherModel(String tensor, String difference) {
        return new WeightsFormatException(
                file.file(),
                "these are weights of another model: tensor %s %s"
                        .formatted(WeightsFormatException.quote(tensor), difference));
    }

    /** The sizes of a parameter's tensor in the file, which was compared before. */
    List<Long> found(Parameter parameter) {
        return parameters.entrySet().stream()
                .filter(entry -> entry.getValue() == parameter)
                .map(entry -> file.shapes().get(entry.getKey()))
                .findFirst()
                .orElseThrow();
    }

    /** Reads all parameters but some into the model's memory. */
    void copyAllBut(Set<Parameter> kept) throws IOException {
        for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
            if (!kept.contains(entry.getValue())) {
                file.read(entry.getKey(), entry.getValue().value().buffer());
            }
        }
    }
}
