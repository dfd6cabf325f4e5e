package dev.menny.io;

import dev.menny.nn.Layer;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Parameter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a model took over from a file of weights.
 *
 * @param lastLayer the last layer with parameters, such as {@code layers.6}
 * @param outputsInFile how many outputs that layer has in the file
 * @param outputs how many it has in the model
 * @param fresh names of the parameters that kept their first values: the last layer's if its outputs differ, else none
 */
public record InitialWeights(String lastLayer, long outputsInFile, long outputs, List<String> fresh) {
    /** Copies the names. */
    public InitialWeights {
        fresh = List.copyOf(fresh);
    }

    static InitialWeights read(Sequential model, TensorFile file) throws IOException {
        int last = lastWithParameters(model.layers());
        Map<String, Parameter> head = model.layers().get(last).parameters();
        Set<Parameter> reshaped = Set.copyOf(head.values());
        ModelTensors tensors = ModelTensors.of(file, model);
        tensors.requireSame(reshaped);
        boolean same = reshaped.stream()
                .allMatch(parameter -> tensors.found(parameter).equals(ModelTensors.sizes(parameter.shape())));
        tensors.copyAllBut(same ? Set.of() : reshaped);

        String layer = "layers." + last;
        Parameter weight = head.values().iterator().next();
        List<String> fresh = same
                ? List.of()
                : head.keySet().stream().map(name -> layer + "." + name).toList();
        return new InitialWeights(
                layer, tensors.found(weight).getFirst(), weight.shape().size(0), fresh);
    }

    private static int lastWithParameters(List<Layer> layers) {
        for (int i = layers.size() - 1; i >= 0; i--) {
            if (!layers.get(i).parameters().isEmpty()) {
                return i;
            }
        }
        throw new IllegalArgumentException("the model has no parameters that a file could give it");
    }
}
