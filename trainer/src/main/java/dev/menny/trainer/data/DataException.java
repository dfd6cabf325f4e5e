package dev.menny.trainer.data;

import org.jspecify.annotations.Nullable;

/** The user's pictures or folders are not usable as they are; the message is one line that says why and how to mend it. */
public class DataException extends RuntimeException {
    /** A mistake whose message tells everything. */
    public DataException(String message) {
        super(message);
    }

    /** A mistake found through another exception, kept for the log. */
    public DataException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
