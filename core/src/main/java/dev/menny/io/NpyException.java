package dev.menny.io;

/** An npy header that cannot be read; the message continues a sentence that begins with the tensor's name. */
final class NpyException extends Exception {
    private static final long serialVersionUID = 1L;

    NpyException(String message) {
        super(message);
    }
}
