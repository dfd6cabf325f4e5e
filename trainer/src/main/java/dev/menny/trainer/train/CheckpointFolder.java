package dev.menny.trainer.train;

import dev.menny.backend.Precision;
import dev.menny.io.SafeTensorsReader;
import dev.menny.io.WeightsFormatException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The checkpoint files of one training, named by the number of steps that lie before them. */
public final class CheckpointFolder {
    private static final Pattern NAME = Pattern.compile("step-(\\d{1,18})\\.safetensors");
    private static final int KEPT = 2;

    private final Path folder;

    /** Looks at nothing yet. */
    public CheckpointFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * The checkpoint that a user means: the file itself, or the newest whole one of a folder.
     *
     * @throws WeightsFormatException if the file is no checkpoint, or the folder holds no whole one
     * @throws IOException if it cannot be read
     */
    public static Path find(Path fileOrFolder) throws IOException {
        if (Files.isDirectory(fileOrFolder)) {
            return new CheckpointFolder(fileOrFolder).newestWhole();
        }
        try (SafeTensorsReader reader = SafeTensorsReader.open(fileOrFolder)) {
            Checkpoint.requireCheckpoint(reader);
        }
        return fileOrFolder;
    }

    /**
     * How exactly the training has multiplied up to a checkpoint, never {@link Precision#AUTO}.
     *
     * @param fileOrFolder as {@link #find} takes it
     * @throws WeightsFormatException if the file is no checkpoint, or the folder holds no whole one
     * @throws IOException if it cannot be read
     */
    public static Precision precision(Path fileOrFolder) throws IOException {
        return Checkpoint.precision(find(fileOrFolder));
    }

    private Path newestWhole() throws IOException {
        for (Path file : files().reversed()) {
            if (isWhole(file)) {
                return file;
            }
        }
        throw new WeightsFormatException(
                folder, "there is no whole checkpoint (step-….safetensors) in this folder: name another one");
    }

    /** A reader checks on opening that the file holds all that its header claims. */
    private static boolean isWhole(Path file) throws IOException {
        try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
            return Checkpoint.isCheckpoint(reader);
        } catch (WeightsFormatException e) {
            return false;
        }
    }

    /**
     * All checkpoints, oldest first; empty if there is no such folder.
     *
     * @throws IOException if it cannot be listed
     */
    public List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> steps(file).isPresent())
                    .sorted(Comparator.comparingLong(file -> steps(file).orElseThrow()))
                    .toList();
        }
    }

    /** What all checkpoints together take; 0 where that cannot be told. */
    public long bytes() {
        try {
            long bytes = 0;
            for (Path file : files()) {
                bytes += Files.size(file);
            }
            return bytes;
        } catch (IOException e) {
            return 0;
        }
    }

    Path file(long steps) {
        return folder.resolve("step-%06d.safetensors".formatted(steps));
    }

    private static OptionalLong steps(Path file) {
        Path name = file.getFileName();
        Matcher matcher = NAME.matcher(name == null ? "" : name.toString());
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /**
     * Makes the folder.
     *
     * @throws IOException if that fails
     */
    void create() throws IOException {
        Files.createDirectories(folder);
    }

    /**
     * Deletes all but the last two checkpoints and the best epoch's. Those beyond the present step go too: the training
     * went back behind them.
     *
     * @param steps made so far
     * @param bestSteps steps up to the end of the best epoch
     * @throws IOException if one cannot be deleted
     */
    void tidy(long steps, long bestSteps) throws IOException {
        int newer = 0;
        for (Path file : files().reversed()) {
            long made = steps(file).orElseThrow();
            boolean isRecent = made <= steps && newer++ < KEPT;
            if (!isRecent && (made > steps || made != bestSteps)) {
                Files.delete(file);
            }
        }
        deleteLeftovers();
    }

    /** Half-written files of trainings that were killed while they saved. */
    private void deleteLeftovers() throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, ".menny-*.part")) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
    }

    /**
     * Deletes all checkpoints and leaves the folder.
     *
     * @throws IOException if one cannot be deleted
     */
    public void clear() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
    }
}
