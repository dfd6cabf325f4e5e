package dev.menny.explain;

import dev.menny.nn.AvgPool2d;
import dev.menny.nn.Conv2d;
import dev.menny.nn.ConvBlock;
import dev.menny.nn.Layer;
import dev.menny.nn.MaxPool2d;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Shape;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The layers whose output still has height and width: those before the first that gives something else.
 *
 * @param layers from the model's first on
 */
record SpatialLayers(List<Layer> layers) {
    private static final int IMAGE_RANK = 4;

    /**
     * The spatial layers of a model that ends in logits.
     *
     * @param input {@code [N,H,W,C]}
     * @throws IllegalArgumentException if none of them is a convolution, or nothing follows them
     */
    static SpatialLayers of(Sequential model, Shape input) {
        List<Layer> all = model.layers();
        int count = spatial(all, input);
        List<Layer> spatial = all.subList(0, count);
        if (count == all.size() || spatial.stream().noneMatch(SpatialLayers::convolves)) {
            throw new IllegalArgumentException(
                    "this model shows nothing of where it looks: it needs a convolution, and after it a layer without"
                            + " height and width such as Flatten");
        }
        return new SpatialLayers(spatial);
    }

    private static int spatial(List<Layer> layers, Shape input) {
        Shape shape = input;
        for (int i = 0; i < layers.size(); i++) {
            shape = layers.get(i).outputShape(shape);
            if (shape.rank() != IMAGE_RANK) {
                return i;
            }
        }
        return layers.size();
    }

    /**
     * Where blocks end: at each {@link ConvBlock} and each pooling, or where there are none at each {@link Conv2d}.
     *
     * @return positions in the model, ascending, at least one
     */
    List<Integer> blockEnds() {
        List<Integer> ends = positions(
                layer -> layer instanceof ConvBlock || layer instanceof AvgPool2d || layer instanceof MaxPool2d);
        return ends.isEmpty() ? positions(SpatialLayers::convolves) : ends;
    }

    private List<Integer> positions(Predicate<Layer> wanted) {
        return IntStream.range(0, layers.size())
                .filter(i -> wanted.test(layers.get(i)))
                .boxed()
                .toList();
    }

    private static boolean convolves(Layer layer) {
        return layer instanceof Conv2d || layer instanceof ConvBlock;
    }
}
