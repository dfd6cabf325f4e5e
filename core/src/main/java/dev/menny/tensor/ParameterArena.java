package dev.menny.tensor;

import dev.menny.backend.Backend;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.LinearSpec;
import dev.menny.backend.Philox;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a model's parameters: their values side by side in a few flat runs, so that an optimizer step is a few
 * kernel calls. Gradients and optimizer state lie in runs of the same layout, taken when first used: a model that only
 * predicts holds its weights alone.
 */
public final class ParameterArena implements AutoCloseable {
    /**
     * A parameter of as many values as this, 4 MiB, lies in a run of its own. If it is the weight of a linear layer, its
     * gradient stays in its two factors until somebody asks for the numbers.
     */
    public static final long LARGE = FlatLayout.LARGE;

    private final Backend backend;
    private final Map<String, Parameter> parameters;
    private final FlatLayout layout;
    private final List<DeviceBuffer> values;
    private final Map<String, List<DeviceBuffer>> states = new LinkedHashMap<>();
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final @Nullable DeviceBuffer[] gradients;

    private ParameterArena(Backend backend, Map<String, Parameter> parameters) {
        this.backend = backend;
        this.parameters = new LinkedHashMap<>(parameters);
        DeviceMemory memory = backend.memory();
        this.layout = FlatLayout.of(parameters, memory.maxLength());
        this.values = layout.allocate(memory, "the parameters");
        this.gradients = new DeviceBuffer[layout.blocks()];
        parameters.forEach((name, parameter) -> {
            Place place = new Place(name, parameter);
            places.put(name, place);
            parameter.place(place);
        });
    }

    /**
     * Gives memory to parameters; their values are undefined until {@link #initialize} or a file fills them.
     *
     * @param parameters by name, in the order in which they lie in memory
     */
    public static ParameterArena allocate(Backend backend, Map<String, Parameter> parameters) {
        return new ParameterArena(backend, parameters);
    }

    /** Sets all parameters to their first values; equal seeds give equal values on every device. */
    public void initialize(long seed) {
        long stream = 0;
        for (Parameter parameter : parameters.values()) {
            ParameterFiller.fill(parameter, backend.memory(), Philox.derive(seed, stream++));
        }
    }

    /** The device that holds the parameters. */
    public Backend backend() {
        return backend;
    }

    /** All values, in flat runs. */
    public List<DeviceBuffer> values() {
        return values;
    }

    /**
     * All gradients, one for each run of values.
     *
     * @throws IllegalStateException if a parameter got no gradient since the last {@link #clearGradients}, or if the scope
     *     that holds the factors of one has been reset
     */
    public List<Gradient> gradients() {
        Gradient[] runs = new Gradient[layout.blocks()];
        for (Place place : places.values()) {
            place.requireGradient();
            int block = layout.blockOf(place.name);
            if (place.factors != null) {
                place.requireFactors();
                runs[block] = place.factors;
            } else if (runs[block] == null) {
                runs[block] = new Gradient.Dense(gradientRun(block));
            }
        }
        return List.of(runs);
    }

    private DeviceBuffer gradientRun(int block) {
        DeviceBuffer run = gradients[block];
        if (run == null) {
            run = layout.allocateBlock(backend.memory(), block, "the gradients of parameters");
            gradients[block] = run;
        }
        return run;
    }

    /** An optimizer's own numbers, one per parameter value, in flat runs; zero when first asked for. */
    public List<DeviceBuffer> state(String name) {
        return states.computeIfAbsent(name, key -> layout.allocate(backend.memory(), "the optimizer's state " + key));
    }

    /** The optimizer's numbers that there are so far, as {@link #state} calls them. */
    public Set<String> stateNames() {
        return Collections.unmodifiableSet(states.keySet());
    }

    /** One parameter's slice of {@link #state}, shaped like its values: for files, which know parameters, not runs. */
    public DeviceBuffer state(String name, String parameter) {
        return layout.slice(state(name), parameter);
    }

    /** Gives the memory of a {@link #state} back, if there is one; it is zero when next asked for. */
    public void releaseState(String name) {
        List<DeviceBuffer> runs = states.remove(name);
        if (runs != null) {
            runs.forEach(backend.memory()::release);
        }
    }

    /** Marks all gradients as used up: the next backward pass overwrites them. */
    public void clearGradients() {
        places.values().forEach(Place::clear);
    }

    /** Gives the memory back; the model can compute no more. */
    @Override
    public void close() {
        values.forEach(backend.memory()::release);
        states.values().forEach(runs -> runs.forEach(backend.memory()::release));
        for (DeviceBuffer run : gradients) {
            if (run != null) {
                backend.memory().release(run);
            }
        }
    }

    /** One parameter's slices of the runs. */
    private final class Place implements Parameter.Slot {
        private final String name;
        private final Shape shape;
        private final Tensor value;
        private @Nullable Tensor grad;
        private Gradient.@Nullable OuterProduct factors;
        private boolean hasGradient;

        Place(String name, Parameter parameter) {
            this.name = name;
            this.shape = parameter.shape();
            this.value = new Tensor(parameter, layout.slice(values, name));
        }

        @Override
        public Tensor value() {
            return value;
        }

        @Override
        public Tensor grad() {
            requireGradient();
            multiplyFactors();
            return gradTensor();
        }

        private Tensor gradTensor() {
            if (grad == null) {
                grad = new Tensor(shape, layout.slice(gradientRun(layout.blockOf(name)), name), () -> true);
            }
            return grad;
        }

        @Override
        public GradientBuffer gradientBuffer() {
            multiplyFactors();
            GradientBuffer destination = new GradientBuffer(gradTensor().buffer(), hasGradient);
            hasGradient = true;
            return destination;
        }

        @Override
        public void addOuterProduct(LinearSpec spec, Tensor x, Tensor dy) {
            if (!hasGradient && shape.length() >= FlatLayout.LARGE) {
                factors = new Gradient.OuterProduct(spec, x, dy);
                hasGradient = true;
            } else {
                backend.kernels().linearBackwardFilter(spec, x.buffer(), dy.buffer(), gradientBuffer(), null);
            }
        }

        /** From here on the gradient is dense. */
        private void multiplyFactors() {
            if (factors != null) {
                requireFactors();
                GradientBuffer dense = GradientBuffer.overwrite(gradTensor().buffer());
                backend.kernels()
                        .linearBackwardFilter(
                                factors.spec(),
                                factors.x().buffer(),
                                factors.dy().buffer(),
                                dense,
                                null);
                factors = null;
            }
        }

        void clear() {
            hasGradient = false;
            factors = null;
        }

        void requireGradient() {
            if (!hasGradient) {
                throw new IllegalStateException(
                        "parameter %s has no gradient: run a backward pass that reaches it first".formatted(name));
            }
        }

        void requireFactors() {
            if (factors != null && !(factors.x().isAlive() && factors.dy().isAlive())) {
                throw new IllegalStateException(
                        ("the gradient of parameter %s went with the scope of its backward pass:"
                                        + " let the optimizer step, or call grad(), before the scope is reset or closed")
                                .formatted(name));
            }
        }
    }
}
