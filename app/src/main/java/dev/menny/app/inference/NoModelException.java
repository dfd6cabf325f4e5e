package dev.menny.app.inference;

/** Nothing can be predicted, since there is no model yet. */
public final class NoModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoModelException() {
        super("There is no trained model yet: train one on this page, or start with 'menny serve WEIGHTS'.");
    }
}
