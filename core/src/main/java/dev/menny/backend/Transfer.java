package dev.menny.backend;

/** A copy to the device that is under way. */
@FunctionalInterface
public interface Transfer {
    /** Makes kernels that are called from here on see what is copied. Waits no longer than the device makes it wait. */
    void await();
}
