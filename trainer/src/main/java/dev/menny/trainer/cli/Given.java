package dev.menny.trainer.cli;

import org.jspecify.annotations.Nullable;

/** Options that may be absent. */
final class Given {
    private Given() {}

    /** What was given, else the preset's value. */
    static <T> T or(@Nullable T given, T preset) {
        return given == null ? preset : given;
    }
}
