package dev.menny.backend;

import org.jspecify.annotations.Nullable;

/**
 * The operations that a backend computes, each into a destination that the caller provides.
 *
 * <p>Activations are {@code [n, h, w, c]}, convolution weights {@code [k, r, s, c]}, linear weights {@code [out, in]},
 * all float32 and contiguous. Shapes were checked before; kernels check nothing. An operation that composes from others
 * has a default here, so that every backend is right before it is fast.
 */
public interface Kernels {
    /** Lends {@code length} floats for the length of one operation. */
    Scratch scratch(long length);

    /** {@code y = x * w + b}: x {@code [n,h,w,c]}, w {@code [k,r,s,c]}, b {@code [k]} or none, y {@code [n,oh,ow,k]}. */
    void conv2dForward(Conv2dSpec spec, DeviceBuffer x, DeviceBuffer w, @Nullable DeviceBuffer b, DeviceBuffer y);

    /** The gradient of the input: dy {@code [n,oh,ow,k]}, w {@code [k,r,s,c]}, dx {@code [n,h,w,c]}. */
    void conv2dBackwardData(Conv2dSpec spec, DeviceBuffer dy, DeviceBuffer w, GradientBuffer dx);

    /**
     * The gradients of the parameters: x {@code [n,h,w,c]}, dy {@code [n,oh,ow,k]}, dw {@code [k,r,s,c]},
     * db {@code [k]} or none.
     */
    void conv2dBackwardFilter(
            Conv2dSpec spec, DeviceBuffer x, DeviceBuffer dy, GradientBuffer dw, @Nullable GradientBuffer db);

    /**
     * Convolution, bias, ReLU and 2x2 pooling in one: y {@code [n,oh/2,ow/2,k]}.
     *
     * @param mask U8, one byte per element of y, or null where no backward pass follows; see {@link #reluPoolForward}
     */
    default void convBlockForward(
            ConvBlockSpec spec,
            DeviceBuffer x,
            DeviceBuffer w,
            DeviceBuffer b,
            DeviceBuffer y,
            @Nullable DeviceBuffer mask) {
        try (Scratch z = scratch(spec.conv().outputLength())) {
            conv2dForward(spec.conv(), x, w, b, z.buffer());
            reluPoolForward(spec.pool(), z.buffer(), y, mask);
        }
    }

    /**
     * The gradients of a fused block: dy {@code [n,oh/2,ow/2,k]}.
     *
     * @param dx null where nobody wants the gradient of the input, as in a first layer
     * @param dw null, together with db, where nobody wants the gradients of the parameters
     */
    default void convBlockBackward(
            ConvBlockSpec spec,
            DeviceBuffer x,
            DeviceBuffer w,
            DeviceBuffer mask,
            DeviceBuffer dy,
            @Nullable GradientBuffer dx,
            @Nullable GradientBuffer dw,
            @Nullable GradientBuffer db) {
        try (Scratch dz = scratch(spec.conv().outputLength())) {
            reluPoolBackward(spec.pool(), mask, dy, GradientBuffer.overwrite(dz.buffer()));
            if (dw != null) {
                conv2dBackwardFilter(spec.conv(), x, dz.buffer(), dw, db);
            }
            if (dx != null) {
                conv2dBackwardData(spec.conv(), dz.buffer(), w, dx);
            }
        }
    }

    /**
     * ReLU and 2x2 pooling of stride 2: x {@code [n,h,w,c]} with even h and w, y {@code [n,h/2,w/2,c]}.
     *
     * @param mask U8 like y, or null. Bits 0 to 3 stand for the window's elements (0,0), (0,1), (1,0), (1,1); a bit is
     *     set where a gradient flows back: with average pooling if the element is above zero, with max pooling if it is
     *     besides the first largest
     */
    void reluPoolForward(Pool2dSpec spec, DeviceBuffer x, DeviceBuffer y, @Nullable DeviceBuffer mask);

