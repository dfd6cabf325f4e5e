package dev.menny.app.training;

/** What was asked for does not go with what the desk is doing: one training runs already, or none does. */
public final class TrainingStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainingStateException(String message) {
        super(message);
    }
}
