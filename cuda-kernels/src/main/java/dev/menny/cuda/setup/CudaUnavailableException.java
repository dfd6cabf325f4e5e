package dev.menny.cuda.setup;

/** CUDA cannot be used on this machine; the message says in one line what is missing and what to install or set. */
public final class CudaUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CudaUnavailableException(String message) {
        super(message);
    }
}
