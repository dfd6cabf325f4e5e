package dev.menny.benchmarks.workload;

/** Work that a contestant has made ready: all its inputs lie in memory. */
public interface Workload extends AutoCloseable {
    /** Does the work once and waits until it is done. */
    void run();

    @Override
    void close();
}
