package dev.menny.trainer.cli;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.BackendUnavailableException;
import dev.menny.backend.Backends;
import dev.menny.backend.Precision;
import picocli.CommandLine.Option;

/** What computes, and how. */
public final class DeviceOptions {
    @Option(
            names = "--device",
            paramLabel = "auto|cpu|cuda|scalar|reference",
            description = "What computes: the best there is, the CPU, an NVIDIA GPU, or a backend by name (default:"
                    + " ${DEFAULT-VALUE}).",
            defaultValue = Backends.AUTO)
    String device = Backends.AUTO;

    @Option(
            names = "--precision",
            paramLabel = "auto|fp32|tf32|bf16",
            description =
                    "How exactly a GPU multiplies; auto is tf32 where it can, and how a resumed training was begun;"
                            + " CPUs compute in fp32 (default: ${DEFAULT-VALUE}).",
            defaultValue = "auto")
    Precision precision = Precision.AUTO;

    @Option(
            names = "--deterministic",
            description = "Equal bits in every run on a GPU too, which may cost speed; CPUs always compute so.")
    boolean deterministic;

    @Option(names = "--threads", paramLabel = "N", description = "CPU threads (default: one per core).")
    int threads = Runtime.getRuntime().availableProcessors();

    /** CPU threads; out of range where the user typed so, until the device is opened. */
    public int threads() {
        return threads;
    }

    /** Opens the device. */
    public Backend open() {
        return open(Precision.AUTO);
    }

    /**
     * Opens the device.
     *
     * @param before how a training that goes on has computed so far, and does so further unless told otherwise; AUTO where
     *     there is no before
     */
    Backend open(Precision before) {
        Precision wanted = precision == Precision.AUTO ? before : precision;
        BackendOptions options = UserError.unlessRefused(() -> new BackendOptions(threads, wanted, deterministic));
        try {
            return Backends.open(device, options);
        } catch (BackendUnavailableException e) {
            // Who asked for no precision should hear where it comes from; every device has fp32.
            if (wanted == precision || wanted == Precision.FP32) {
                throw e;
            }
            throw new UserError(
                    "%s (this training has computed in %s so far; name another --precision to go on in that one)"
                            .formatted(ErrorMessages.message(e), before));
        }
    }
}
