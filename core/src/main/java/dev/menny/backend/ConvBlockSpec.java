package dev.menny.backend;

/**
 * The sizes of a fused block: convolution, bias, ReLU, 2x2 pooling of stride 2.
 *
 * @param conv the convolution; its output height and width are even
 * @param pooling average or max
 */
public record ConvBlockSpec(Conv2dSpec conv, Pooling pooling) {
    /** The pooling half of the block. */
    public Pool2dSpec pool() {
        return new Pool2dSpec(pooling, conv.n(), conv.oh(), conv.ow(), conv.k(), 2, 2);
    }
}
