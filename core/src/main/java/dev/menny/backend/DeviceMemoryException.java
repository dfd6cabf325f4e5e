package dev.menny.backend;

/** A device has no memory left for what was asked; the message says who wanted how much and what to lower. */
public final class DeviceMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one line for people */
    public DeviceMemoryException(String message) {
        super(message);
    }
}
