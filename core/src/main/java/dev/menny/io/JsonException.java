package dev.menny.io;

/** A text that is not the JSON it should be; the message continues a sentence that begins with what the text is. */
final class JsonException extends Exception {
    private static final long serialVersionUID = 1L;

    JsonException(String message) {
        super(message);
    }

    JsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
