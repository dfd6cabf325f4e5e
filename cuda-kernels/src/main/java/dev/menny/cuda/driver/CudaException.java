package dev.menny.cuda.driver;

/** A call into CUDA that failed; the message names the call and what CUDA says about it. */
public class CudaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message the call and its error */
    public CudaException(String message) {
        super(message);
    }
}
