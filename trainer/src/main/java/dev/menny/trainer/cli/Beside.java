package dev.menny.trainer.cli;

import java.nio.file.Path;

/** Folders beside a file of weights, named after it. */
final class Beside {
    private Beside() {}

    /** {@code menny.checkpoints} for {@code menny.safetensors}. */
    static Path checkpoints(Path weights) {
        return named(weights, ".checkpoints");
    }

    /** {@code menny.report} for {@code menny.safetensors}. */
    static Path report(Path weights) {
        return named(weights, ".report");
    }

    private static Path named(Path weights, String ending) {
        String name = String.valueOf(weights.getFileName());
        int dot = name.lastIndexOf('.');
        return weights.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ending);
    }
}
