package dev.menny.backend;

/** The backend asked for does not exist or cannot run on this machine; the message says why and what to do. */
public final class BackendUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one line for people */
    public BackendUnavailableException(String message) {
        super(message);
    }
}
