package dev.menny.io;

import dev.menny.nn.Flatten;
import dev.menny.nn.Layer;
import dev.menny.nn.Linear;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Parameter;
import dev.menny.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer of a model that waits for weights.
 *
 * @param name such as {@code layers.3}
 * @param weight {@code [out,kH,kW,in]} or {@code [out,in]}
 * @param bias {@code [out]}, if the layer has one
 * @param channels one row of the weight, all that leads to one output, is {@code [plane,channels]} here and
 *     {@code [channels,plane]} in PyTorch
 * @param plane places per channel: a kernel's, or those of the picture that was flattened before a linear layer
 */
record WeightSlot(String name, Parameter weight, @Nullable Parameter bias, int channels, int plane) {
    private static final int IMAGE_AXES = 4;

    /** True if channels first and channels last are different orders here. */
    boolean dependsOnLayout() {
        return channels > 1 && plane > 1;
    }

    /**
     * The slots of a model, first to last.
     *
     * @param picture the shape that the model takes
     */
    static List<WeightSlot> of(Sequential model, Shape picture) {
        List<WeightSlot> slots = new ArrayList<>();
        Shape shape = picture;
        // Rectifying or dropping features in between leaves them in their order.
        Shape flattened = null;
        for (int i = 0; i < model.layers().size(); i++) {
            Layer layer = model.layers().get(i);
            if (layer instanceof Flatten && shape.rank() == IMAGE_AXES) {
                flattened = shape;
            }
            Parameter weight = layer.parameters().get("weight");
            if (weight != null) {
                slots.add(slot("layers." + i, layer, weight, flattened));
            }
            flattened = layer instanceof Linear ? null : flattened;
            shape = layer.outputShape(shape);
        }
        return slots;
    }

    private static WeightSlot slot(String name, Layer layer, Parameter weight, @Nullable Shape flattened) {
        Shape shape = weight.shape();
        Parameter bias = layer.parameters().get("bias");
        if (shape.rank() == IMAGE_AXES) {
            return new WeightSlot(name, weight, bias, shape.size(3), shape.size(1) * shape.size(2));
        }
        return flattened == null
                ? new WeightSlot(name, weight, bias, shape.size(1), 1)
                : new WeightSlot(name, weight, bias, flattened.size(3), flattened.size(1) * flattened.size(2));
    }
}
