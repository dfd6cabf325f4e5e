package dev.menny.benchmarks;

/** Something that whoever runs the benchmarks can mend; its message says how, in one line. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message one line: what is wrong and how to mend it */
    public UserError(String message) {
        super(message);
    }
}
