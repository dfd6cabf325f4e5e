package dev.menny.nn;

import dev.menny.autograd.ExecutionContext;
import dev.menny.backend.Backend;
import dev.menny.tensor.Parameter;
import dev.menny.tensor.ParameterArena;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Layers one after the other. A new model knows its shapes only; {@link #initialize} or a file of weights gives it
 * memory on a device. Then any number of threads may call {@link #forward}, each with its own context.
 */
public final class Sequential implements AutoCloseable {
    private final List<Layer> layers;
    private final Map<String, Parameter> parameters;
    private @Nullable ParameterArena arena;

    private Sequential(List<Layer> layers) {
        this.layers = layers;
        Map<String, Parameter> named = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            String prefix = "layers." + i + ".";
            layers.get(i).parameters().forEach((name, parameter) -> named.put(prefix + name, parameter));
        }
        this.parameters = Collections.unmodifiableMap(named);
    }

    /**
     * A model of these layers.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Sequential of(Layer... layers) {
        return of(List.of(layers));
    }

    /** A model of these layers, of which there is at least one. */
    public static Sequential of(List<Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a model needs at least one layer");
        }
        return new Sequential(List.copyOf(layers));
    }

    /** A model from its written layers; the inverse of {@link #configs}. */
    public static Sequential fromConfigs(List<LayerConfig> configs) {
        return of(configs.stream().map(LayerFactory::create).toList());
    }

    /** The settings of all layers, enough to build the model again. */
    public List<LayerConfig> configs() {
        return layers.stream().map(Layer::config).toList();
    }

    /** The layers, first to last. */
    public List<Layer> layers() {
        return layers;
    }

    /** The parameters, named {@code layers.<i>.weight} and {@code layers.<i>.bias}. */
    public Map<String, Parameter> parameters() {
        return parameters;
    }

    /** Number of learned values. */
    public long parameterCount() {
        return parameters.values().stream()
                .mapToLong(parameter -> parameter.shape().length())
                .sum();
    }

    /**
     * Takes memory for the parameters and sets their first values.
     *
     * @param seed equal seeds give equal values on every device
     * @return this model
     * @throws IllegalStateException if the model has memory already
     */
    public Sequential initialize(Backend backend, long seed) {
        allocate(backend).initialize(seed);
        return this;
    }

    /** Takes memory for the parameters without setting values, as before reading them from a file. */
    public ParameterArena allocate(Backend backend) {
        arena = ParameterArena.allocate(backend, parameters);
        return arena;
    }

    /** True once the parameters have memory on a device. */
    public boolean isInitialized() {
        return arena != null;
    }

    /**
     * The memory of the parameters.
     *
     * @throws IllegalStateException if the model has none yet
     */
    public ParameterArena arena() {
        if (arena == null) {
            throw new IllegalStateException("the model has no memory yet: call initialize(backend, seed) first");
        }
        return arena;
    }

    /**
     * Runs all layers.
     *
     * @param x a batch in the shape that the first layer takes
     * @return the last layer's output: for a classifier the logits {@code [N,classes]}
     */
    public Tensor forward(ExecutionContext ctx, Tensor x) {
        Tensor y = x;
        for (Layer layer : layers) {
            y = layer.forward(ctx, y);
        }
        return y;
    }

    /**
     * The shape that {@link #forward} gives.
     *
     * @throws IllegalArgumentException if some layer cannot take what comes to it; the message names it
     */
    public Shape outputShape(Shape input) {
        Shape shape = input;
        for (int i = 0; i < layers.size(); i++) {
            shape = outputShape(i, shape);
        }
        return shape;
    }

    private Shape outputShape(int index, Shape input) {
        try {
            return layers.get(index).outputShape(input);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("layers.%d: %s".formatted(index, e.getMessage()), e);
        }
    }

    /** A table of the layers with output shapes and parameter counts for a given input. */
    public ModelSummary summary(Shape input) {
        return ModelSummary.of(this, input);
    }

    /** Gives the parameters' memory back. */
    @Override
    public void close() {
        if (arena != null) {
            arena.close();
        }
    }
}
