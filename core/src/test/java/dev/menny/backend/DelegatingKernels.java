package dev.menny.backend;

import org.jspecify.annotations.Nullable;

/** Kernels that hand every call on, for tests that watch or spoil one of them. */
public class DelegatingKernels implements Kernels {
    private final Kernels inner;

    /** @param inner what computes */
    public DelegatingKernels(Kernels inner) {
        this.inner = inner;
    }

    @Override
    public Scratch scratch(long length) {
        return inner.scratch(length);
    }

    @Override
    public void conv2dForward(
            Conv2dSpec spec, DeviceBuffer x, DeviceBuffer w, @Nullable DeviceBuffer b, DeviceBuffer y) {
        inner.conv2dForward(spec, x, w, b, y);
    }

    @Override
    public void conv2dBackwardData(Conv2dSpec spec, DeviceBuffer dy, DeviceBuffer w, GradientBuffer dx) {
        inner.conv2dBackwardData(spec, dy, w, dx);
    }

    @Override
    public void conv2dBackwardFilter(
            Conv2dSpec spec, DeviceBuffer x, DeviceBuffer dy, GradientBuffer dw, @Nullable GradientBuffer db) {
        inner.conv2dBackwardFilter(spec, x, dy, dw, db);
    }

    @Override
    public void convBlockForward(
            ConvBlockSpec spec,
            DeviceBuffer x,
            DeviceBuffer w,
            DeviceBuffer b,
            DeviceBuffer y,
            @Nullable DeviceBuffer mask) {
        inner.convBlockForward(spec, x, w, b, y, mask);
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
        inner.convBlockBackward(spec, x, w, mask, dy, dx, dw, db);
    }

    @Override
    public void reluPoolForward(Pool2dSpec spec, DeviceBuffer x, DeviceBuffer y, @Nullable DeviceBuffer mask) {
        inner.reluPoolForward(spec, x, y, mask);
    }

    @Override
    public void reluPoolBackward(Pool2dSpec spec, DeviceBuffer mask, DeviceBuffer dy, GradientBuffer dx) {
        inner.reluPoolBackward(spec, mask, dy, dx);
    }

    @Override
    public void pool2dForward(Pool2dSpec spec, DeviceBuffer x, DeviceBuffer y) {
        inner.pool2dForward(spec, x, y);
    }

    @Override
    public void pool2dBackward(Pool2dSpec spec, DeviceBuffer x, DeviceBuffer dy, GradientBuffer dx) {
        inner.pool2dBackward(spec, x, dy, dx);
    }

    @Override
    public void reluForward(long length, DeviceBuffer x, DeviceBuffer y) {
        inner.reluForward(length, x, y);
    }

    @Override
    public void reluBackward(long length, DeviceBuffer y, DeviceBuffer dy, GradientBuffer dx) {
        inner.reluBackward(length, y, dy, dx);
    }

    @Override
    public void linearForward(
            LinearSpec spec, DeviceBuffer x, DeviceBuffer w, @Nullable DeviceBuffer b, DeviceBuffer y) {
        inner.linearForward(spec, x, w, b, y);
    }

    @Override
    public void linearBackwardData(LinearSpec spec, DeviceBuffer dy, DeviceBuffer w, GradientBuffer dx) {
        inner.linearBackwardData(spec, dy, w, dx);
    }

    @Override
    public void linearBackwardFilter(
            LinearSpec spec,
            DeviceBuffer x,
            DeviceBuffer dy,
            @Nullable GradientBuffer dw,
            @Nullable GradientBuffer db) {
        inner.linearBackwardFilter(spec, x, dy, dw, db);
    }

    @Override
    public void affine(AffineSpec spec, DeviceBuffer x, GradientBuffer y) {
        inner.affine(spec, x, y);
    }

    @Override
    public void dropout(DropoutSpec spec, DeviceBuffer x, GradientBuffer y) {
        inner.dropout(spec, x, y);
    }

    @Override
    public void softmax(SoftmaxSpec spec, DeviceBuffer logits, DeviceBuffer probabilities) {
        inner.softmax(spec, logits, probabilities);
    }

    @Override
    public void softmaxCrossEntropyForward(
            SoftmaxSpec spec,
            DeviceBuffer logits,
            DeviceBuffer labels,
            DeviceBuffer shares,
            DeviceBuffer probabilities,
            DeviceBuffer loss) {
        inner.softmaxCrossEntropyForward(spec, logits, labels, shares, probabilities, loss);
    }

    @Override
    public void softmaxCrossEntropyBackward(
            SoftmaxSpec spec,
            DeviceBuffer probabilities,
            DeviceBuffer labels,
            DeviceBuffer shares,
            DeviceBuffer dloss,
            GradientBuffer dlogits) {
        inner.softmaxCrossEntropyBackward(spec, probabilities, labels, shares, dloss, dlogits);
    }

    @Override
    public double sumOfSquares(DeviceBuffer g) {
        return inner.sumOfSquares(g);
    }

    @Override
    public double outerSumOfSquares(LinearSpec linear, DeviceBuffer x, DeviceBuffer dy) {
        return inner.outerSumOfSquares(linear, x, dy);
    }

    @Override
    public void adamW(AdamWSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer m, DeviceBuffer v) {
        inner.adamW(spec, w, g, m, v);
    }

    @Override
    public void sgd(SgdSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer velocity) {
        inner.sgd(spec, w, g, velocity);
    }

    @Override
    public void adamWOuter(
            AdamWSpec spec,
            LinearSpec linear,
            DeviceBuffer x,
            DeviceBuffer dy,
            DeviceBuffer w,
            DeviceBuffer m,
            DeviceBuffer v) {
        inner.adamWOuter(spec, linear, x, dy, w, m, v);
    }

    @Override
    public void sgdOuter(
            SgdSpec spec, LinearSpec linear, DeviceBuffer x, DeviceBuffer dy, DeviceBuffer w, DeviceBuffer velocity) {
        inner.sgdOuter(spec, linear, x, dy, w, velocity);
    }

    @Override
    public void bytesToFloats(long length, DeviceBuffer bytes, DeviceBuffer y) {
        inner.bytesToFloats(length, bytes, y);
    }

    @Override
    public void sample(
            SampleSpec spec,
            DeviceBuffer pictures,
            DeviceBuffer placements,
            @Nullable DeviceBuffer colours,
            DeviceBuffer y) {
        inner.sample(spec, pictures, placements, colours, y);
    }
}
