package dev.menny.app.web;

import java.util.Arrays;
import java.util.concurrent.TimeoutException;

/** Finds out whether something failed because its time was over. */
final class Timeouts {
    // Deeper than any real failure, in case one causes itself.
    private static final int DEEPEST = 20;

    private Timeouts() {}

    /** True if a time-out is among what caused the failure, or came with it. */
    static boolean isIn(Throwable failure) {
        return isIn(failure, DEEPEST);
    }

    private static boolean isIn(Throwable failure, int depth) {
        if (failure instanceof TimeoutException) {
            return true;
        }
        if (depth == 0) {
            return false;
        }
        return (failure.getCause() != null && isIn(failure.getCause(), depth - 1))
                || Arrays.stream(failure.getSuppressed()).anyMatch(suppressed -> isIn(suppressed, depth - 1));
    }
}
