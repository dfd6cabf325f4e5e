package dev.menny.benchmarks.gpureport;

import dev.menny.benchmarks.gpureport.Entry.Peak;
import java.util.List;
import java.util.OptionalDouble;

/** The best that was seen of the GPU. */
record GpuCeilings(List<Peak> peaks) {
    /** Operations a second of matrix products in a precision. */
    OptionalDouble matrix(String precision) {
        return best(Peak.MATRIX, precision);
    }

    /** Bytes a second of copies. */
    OptionalDouble copy() {
        return best(Peak.COPY, "");
    }

    private OptionalDouble best(String pattern, String precision) {
        return peaks.stream()
                .filter(peak ->
                        peak.pattern().equals(pattern) && peak.precision().equals(precision))
                .mapToDouble(Peak::rate)
                .max();
    }
}
