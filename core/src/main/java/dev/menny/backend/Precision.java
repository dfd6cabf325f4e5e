package dev.menny.backend;

import java.util.Locale;

/** How exactly a device multiplies. Values are stored and summed in float32 wherever nothing else is said. */
public enum Precision {
    /** A request only: TF32 where the device has it, else FP32. CPUs compute in FP32. */
    AUTO,
    /** True float32: 24 bits of mantissa in every product. */
    FP32,
    /** The factors of convolutions and linear layers are rounded to 11 bits of mantissa, sums are float32. */
    TF32,
    /**
     * Mixed precision: activations are stored, and the factors of convolutions and linear layers rounded, in bfloat16 (8
     * bits of mantissa); parameters, optimizer states, losses and sums stay float32.
     */
    BF16;

    /** The name on the command line, such as {@code tf32}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
