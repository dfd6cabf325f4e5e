package dev.menny.backend;

/** A device has no memory left for what was asked; the message says who wanted how much and what to lower. */
public final class DeviceMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String refusal;
    private final String advice;

    /**
     * A refusal.
     *
     * @param refusal who has no room for how much
     * @param advice how full it is and what to do about it
     */
    public DeviceMemoryException(String refusal, String advice) {
        super(refusal + ": " + advice);
        this.refusal = refusal;
        this.advice = advice;
    }

    /** The same, saying what the memory was wanted for. */
    public DeviceMemoryException wantedFor(String purpose) {
        DeviceMemoryException detailed = new DeviceMemoryException(refusal + " for " + purpose, advice);
        detailed.setStackTrace(getStackTrace());
        return detailed;
    }
}
