package dev.menny.trainer.cli;

import java.util.function.Supplier;

/** What the user asked for cannot be done; the message is one line that says why and how to mend it. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one line that says what is wrong and how to mend it */
    public UserError(String message) {
        super(message);
    }

    private UserError(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }

    /**
     * Makes something out of what the user typed: a value that is refused is the user's to mend. Elsewhere an
     * {@link IllegalArgumentException} is a mistake of ours.
     */
    public static <T> T unlessRefused(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new UserError(e);
        } catch (ArithmeticException e) {
            throw new UserError("sizes so large that they cannot be counted: choose a smaller --size or --batch");
        }
    }
}
