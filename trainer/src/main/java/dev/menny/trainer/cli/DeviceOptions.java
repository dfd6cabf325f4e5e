package dev.menny.trainer.cli;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import picocli.CommandLine.Option;

/** What computes. */
final class DeviceOptions {
    @Option(
            names = "--device",
            paramLabel = "auto|cpu|scalar|reference",
            description =
                    "What computes: the best there is, the CPU, or a backend by name (default: ${DEFAULT-VALUE}).",
            defaultValue = Backends.AUTO)
    String device = Backends.AUTO;

    @Option(names = "--threads", paramLabel = "N", description = "CPU threads (default: one per core).")
    int threads = Runtime.getRuntime().availableProcessors();

    Backend open() {
        return UserError.unlessRefused(() -> Backends.open(device, threads));
    }
}
