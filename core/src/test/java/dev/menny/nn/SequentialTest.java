package dev.menny.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.autograd.ExecutionContext;
import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.Pooling;
import dev.menny.backend.TestBackends;
import dev.menny.backend.Window;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SequentialTest {
    private static final Shape IMAGES = Shape.of(2, 8, 8, 3);

    private static Sequential everyLayer() {
        return Sequential.of(
                new Conv2d(3, 4, Window.of(5, 3).stride(2, 1).padding(2, 0), false),
                new ReLU(),
                new MaxPool2d(2, 1),
                new ConvBlock(4, 6, Window.of(2).padding(1, 0), Pooling.MAX),
                new AvgPool2d(),
                new Dropout(0.25f),
                new Flatten(),
                new Linear(6, 5, false),
                new Linear(5, 2));
    }

    @Test
    void isBuiltAgainFromItsConfigs() {
        Sequential model = everyLayer();
        Sequential again = Sequential.fromConfigs(model.configs());
        assertThat(again.configs()).isEqualTo(model.configs());
        assertThat(again.parameters().keySet())
                .containsExactlyElementsOf(model.parameters().keySet());
        model.parameters()
                .forEach((name, parameter) ->
                        assertThat(again.parameters().get(name).shape()).isEqualTo(parameter.shape()));
        assertThat(again.outputShape(IMAGES)).isEqualTo(model.outputShape(IMAGES));
    }

    @Test
    void namesParametersByTheirLayer() {
        assertThat(everyLayer().parameters().keySet())
                .containsExactly(
                        "layers.0.weight",
                        "layers.3.weight",
                        "layers.3.bias",
                        "layers.7.weight",
                        "layers.8.weight",
                        "layers.8.bias");
    }

    @Test
    void tellsTheShapeThatForwardGives() {
        try (Backend backend = TestBackends.reference();
                Scope scope = Scope.open(backend)) {
            Sequential model = everyLayer().initialize(backend, 1);
            float[] pixels = new float[Math.toIntExact(IMAGES.length())];
            assertThat(model.forward(ExecutionContext.inference(scope), scope.tensor(IMAGES, pixels))
                            .shape())
                    .isEqualTo(model.outputShape(IMAGES))
                    .isEqualTo(Shape.of(2, 2));
        }
    }

    @Test
    void namesTheLayerThatAnInputDoesNotFit() {
        assertThatThrownBy(() -> everyLayer().outputShape(Shape.of(2, 8, 8, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layers.0: [conv2d] expected input [N,H,W,C=3], got [N=2,H=8,W=8,C=1]");
        Sequential model = Sequential.of(new ReLU(), new Linear(5, 2));
        assertThatThrownBy(() -> model.outputShape(Shape.of(1, 4)))
                .hasMessage("layers.1: [linear] expected input [N,5], got [1,4]");
    }

    @Test
    void wantsMemoryOnceAndBeforeUse() {
        Sequential model = Sequential.of(new Linear(2, 2));
        assertThat(model.isInitialized()).isFalse();
        assertThatThrownBy(model::arena)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model has no memory yet: call initialize(backend, seed) first");
        try (Backend backend = TestBackends.reference();
                Scope scope = Scope.open(backend)) {
            assertThatThrownBy(
                            () -> model.forward(ExecutionContext.inference(scope), scope.tensor(Shape.of(1, 2), 1, 2)))
                    .hasMessage("the model has no memory yet: call initialize(backend, seed) first");
            model.initialize(backend, 1);
            assertThat(model.isInitialized()).isTrue();
            assertThatThrownBy(() -> model.initialize(backend, 1))
                    .hasMessage("this model has its memory already: build another one for another device");
        }
    }

    @Test
    void hasAtLeastOneLayer() {
        assertThatThrownBy(Sequential::of).hasMessage("a model needs at least one layer");
    }

    @Test
    void unknownOrBrokenConfigsSaySo() {
        assertThatThrownBy(() -> Sequential.fromConfigs(List.of(LayerConfig.of("Attention"))))
                .hasMessage("this version of Menny knows no layer of type 'Attention': use a newer version");
        assertThatThrownBy(() ->
                        Sequential.fromConfigs(List.of(LayerConfig.of("Linear").with("in", 3))))
                .hasMessage("layer Linear lacks the setting 'out'");
        assertThatThrownBy(() -> Sequential.fromConfigs(
                        List.of(LayerConfig.of("MaxPool2d").with("size", 2.5).with("stride", 1))))
                .hasMessage("layer MaxPool2d: setting 'size' must be a whole number, got '2.5'");
        List<LayerConfig> configs = List.of(new ConvBlock(3, 4, 3).config().with("pool", "median"));
        assertThatThrownBy(() -> Sequential.fromConfigs(configs))
                .hasMessage("layer ConvBlock: pool must be average or max, got 'median'");
    }

    static List<String> backends() {
        return TestBackends.all();
    }

    /** Layers hold parameters only, and each thread brings its own scope. */
    @ParameterizedTest
    @MethodSource("backends")
    void oneModelServesManyThreads(String name) {
        try (Backend backend = Backends.open(name, 2)) {
            Sequential model =
                    MennyModels.simple(IMAGES, 4, Pooling.AVERAGE, 0.2f).initialize(backend, 1);
            List<float[]> alone = IntStream.range(0, 16)
                    .mapToObj(i -> predict(backend, model, i))
                    .toList();
            List<float[]> together = IntStream.range(0, 16)
                    .parallel()
                    .mapToObj(i -> predict(backend, model, i))
                    .toList();
            for (int i = 0; i < alone.size(); i++) {
                assertThat(together.get(i)).as("request %d", i).containsExactly(alone.get(i));
            }
        }
    }

    private static float[] predict(Backend backend, Sequential model, int seed) {
        float[] pixels = new float[Math.toIntExact(IMAGES.length())];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i * (seed + 1) % 101) / 101f;
        }
        try (Scope scope = Scope.open(backend)) {
            return model.forward(ExecutionContext.inference(scope), scope.tensor(IMAGES, pixels))
                    .toArray();
        }
    }
}
