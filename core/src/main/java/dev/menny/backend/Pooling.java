package dev.menny.backend;

/** How a pooling window becomes one number. */
public enum Pooling {
    /** The mean of the window. */
    AVERAGE,
    /** The largest element of the window; of equal ones the first in row-major order. */
    MAX
}
