package dev.menny.backend;

import java.util.function.Supplier;

/** A device that is ready to compute: its memory and its kernels. May be shared by threads. */
public interface Backend extends AutoCloseable {
    /** The provider's name, such as {@code vector}. */
    String name();

    /** One line for people: what computes, how wide, with how many threads. */
    String description();

    /** The device's memory. */
    DeviceMemory memory();

    /** The device's kernels. */
    Kernels kernels();

    /** How exactly it multiplies; never {@link Precision#AUTO}. */
    default Precision precision() {
        return Precision.FP32;
    }

    /**
     * True if pictures should come to this device as bytes and be varied there by {@link Kernels#sample}: where sending
     * floats, or varying pictures beside the device, would keep it waiting.
     */
    default boolean prefersRawPixels() {
        return false;
    }

    /**
     * Runs one step of a loop that computes the same things over and over, such as a training step or the prediction of one
     * batch. A device may note what the body asks of it and, when later steps ask for the same on the same buffers, replay
     * it as a whole: what the body computes is then only there once the step has ended, or when the body reads it.
     */
    default <T> T step(Supplier<T> body) {
        return body.get();
    }

    /** Waits until everything asked of the device is done. */
    void synchronize();

    @Override
    void close();
}
