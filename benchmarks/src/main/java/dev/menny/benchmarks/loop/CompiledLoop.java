package dev.menny.benchmarks.loop;

import dev.menny.benchmarks.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The C source of this package as a loaded library, compiled for this very machine. */
final class CompiledLoop implements AutoCloseable {
    private static final String SOURCE = "adamw.c";
    private static final List<String> COMPILER =
            List.of("cc", "-O3", "-march=native", "-ffast-math", "-fPIC", "-shared");

    private final Arena arena = Arena.ofShared();
    private final Path folder;
    private final SymbolLookup symbols;

    @SuppressWarnings("restricted") // what is called was compiled from our own source
    private CompiledLoop(Path folder, Path library) {
        this.folder = folder;
        this.symbols = SymbolLookup.libraryLookup(library, arena);
    }

    static boolean compilerIsThere() {
        return !compilerVersion().isEmpty();
    }

    /** The compiler's first line about itself; empty if there is none. */
    static String compilerVersion() {
        try {
            return run(List.of("cc", "--version")).lines().findFirst().orElse("");
        } catch (IOException | UserError e) {
            return "";
        }
    }

    static CompiledLoop compile() {
        try (InputStream source = Objects.requireNonNull(CompiledLoop.class.getResourceAsStream(SOURCE))) {
            Path folder = Files.createTempDirectory("menny-loop");
            Path file = folder.resolve(SOURCE);
            Path library = folder.resolve(System.mapLibraryName("adamw"));
            Files.copy(source, file);
            List<String> command = new ArrayList<>(COMPILER);
            command.addAll(List.of("-o", library.toString(), file.toString(), "-lm"));
            run(command);
            return new CompiledLoop(folder, library);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new UserError("'%s' failed: %s".formatted(String.join(" ", command), output.strip()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while '%s' ran".formatted(command.getFirst()), e);
        }
        return output;
    }

    @SuppressWarnings("restricted") // as above
    MethodHandle function(String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), descriptor);
    }

    @Override
    public void close() {
        arena.close();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
