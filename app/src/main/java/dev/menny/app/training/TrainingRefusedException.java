package dev.menny.app.training;

/** A training cannot begin as it was asked for; the message is one sentence that says why and what would do. */
public final class TrainingRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainingRefusedException(String message) {
        super(message);
    }

    TrainingRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
