package dev.menny.io;

/** A model gives no finite numbers, because its weights hold NaN or infinity. */
public final class SpoiltWeightsException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** The one message that there is. */
    public SpoiltWeightsException() {
        super("the weights give no numbers (NaN): they are spoilt, train them again");
    }
}
