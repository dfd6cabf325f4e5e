package dev.menny.backend;

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

    /** Waits until everything asked of the device is done. */
    void synchronize();

    @Override
    void close();
}
