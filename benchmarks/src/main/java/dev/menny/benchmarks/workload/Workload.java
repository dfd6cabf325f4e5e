package dev.menny.benchmarks.workload;

/** Work that a contestant has made ready: all its inputs lie in memory. */
public interface Workload extends AutoCloseable {
    /** Does the work once and waits until it is done. */
    void run();

    /** Asks for the work once; a device that computes beside the CPU may still be at it afterwards. */
    default void begin() {
        run();
    }

    /** Waits until everything that was begun is done. */
    default void finish() {}

    @Override
    void close();
}
