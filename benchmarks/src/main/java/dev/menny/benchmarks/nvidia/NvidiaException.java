package dev.menny.benchmarks.nvidia;

/** NVIDIA's libraries are not there, or refuse; the message says what. */
public final class NvidiaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NvidiaException(String message) {
        super(message);
    }
}
