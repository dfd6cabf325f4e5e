package dev.menny.app.inference;

/** There is more to do already than the service takes on; it passes, so that whoever asks again soon is served. */
public final class QueueFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says so. */
    public QueueFullException() {
        // Thrown when there is no time to waste, and always from the same place: without a stack trace.
        super("Too many pictures at once: try again in a second.", null, false, false);
    }
}
