package dev.menny.tensor;

import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.ConvBlockSpec;
import dev.menny.backend.LinearSpec;
import dev.menny.backend.Pool2dSpec;
import dev.menny.backend.Pooling;
import dev.menny.backend.SoftmaxSpec;
import dev.menny.backend.Window;

/** Every operation's preconditions. A method turns shapes into the kernel's spec, or says what does not fit. */
public final class ShapeCheck {
    private ShapeCheck() {}

    /**
     * A convolution of x {@code [N,H,W,C]}.
     *
     * @param c input channels of the weights
     * @param k output channels
     * @throws IllegalArgumentException if x has another rank or channel count, or is smaller than the kernel
     */
    public static Conv2dSpec conv2d(Shape x, int c, int k, Window window) {
        if (x.rank() != 4 || x.size(3) != c) {
            throw refused("conv2d", "input [N,H,W,C=%d]".formatted(c), x, channelHint(x, c));
        }
        Conv2dSpec spec = new Conv2dSpec(x.size(0), x.size(1), x.size(2), c, k, window);
        if (spec.oh() < 1 || spec.ow() < 1) {
            throw refused("conv2d", "an input at least as large as the kernel (%s)".formatted(window), x, "");
        }
        return spec;
    }

    private static String channelHint(Shape x, int c) {
        if (x.rank() != 4) {
            return "";
        }
        if (x.size(3) == 4 && c == 3) {
            return ": flatten the alpha channel first";
        }
        return x.size(1) == c ? ": images are channels-last here, move the channel axis to the end" : "";
    }

    /** A fused block on x {@code [N,H,W,C]}: as {@link #conv2d}, and the pooling wants an even output. */
    public static ConvBlockSpec convBlock(Shape x, int c, int k, Window window, Pooling pooling) {
        Conv2dSpec conv = conv2d(x, c, k, window);
        requireEven("conv_block", conv.oh(), conv.ow(), x);
        return new ConvBlockSpec(conv, pooling);
    }

    /** The 2x2 average pooling of x {@code [N,H,W,C]} with even H and W. */
    public static Pool2dSpec avgPool2d(Shape x) {
        if (x.rank() != 4) {
            throw refused("avg_pool2d", "input [N,H,W,C]", x, "");
        }
        requireEven("avg_pool2d", x.size(1), x.size(2), x);
        return new Pool2dSpec(Pooling.AVERAGE, x.size(0), x.size(1), x.size(2), x.size(3), 2, 2);
    }

    /** A max pooling of x {@code [N,H,W,C]}; H and W are at least {@code size}. */
    public static Pool2dSpec maxPool2d(Shape x, int size, int stride) {
        if (x.rank() != 4 || x.size(1) < size || x.size(2) < size) {
            throw refused("max_pool2d", "input [N,H>=%d,W>=%d,C]".formatted(size, size), x, "");
        }
        return new Pool2dSpec(Pooling.MAX, x.size(0), x.size(1), x.size(2), x.size(3), size, stride);
    }

    /** A fully connected layer on x {@code [N,in]}. */
    public static LinearSpec linear(Shape x, int in, int out) {
        if (x.rank() != 2 || x.size(1) != in) {
            String hint = x.rank() == 4 ? ": put a Flatten before it" : "";
            throw refused("linear", "input [N,%d]".formatted(in), x, hint);
        }
        return new LinearSpec(x.size(0), in, out);
    }

    /** A softmax over the classes of logits {@code [N,classes]}. */
    public static SoftmaxSpec softmax(Shape logits) {
        if (logits.rank() != 2) {
            throw refused("softmax", "logits [N,classes]", logits, "");
        }
        return new SoftmaxSpec(logits.size(0), logits.size(1));
    }

    /** A softmax cross-entropy of logits {@code [N,classes]} with one label in [0, classes) per row. */
    public static SoftmaxSpec softmaxCrossEntropy(Shape logits, int[] labels) {
        SoftmaxSpec spec = softmax(logits);
        if (labels.length != spec.n()) {
            throw new IllegalArgumentException("[softmax_cross_entropy] expected %d labels, one per row of %s, got %d"
                    .formatted(spec.n(), logits, labels.length));
        }
        for (int label : labels) {
            if (label < 0 || label >= spec.classes()) {
                throw new IllegalArgumentException(
                        "[softmax_cross_entropy] expected labels 0 to %d, got %d".formatted(spec.classes() - 1, label));
            }
        }
        return spec;
    }

    private static void requireEven(String op, int h, int w, Shape x) {
        if (h % 2 != 0 || w % 2 != 0) {
            throw new IllegalArgumentException(
                    "[%s] 2x2 pooling needs an even height and width, got %dx%d from input %s: choose a size that all pools divide"
                            .formatted(op, h, w, x));
        }
    }

    private static IllegalArgumentException refused(String op, String expected, Shape got, String hint) {
        return new IllegalArgumentException("[%s] expected %s, got %s%s".formatted(op, expected, got, hint));
    }
}
