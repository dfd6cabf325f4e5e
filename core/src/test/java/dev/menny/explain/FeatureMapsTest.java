package dev.menny.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.autograd.ExecutionContext;
import dev.menny.backend.Backend;
import dev.menny.backend.TestBackends;
import dev.menny.nn.AvgPool2d;
import dev.menny.nn.Conv2d;
import dev.menny.nn.ConvBlock;
import dev.menny.nn.Dropout;
import dev.menny.nn.Flatten;
import dev.menny.nn.Linear;
import dev.menny.nn.MaxPool2d;
import dev.menny.nn.ReLU;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeatureMapsTest {
    private static final Shape PICTURE = Shape.of(1, 4, 8, 1);

    private final Backend backend = TestBackends.reference();
    private final Scope scope = Scope.open(backend);
    private Tensor x;

    @BeforeEach
    void picture() {
        float[] pixels = new float[32];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i / 32f;
        }
        x = scope.tensor(PICTURE, pixels);
    }

    @AfterEach
    void close() {
        scope.close();
        backend.close();
    }

    @Test
    void areWhatTheLayersGiveOneByOne() {
        Sequential model = Sequential.of(
                        new ConvBlock(1, 3, 3),
                        new Dropout(0.5f),
                        new ConvBlock(3, 5, 3),
                        new Flatten(),
                        new Linear(10, 2))
                .initialize(backend, 1);

        List<FeatureMap> maps = FeatureMaps.of(model, scope, x);

        List<Tensor> outputs = outputs(model);
        assertThat(maps).hasSize(2);
        assertMap(maps.get(0), 0, "ConvBlock", outputs.get(0));
        assertMap(maps.get(1), 2, "ConvBlock", outputs.get(2));
        assertThat(maps.get(0).at(1, 3, 2)).isEqualTo(maps.get(0).values()[23]);
    }

    @Test
    void plainBlocksEndWithTheirPooling() {
        Sequential model = Sequential.of(
                        new Conv2d(1, 3, 3),
                        new ReLU(),
                        new AvgPool2d(),
                        new Conv2d(3, 4, 3),
                        new MaxPool2d(),
                        new ReLU(),
                        new Flatten(),
                        new Linear(8, 2))
                .initialize(backend, 1);

        List<FeatureMap> maps = FeatureMaps.of(model, scope, x);

        assertThat(maps).hasSize(2);
        assertMap(maps.get(0), 2, "AvgPool2d", outputs(model).get(2));
        assertMap(maps.get(1), 4, "MaxPool2d", outputs(model).get(4));
    }

    @Test
    void withoutPoolingConvolutionsAreShown() {
        Sequential model = Sequential.of(
                        new Conv2d(1, 2, 3), new ReLU(), new Conv2d(2, 3, 3), new Flatten(), new Linear(96, 2))
                .initialize(backend, 1);

        List<FeatureMap> maps = FeatureMaps.of(model, scope, x);

        assertThat(maps).extracting(FeatureMap::layer).containsExactly(0, 2);
        assertMap(maps.get(1), 2, "Conv2d", outputs(model).get(2));
    }

    private List<Tensor> outputs(Sequential model) {
        List<Tensor> outputs = new ArrayList<>();
        Tensor y = x;
        for (var layer : model.layers()) {
            y = layer.forward(ExecutionContext.inference(scope), y);
            outputs.add(y);
        }
        return outputs;
    }

    private static void assertMap(FeatureMap map, int layer, String name, Tensor expected) {
        assertThat(map.layer()).isEqualTo(layer);
        assertThat(map.name()).isEqualTo(name);
        assertThat(Shape.of(1, map.height(), map.width(), map.channels())).isEqualTo(expected.shape());
        assertThat(map.values()).isEqualTo(expected.toArray());
    }

    @Test
    void onePictureOfAModelWithAConvolutionHasSome() {
        Sequential model = Sequential.of(new Flatten(), new Linear(32, 2)).initialize(backend, 1);
        assertThatThrownBy(() -> FeatureMaps.of(model, scope, x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it needs a convolution");
        assertThatThrownBy(() -> FeatureMaps.of(model, scope, x.reshape(Shape.of(2, 4, 4, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one picture is explained at a time");
    }

    @Test
    void spoiltWeightsExplainNothing() {
        Sequential model = Sequential.of(new Conv2d(1, 1, 1), new Flatten(), new Linear(32, 2))
                .initialize(backend, 1);
        var bias = model.parameters().get("layers.0.bias").value().buffer();
        backend.memory().upload(new float[] {Float.NaN}, 0, bias, 1);

        assertThatThrownBy(() -> FeatureMaps.of(model, scope, x))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("layer 0, Conv2d, holds NaN or infinity: the model's weights are spoilt");
    }
}