    /** The gradient of {@link #reluPoolForward}: dx {@code [n,h,w,c]} gets dy (a quarter of it if averaged) by mask. */
    void reluPoolBackward(Pool2dSpec spec, DeviceBuffer mask, DeviceBuffer dy, GradientBuffer dx);

    /** Pooling: x {@code [n,h,w,c]}, y {@code [n,oh,ow,c]}. */
    void pool2dForward(Pool2dSpec spec, DeviceBuffer x, DeviceBuffer y);

    /** The gradient of pooling; x is what forward saw. */
    void pool2dBackward(Pool2dSpec spec, DeviceBuffer x, DeviceBuffer dy, GradientBuffer dx);

    /** {@code y = max(x, 0)} over {@code length} elements. */
    void reluForward(long length, DeviceBuffer x, DeviceBuffer y);

    /** {@code dx = dy where y > 0}; y is what forward gave. */
    void reluBackward(long length, DeviceBuffer y, DeviceBuffer dy, GradientBuffer dx);

    /** {@code y = x w^T + b}: x {@code [n,in]}, w {@code [out,in]}, b {@code [out]} or none, y {@code [n,out]}. */
    void linearForward(LinearSpec spec, DeviceBuffer x, DeviceBuffer w, @Nullable DeviceBuffer b, DeviceBuffer y);

    /** {@code dx = dy w}: dy {@code [n,out]}, dx {@code [n,in]}. */
    void linearBackwardData(LinearSpec spec, DeviceBuffer dy, DeviceBuffer w, GradientBuffer dx);

    /**
     * {@code dw = dy^T x} and db, the column sums of dy: dw {@code [out,in]}, db {@code [out]}.
     *
     * @param dw null where nobody wants it, or somebody {@linkplain #adamWOuter takes it as its two factors}
     * @param db null where nobody wants it
     */
    void linearBackwardFilter(
            LinearSpec spec, DeviceBuffer x, DeviceBuffer dy, @Nullable GradientBuffer dw, @Nullable GradientBuffer db);

    /** Scales and shifts; backward calls it with dy, dx and {@link AffineSpec#linear}. */
    void affine(AffineSpec spec, DeviceBuffer x, GradientBuffer y);

    /** Drops and scales: its own gradient, so backward calls it with dy and dx. */
    void dropout(DropoutSpec spec, DeviceBuffer x, GradientBuffer y);

    /** Softmax of each row, shifted by the row's largest element: logits and probabilities {@code [n,classes]}. */
    void softmax(SoftmaxSpec spec, DeviceBuffer logits, DeviceBuffer probabilities);

    /**
     * The weighted sum over rows of the cross-entropy of a softmax, computed from logits so that it never takes the log
     * of 0.
     *
     * @param labels I32 {@code [n]}, each in [0, classes)
     * @param shares F32 {@code [n]}, what each row counts; 1/n each for the mean
     * @param probabilities {@code [n,classes]}, kept for the backward pass
     * @param loss {@code [1]}
     */
    void softmaxCrossEntropyForward(
            SoftmaxSpec spec,
            DeviceBuffer logits,
            DeviceBuffer labels,
            DeviceBuffer shares,
            DeviceBuffer probabilities,
            DeviceBuffer loss);

    /** {@code dlogits = dloss (probabilities - one-hot labels) shares}; dloss {@code [1]}, shares one per row. */
    void softmaxCrossEntropyBackward(
            SoftmaxSpec spec,
            DeviceBuffer probabilities,
            DeviceBuffer labels,
            DeviceBuffer shares,
            DeviceBuffer dloss,
            GradientBuffer dlogits);

    /** The sum of the squares of a flat run of gradients, in double precision; infinite or NaN if one of them is. */
    double sumOfSquares(DeviceBuffer g);

    /**
     * The sum of the squares of the gradient {@code dy^T x} of linear weights, at least 0, or NaN. Only this default
     * stores the gradient: its square sums are those of {@code (dy dy^T) (x x^T)}, element by element.
     *
     * @param x {@code [n,in]}
     * @param dy {@code [n,out]}
     */
    default double outerSumOfSquares(LinearSpec linear, DeviceBuffer x, DeviceBuffer dy) {
        try (Scratch scratch = scratch(linear.weights())) {
            DeviceBuffer dw = scratch.buffer().slice(0, linear.weights());
            linearBackwardFilter(linear, x, dy, GradientBuffer.overwrite(dw), null);
            return sumOfSquares(dw);
        }
    }

