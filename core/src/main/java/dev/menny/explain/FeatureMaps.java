package dev.menny.explain;

import dev.menny.autograd.ExecutionContext;
import dev.menny.nn.Layer;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model's blocks make of a picture. A block ends with a {@link dev.menny.nn.ConvBlock}, an
 * {@link dev.menny.nn.AvgPool2d} or a {@link dev.menny.nn.MaxPool2d}; in a model that has none of these, with each
 * {@link dev.menny.nn.Conv2d}.
 */
public final class FeatureMaps {
    private FeatureMaps() {}

    /**
     * The outputs of all blocks for one picture, computed as in prediction.
     *
     * @param model has a convolution, and after its last block a layer without height and width
     * @param scope takes what is computed; the feature maps do not depend on it any more
     * @param x {@code [1,H,W,C]}, on the scope's device
     * @return at least one, in the model's order
     * @throws IllegalArgumentException if x is no single picture or the model is not of that kind
     * @throws NonFiniteException if the weights are spoilt
     */
    public static List<FeatureMap> of(Sequential model, Scope scope, Tensor x) {
        GradCam.requireOnePicture(x.shape());
        List<Integer> ends = SpatialLayers.of(model, x.shape()).blockEnds();
        ExecutionContext ctx = ExecutionContext.inference(scope);
        List<FeatureMap> maps = new ArrayList<>();
        Tensor y = x;
        for (int i = 0; i <= ends.getLast(); i++) {
            Layer layer = model.layers().get(i);
            y = layer.forward(ctx, y);
            if (ends.contains(i)) {
                maps.add(map(i, layer, y));
            }
        }
        return List.copyOf(maps);
    }

    private static FeatureMap map(int index, Layer layer, Tensor y) {
        String name = layer.config().type();
        Shape shape = y.shape();
        float[] values = NonFiniteException.requireFinite(y.toArray(), "layer %d, %s,".formatted(index, name));
        return new FeatureMap(index, name, shape.size(1), shape.size(2), shape.size(3), values);
    }
}
