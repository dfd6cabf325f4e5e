package dev.menny.cuda.setup;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Loads shared libraries into the process, and keeps what went wrong. Once a library is loaded, by whatever path, the
 * dynamic loader gives it to all that ask for its name: nothing here needs LD_LIBRARY_PATH.
 */
final class LibraryLoader {
    private final SearchPath path;
    private final Map<String, String> failures = new HashMap<>();

    LibraryLoader(SearchPath path) {
        this.path = path;
    }

    /** Loads a library of CUDA's from the first place that has a sound one. */
    Optional<Path> load(String name) {
        return firstOf(path.folders(), name).or(() -> loadByName(name));
    }

    /**
     * Loads the driver's library. Unlike CUDA's libraries it must fit the driver in the kernel, which the dynamic
     * loader's configuration knows best: what installers usually do comes last.
     */
    Optional<Path> loadDriver(String name, boolean gpuLikely) {
        return firstOf(
                        Stream.concat(path.named().stream(), path.environment().stream())
                                .toList(),
                        name)
                .or(() -> gpuLikely ? loadByName(name) : Optional.empty())
                .or(() -> firstOf(path.driver(), name));
    }

    /** Loads a library from one folder, if it is there. */
    Optional<Path> loadFrom(Path folder, String name) {
        Path file = folder.resolve(name);
        return Files.exists(file) ? loadFile(file) : Optional.empty();
    }

    /** Loads a file; nothing if that fails. */
    Optional<Path> loadFile(Path file) {
        try {
            ElfHeader.requireWhole(file);
            open(file);
            return Optional.of(file);
        } catch (IOException e) {
            failures.putIfAbsent(
                    String.valueOf(file.getFileName()), "%s cannot be loaded: %s".formatted(file, oneLine(file, e)));
            return Optional.empty();
        }
    }

    /** Loads a library from where the dynamic loader finds it. */
    @SuppressWarnings("restricted")
    Optional<Path> loadByName(String name) {
        if (!path.loader()) {
            return Optional.empty();
        }
        try {
            SymbolLookup.libraryLookup(name, Arena.global());
            return Optional.of(mapped(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Why the first file of one of these names could not be loaded, if one was there. */
    Optional<String> failure(String... names) {
        return Stream.of(names).filter(failures::containsKey).map(failures::get).findFirst();
    }

    private Optional<Path> firstOf(List<Path> folders, String name) {
        return folders.stream()
                .flatMap(folder -> loadFrom(folder, name).stream())
                .findFirst();
    }

    @SuppressWarnings("restricted")
    private static void open(Path file) throws IOException {
        try {
            System.load(file.toAbsolutePath().toString());
        } catch (UnsatisfiedLinkError e) {
            // The JVM gives a library to one class loader only; another one's is still good to link against.
            try {
                SymbolLookup.libraryLookup(file, Arena.global());
            } catch (IllegalArgumentException unopened) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    /** Where the file of a library that the dynamic loader chose is mapped from, by the kernel's list. */
    private static Path mapped(String name) {
        String stem = name.replaceFirst("\\.so\\..*", ".so");
        try (Stream<String> maps =
                Files.lines(Path.of("/proc/self/maps"), java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return maps.filter(line -> line.indexOf('/') >= 0)
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .filter(file -> String.valueOf(file.getFileName()).startsWith(stem))
                    .findFirst()
                    .orElse(Path.of(name));
        } catch (IOException | java.nio.file.InvalidPathException e) {
            return Path.of(name);
        }
    }

    /** The dynamic loader's words without the file's name, which stands before them, often twice. */
    private static String oneLine(Path file, IOException failure) {
        String message = String.valueOf(failure.getMessage()).replace(file + ": ", "");
        return message.lines().findFirst().orElse("");
    }
}