    /** One AdamW step over a flat run of parameters: values w, gradient g, first moment m, second moment v. */
    void adamW(AdamWSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer m, DeviceBuffer v);

    /**
     * One AdamW step of linear weights {@code [out,in]} whose gradient is {@code dy^T x}: {@link #linearBackwardFilter}
     * and {@link #adamW} one after the other, on CPUs with their bits, on a GPU up to rounding. Only this default stores
     * the gradient.
     *
     * @param x {@code [n,in]}
     * @param dy {@code [n,out]}
     * @param w {@code [out,in]}; like m and v it may be longer, and what follows stays as it is
     */
    default void adamWOuter(
            AdamWSpec spec,
            LinearSpec linear,
            DeviceBuffer x,
            DeviceBuffer dy,
            DeviceBuffer w,
            DeviceBuffer m,
            DeviceBuffer v) {
        long length = linear.weights();
        try (Scratch scratch = scratch(length)) {
            DeviceBuffer dw = scratch.buffer().slice(0, length);
            linearBackwardFilter(linear, x, dy, GradientBuffer.overwrite(dw), null);
            adamW(spec, w.slice(0, length), dw, m.slice(0, length), v.slice(0, length));
        }
    }

    /** One SGD step of linear weights whose gradient is {@code dy^T x}; see {@link #adamWOuter}. */
    default void sgdOuter(
            SgdSpec spec, LinearSpec linear, DeviceBuffer x, DeviceBuffer dy, DeviceBuffer w, DeviceBuffer velocity) {
        long length = linear.weights();
        try (Scratch scratch = scratch(length)) {
            DeviceBuffer dw = scratch.buffer().slice(0, length);
            linearBackwardFilter(linear, x, dy, GradientBuffer.overwrite(dw), null);
            sgd(spec, w.slice(0, length), dw, velocity.slice(0, length));
        }
    }

    /** One step of SGD over a flat run of parameters: values w, gradient g, velocity. */
    void sgd(SgdSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer velocity);

    /**
     * Makes floats of bytes: {@code y = x / 255}, rounded once, so that equal bytes give equal bits everywhere.
     *
     * @param bytes U8, each from 0 to 255
     * @param y as many activations, in [0, 1]
     */
    void bytesToFloats(long length, DeviceBuffer bytes, DeviceBuffer y);

    /**
     * Makes a batch of pictures that lie on the device: cuts, mirrors, turns, resizes and colours each of them in one go.
     *
     * <p>The part of an image that its picture fills has {@code down} samples along the height of a pixel and {@code across}
     * along its width. The sample of row i and column j, held within {@code firstRow .. lastRow} and {@code firstColumn ..
     * lastColumn}, lies in the picture at {@code (y + i yDown + j yAcross, x + i xDown + j xAcross)}, held within {@code
     * minY .. maxY} and {@code minX .. maxX}, and is interpolated there between the four pixels about it. The mean of its
     * samples over 255 is the pixel; each colour transform then replaces its channels v by {@code m (v, 1)}, held within
     * 0 .. 1. Pixels beside the part are {@code fill}.
     *
     * @param pictures U8, all pictures, each {@code [height, width, c]} and from a multiple of {@link Placement#ALIGNMENT}
     *     bytes on
     * @param placements I32 {@code [n, Placement.INTS]}, a {@link Placement} for each image
     * @param colours F32 {@code [n, stages, c, c + 1]}, a matrix m for each transform; null where there are no stages
     * @param y {@code [n,h,w,c]}, in [0, 1]
     */
    void sample(
            SampleSpec spec,
            DeviceBuffer pictures,
            DeviceBuffer placements,
            @Nullable DeviceBuffer colours,
            DeviceBuffer y);
}
