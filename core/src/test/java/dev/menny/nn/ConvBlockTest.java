package dev.menny.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.Tape;
import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.ChangedBackend;
import dev.menny.backend.ConvBlockSpec;
import dev.menny.backend.DelegatingKernels;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Philox;
import dev.menny.backend.Pooling;
import dev.menny.backend.TestBackends;
import dev.menny.backend.Tolerance;
import dev.menny.backend.Window;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConvBlockTest {
    private static final Shape IMAGES = Shape.of(2, 6, 10, 5);
    private static final Window WINDOW = Window.of(3, 5).padding(1, 2);
    private static final long TERMS = 3 * 5 * 17;

    static Stream<Arguments> backends() {
        return TestBackends.all().stream()
                .flatMap(name -> Stream.of(Pooling.values()).map(pooling -> Arguments.of(name, pooling)));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void equalsItsPartsInARow(String name, Pooling pooling) {
        Sequential fused = Sequential.of(new ConvBlock(5, 17, WINDOW, pooling));
        Layer pool = pooling == Pooling.AVERAGE ? new AvgPool2d() : new MaxPool2d();
        Sequential parts = Sequential.of(new Conv2d(5, 17, WINDOW, true), new ReLU(), pool);
        try (Backend backend = Backends.open(name, 2)) {
            Map<String, float[]> expected = valuesAndGradients(parts.initialize(backend, 1), backend);
            Map<String, float[]> actual = valuesAndGradients(fused.initialize(backend, 1), backend);
            expected.forEach((what, values) -> assertThat(actual.get(what))
                    .as(what)
                    .containsExactly(values, within((float) Tolerance.allowed(TERMS, Tolerance.scale(values)))));
        }
    }

    private static Map<String, float[]> valuesAndGradients(Sequential model, Backend backend) {
        try (Scope scope = Scope.open(backend)) {
            Tape tape = new Tape(scope);
            Tensor x = scope.tensor(IMAGES, uniform(2, IMAGES));
            tape.watch(x);
            Tensor y = model.forward(ExecutionContext.recording(tape), x);
            Tensor dy = scope.tensor(y.shape(), uniform(3, y.shape()));
            Map<String, float[]> results = new LinkedHashMap<>();
            results.put("y", y.toArray());
            results.put("dx", tape.gradient(y, dy, x).toArray());
            model.parameters()
                    .forEach((parameter, values) -> results.put(
                            "d " + parameter,
                            tape.gradient(y, dy, values.value()).toArray()));
            return results;
        }
    }

    /** Asking for less saves memory and time: no mask where nothing follows, no gradient where nobody looks. */
    @Test
    void computesOnlyWhatIsWanted() {
        Sequential model =
                Sequential.of(new ConvBlock(5, 17, WINDOW, Pooling.AVERAGE), new Flatten(), new Linear(255, 2));
        try (Backend reference = TestBackends.reference()) {
            Listener listener = new Listener(reference);
            try (Scope scope = Scope.open(ChangedBackend.withKernels(reference, listener))) {
                model.initialize(reference, 1);
                Tensor x = scope.tensor(IMAGES, uniform(2, IMAGES));
                model.forward(ExecutionContext.inference(scope), x);
                Tape tape = new Tape(scope);
                ExecutionContext ctx = ExecutionContext.recording(tape);
                Tensor logits = model.forward(ctx, x);
                tape.backward(new SoftmaxCrossEntropy().forward(ctx, logits, 0, 1));
            }
            assertThat(listener.heard)
                    .containsExactly("forward without mask", "forward with mask", "backward to parameters alone");
        }
    }

    /** Notes what a block is asked for. */
    private static final class Listener extends DelegatingKernels {
        private final List<String> heard = new ArrayList<>();

        Listener(Backend backend) {
            super(backend.kernels());
        }

        @Override
        public void convBlockForward(
                ConvBlockSpec spec,
                DeviceBuffer x,
                DeviceBuffer w,
                DeviceBuffer b,
                DeviceBuffer y,
                @Nullable DeviceBuffer mask) {
            super.convBlockForward(spec, x, w, b, y, mask);
            heard.add(mask == null ? "forward without mask" : "forward with mask");
        }

        @Override
        public void convBlockBackward(
                ConvBlockSpec spec,
                DeviceBuffer x,
                DeviceBuffer w,
                DeviceBuffer mask,
                DeviceBuffer dy,
                @Nullable GradientBuffer dx,
                @Nullable GradientBuffer dw,
                @Nullable GradientBuffer db) {
            super.convBlockBackward(spec, x, w, mask, dy, dx, dw, db);
            heard.add(dx == null && dw != null && db != null ? "backward to parameters alone" : "backward to more");
        }
    }

    private static float[] uniform(long seed, Shape shape) {
        float[] values = new float[Math.toIntExact(shape.length())];
        Philox.uniforms(seed, 0, values, values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * values[i] - 1;
        }
        return values;
    }
}
