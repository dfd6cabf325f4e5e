package dev.menny.app.web;

/** A request that is refused; the message is a sentence for people that says why and, where there is a way, how to mend it. */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ApiException(int status, String message) {
        // Refusals are no mistakes of ours to be traced, and hostile ones may be many.
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
