package dev.menny.backend;

/** What one element of a {@link DeviceBuffer} is. */
public enum BufferKind {
    /** A 32-bit float: activations, parameters, gradients. */
    F32(4),
    /** A 32-bit integer: class labels. */
    I32(4),
    /** A bfloat16, the upper half of a 32-bit float: activations of a device that computes in mixed precision. */
    BF16(2),
    /** A byte: pooling masks, raw pixels. */
    U8(1);

    private final int bytes;

    BufferKind(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }
}
