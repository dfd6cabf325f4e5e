package dev.menny.nn;

import dev.menny.autograd.ExecutionContext;
import dev.menny.nn.function.AffineFunction;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;

/**
 * {@code (x - mean) / deviation}, with constants that were measured or chosen beforehand: pictures come in [0, 1], and a
 * network learns faster from values around zero. Shapes: any. As a layer it travels with the model, so that nobody who
 * uses the weights can forget it.
 */
public final class Normalize implements Layer {
    private final float mean;
    private final float deviation;

    /**
     * A normalisation.
     *
     * @param mean what becomes 0, finite
     * @param deviation what becomes a distance of 1, finite and above 0
     * @throws IllegalArgumentException if one is out of its range
     */
    public Normalize(float mean, float deviation) {
        requireSound(mean, deviation);
        this.mean = mean;
        this.deviation = deviation;
    }

    /**
     * Checks the numbers before there is a layer.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public static void requireSound(float mean, float deviation) {
        if (!(Float.isFinite(mean) && Float.isFinite(deviation) && deviation > 0)) {
            throw new IllegalArgumentException(
                    "normalisation takes a finite mean and a finite deviation above 0, got %s and %s"
                            .formatted(mean, deviation));
        }
    }

    @Override
    public Tensor forward(ExecutionContext ctx, Tensor x) {
        return AffineFunction.apply(ctx, 1 / deviation, -mean / deviation, x);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public LayerConfig config() {
        return LayerConfig.of("Normalize").with("mean", mean).with("deviation", deviation);
    }
}
