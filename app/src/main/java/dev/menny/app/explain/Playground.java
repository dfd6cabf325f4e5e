package dev.menny.app.explain;

import dev.menny.autograd.ExecutionContext;
import dev.menny.backend.Backend;
import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.Window;
import dev.menny.io.Fit;
import dev.menny.nn.function.Conv2dFunction;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.ShapeCheck;
import dev.menny.tensor.Tensor;
import dev.menny.trainer.data.Picture;
import dev.menny.trainer.data.PictureFormat;

/** Tries out single convolutions on pictures, computed by the library as in any model. Safe for many threads. */
public final class Playground {
    private static final int LONGEST_SIDE = 128;

    private final Backend backend;

    /** @param backend computes; it stays open */
    public Playground(Backend backend) {
        this.backend = backend;
    }

    /**
     * What a filter makes of a picture, which is made grey and no larger than 128 pixels on its longer side before.
     *
     * @param picture of any size, in colour or grey; a sample of 255 counts as 1
     * @throws IllegalArgumentException if the picture with its padding is smaller than the filter's window; one sentence
     *     says what to do
     */
    public Convolved convolve(Picture picture, Filter filter) {
        Picture input = small(picture);
        requireWindow(input, filter);
        float[] pixels = new float[input.pixels().length];
        input.toFloats(pixels, 0);
        Convolved.Output output = convolve(input.height(), input.width(), pixels, filter);
        return new Convolved(
                filter,
                input,
                output,
                filter.formula(input.height(), output.height()),
                filter.formula(input.width(), output.width()));
    }

    private static Picture small(Picture picture) {
        double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(picture.height(), picture.width()));
        int height = (int) Math.max(1, Math.round(picture.height() * scale));
        int width = (int) Math.max(1, Math.round(picture.width() * scale));
        return new PictureFormat(height, width, 1, Fit.SQUASH).fit(picture);
    }

    private static void requireWindow(Picture input, Filter filter) {
        if (Math.min(input.height(), input.width()) + 2 * filter.padding() < Filter.SIDE) {
            throw new IllegalArgumentException(
                    "A picture of %d x %d pixels has no room for a window of 3 x 3: choose a larger padding or picture."
                            .formatted(input.width(), input.height()));
        }
    }

    private Convolved.Output convolve(int height, int width, float[] pixels, Filter filter) {
        Window window = Window.of(Filter.SIDE, Filter.SIDE)
                .stride(filter.stride(), filter.stride())
                .padding(filter.padding(), filter.padding());
        try (Scope scope = Scope.open(backend)) {
            Tensor x = scope.tensor(Shape.of(1, height, width, 1), pixels);
            Tensor w = scope.exactTensor(Shape.of(1, Filter.SIDE, Filter.SIDE, 1), filter.weights());
            Conv2dSpec spec = ShapeCheck.conv2d(x.shape(), 1, 1, window);
            Tensor y = Conv2dFunction.apply(ExecutionContext.inference(scope), spec, x, w, null);
            return Convolved.Output.of(y.shape().size(1), y.shape().size(2), y.toArray());
        }
    }
}
