package dev.menny.backend;

import java.util.Optional;

/**
 * How a backend is to compute.
 *
 * @param threads CPU threads, at least 1; a GPU ignores them
 * @param precision how exactly it multiplies
 * @param deterministic true if equal inputs must give equal bits in every run; CPUs always do, a GPU pays for it
 */
public record BackendOptions(int threads, Precision precision, boolean deterministic) {
    /** @throws IllegalArgumentException if there is not one thread */
    public BackendOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("a backend needs at least 1 thread, got " + threads);
        }
    }

    /** One thread per core that this process may use, the best precision for speed, any order of sums. */
    public static BackendOptions defaults() {
        return ofThreads(Runtime.getRuntime().availableProcessors());
    }

    /** The defaults with another number of threads. */
    public static BackendOptions ofThreads(int threads) {
        return new BackendOptions(threads, Precision.AUTO, false);
    }

    /** The same with another precision. */
    public BackendOptions withPrecision(Precision other) {
        return new BackendOptions(threads, other, deterministic);
    }

    /** The same with equal bits in every run, or without. */
    public BackendOptions withDeterministic(boolean wanted) {
        return new BackendOptions(threads, precision, wanted);
    }

    /** What a device that computes in FP32 alone answers to these options: why it cannot serve, or nothing. */
    public Optional<String> refusedByFp32(String device) {
        return switch (precision) {
            case AUTO, FP32 -> Optional.empty();
            case TF32, BF16 ->
                Optional.of("%s computes in fp32, not in %s: ask for fp32, or compute on a GPU"
                        .formatted(device, precision));
        };
    }
}
