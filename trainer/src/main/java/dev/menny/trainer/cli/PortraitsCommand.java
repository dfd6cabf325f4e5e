package dev.menny.trainer.cli;

import dev.menny.trainer.portraits.PortraitFolder;
import dev.menny.trainer.train.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code menny portraits}. */
@Command(
        name = "portraits",
        header = "Paints portraits of four people to train on.",
        footer = {"Example:", "  menny portraits --out more --count 200 --seed 7"})
final class PortraitsCommand implements Callable<Integer> {
    private static final int COUNT = 64;
    // Two thirds of a second each: more would take days and half a million files.
    private static final int MOST = 100_000;

    private final Terminal terminal;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "A new or empty folder; each person gets a folder in it.")
    @SuppressWarnings("NullAway.Init") // set by picocli: it is required
    private Path out;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Portraits in all, shared out evenly (default: " + COUNT + ").")
    private int count = COUNT;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Chooses the portraits; equal seeds, equal pictures (default: " + Preset.SEED + ").")
    private long seed = Preset.SEED;

    PortraitsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (count < 1 || count > MOST) {
            throw new UserError(
                    "cannot paint %d portraits: give --count a number from 1 to %,d".formatted(count, MOST));
        }
        requireEmpty();
        List<Path> files = PortraitFolder.write(out, count, seed, this::progress);
        terminal.out().printf("painted %d portraits in %s%n", files.size(), out);
        return ExitCodes.DONE;
    }

    /** Pictures that somebody collected are not painted over. */
    private void requireEmpty() throws IOException {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new UserError("'%s' is a file: name a new folder with --out".formatted(out));
        }
        if (Files.isDirectory(out)) {
            try (Stream<Path> entries = Files.list(out)) {
                if (entries.findAny().isPresent()) {
                    throw new UserError("'%s' is not empty: name a new folder with --out".formatted(out));
                }
            }
        }
    }

    private synchronized void progress(int done) {
        if (terminal.interactive()) {
            terminal.out().printf("\r%d of %d%s", done, count, done == count ? "\r" : "");
            terminal.out().flush();
        }
    }
}
