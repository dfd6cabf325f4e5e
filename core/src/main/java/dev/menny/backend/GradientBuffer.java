package dev.menny.backend;

/**
 * Where a kernel puts a gradient, and whether it overwrites what is there or adds to it.
 *
 * <p>The first contribution to a gradient overwrites, later ones add: so no gradient is ever filled with zeros first.
 *
 * @param buffer the destination
 * @param accumulate true to add to the destination, false to overwrite it
 */
public record GradientBuffer(DeviceBuffer buffer, boolean accumulate) {
    /** A destination that is overwritten. */
    public static GradientBuffer overwrite(DeviceBuffer buffer) {
        return new GradientBuffer(buffer, false);
    }
}
