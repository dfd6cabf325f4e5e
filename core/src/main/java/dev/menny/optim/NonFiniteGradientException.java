package dev.menny.optim;

/** A step that clips gradients by their norm was refused, since the norm is no finite number; nothing has changed. */
public final class NonFiniteGradientException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final double norm;

    NonFiniteGradientException(double norm) {
        super(
                "the norm of the gradients is %s, so they cannot be clipped: lower the learning rate, and look for inputs that are not finite"
                        .formatted(Double.isNaN(norm) ? "not a number" : "beyond float32"));
        this.norm = norm;
    }

    /** NaN, infinite, or larger than any float. */
    public double norm() {
        return norm;
    }
}
