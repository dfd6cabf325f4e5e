package dev.menny.explain;

/** A model's numbers explain nothing, because there is NaN or infinity among them: its weights are spoilt. */
public final class NonFiniteException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    NonFiniteException(String what) {
        super(what + " holds NaN or infinity: the model's weights are spoilt");
    }

    /** The same values, all of which are finite. */
    static float[] requireFinite(float[] values, String what) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new NonFiniteException(what);
            }
        }
        return values;
    }
}
