package dev.menny.trainer.cli;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.BackendProvider;
import dev.menny.backend.Backends;
import dev.menny.trainer.train.MemoryEstimate;
import dev.menny.trainer.train.MennyVersion;
import dev.menny.trainer.train.Preset;
import dev.menny.trainer.train.TrainingConfig;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code menny doctor}. */
@Command(name = "doctor", header = "Looks at this machine and says what Menny lacks on it.")
final class DoctorCommand implements Callable<Integer> {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final double BYTES_PER_GIB = 1 << 30;

    private final Terminal terminal;
    // Asked for when it runs: looking for backends takes a third of a second, and every command makes this object.
    private final Supplier<List<BackendProvider>> providers;

    DoctorCommand(Terminal terminal) {
        this(terminal, Backends::providers);
    }

    DoctorCommand(Terminal terminal, Supplier<List<BackendProvider>> providers) {
        this.terminal = terminal;
        this.providers = providers;
    }

    @Override
    public Integer call() {
        finding("menny", MennyVersion.text());
        finding("JDK", Runtime.version() + " at " + System.getProperty("java.home"));
        finding(
                "system",
                "%s %s, %d cores"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.arch"),
                                Runtime.getRuntime().availableProcessors()));
        memory();
        vectorModule();
        providers.get().forEach(this::backend);
        portraits();
        return ExitCodes.DONE;
    }

    private void memory() {
        long heap = Runtime.getRuntime().maxMemory();
        String machine =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? " of the machine's %.1f GiB".formatted(system.getTotalMemorySize() / BYTES_PER_GIB)
                        : "";
        finding("memory", "the heap may grow to %.1f GiB%s".formatted(heap / BYTES_PER_GIB, machine));
        long wanted = wantedByDefaults();
        if (heap < wanted) {
            advice(
                    "training at the defaults wants about %.1f GiB: use --size 256, or allow more with MENNY_JAVA_OPTS=-Xmx…"
                            .formatted(wanted / BYTES_PER_GIB));
        }
    }

    private static long wantedByDefaults() {
        TrainingConfig config = Preset.STANDARD.config(Preset.ARCHITECTURE, Preset.FORMAT);
        return MemoryEstimate.of(config.model().build(2), config).total();
    }

    private void vectorModule() {
        boolean present = ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
        finding("Vector API", present ? "module " + VECTOR_MODULE + " is there" : "module missing");
        if (!present) {
            advice("start the JVM with --add-modules %s for the fast CPU backend; the launcher does"
                    .formatted(VECTOR_MODULE));
        }
    }

    private void backend(BackendProvider provider) {
        Optional<String> reason = provider.unavailableReason(BackendOptions.defaults());
        if (reason.isPresent()) {
            finding("backend", provider.name() + ": not here");
            provider.findings().forEach(this::detail);
            advice(reason.get());
            return;
        }
        try (Backend backend = provider.open(BackendOptions.defaults())) {
            finding("backend", backend.description());
        }
        provider.findings().forEach(this::detail);
    }

    private void portraits() {
        Optional<Path> folder = BundledPortraits.find();
        finding("portraits", folder.map(Path::toString).orElse("not found"));
        if (folder.isEmpty()) {
            advice("paint some with 'menny portraits --out portraits', or give 'menny train' a folder of your own");
        }
    }

    private void finding(String name, String value) {
        terminal.out().printf("%-11s %s%n", name, value);
    }

    private void detail(String line) {
        finding("", line);
    }

    private void advice(String what) {
        PrintWriter out = terminal.out();
        out.printf("%-11s -> %s%n", "", what);
    }
}
