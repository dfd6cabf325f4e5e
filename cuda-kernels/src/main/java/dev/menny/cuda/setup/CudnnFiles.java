package dev.menny.cuda.setup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Loads cuDNN 9: a small libcudnn.so.9, which opens its parts (libcudnn_graph.so.9 and others) by name while it works.
 * It ends the process where the dynamic loader finds none, and may take another installation's; parts from its own
 * folder that are loaded beforehand prevent both.
 */
final class CudnnFiles {
    static final String LIBRARY = "libcudnn.so.9";

    /** The parts without which there is no convolution. */
    private static final List<String> REQUIRED =
            List.of("libcudnn_graph.so.9", "libcudnn_ops.so.9", "libcudnn_cnn.so.9");
    /** Recurrent networks and attention: large, and none of Menny's. */
    private static final String UNUSED = "libcudnn_adv.so.9";

    private final SearchPath path;
    private final LibraryLoader loader;
    private @Nullable CudaUnavailableException defect;

    CudnnFiles(SearchPath path, LibraryLoader loader) {
        this.path = path;
        this.loader = loader;
    }

    /**
     * Loads the library with its parts from the first folder that has it whole.
     *
     * @return the library's file; nothing if there is none
     * @throws CudaUnavailableException if there are only incomplete or broken ones
     */
    Optional<Path> load() {
        for (Path folder : path.foldersWith(LIBRARY)) {
            Map<String, Path> parts = parts(folder);
            if (isWhole(folder, parts)) {
                Optional<Path> library = loader.loadFrom(folder, LIBRARY);
                if (library.isPresent()) {
                    loadParts(parts);
                    return library;
                }
            }
        }
        Optional<Path> chosen = loader.loadByName(LIBRARY);
        if (chosen.isEmpty() && defect != null) {
            throw defect;
        }
        return chosen;
    }

    private boolean isWhole(Path folder, Map<String, Path> parts) {
        boolean opensParts = !parts.isEmpty() || names(folder.resolve(LIBRARY), "libcudnn_graph");
        for (String part : opensParts ? REQUIRED : List.<String>of()) {
            if (!parts.containsKey(part) && loader.loadByName(part).isEmpty()) {
                remember(CudaProblems.cudnnIncomplete(folder, part));
                return false;
            }
        }
        for (Path part : parts.values()) {
            try {
                ElfHeader.requireWhole(part);
            } catch (IOException e) {
                remember(CudaProblems.broken("%s cannot be loaded: %s".formatted(part, e.getMessage())));
                return false;
            }
        }
        return true;
    }

    private void remember(CudaUnavailableException problem) {
        defect = defect == null ? problem : defect;
    }

    /** Parts need one another, in an order that differs between versions: each round loads those that can be. */
    private void loadParts(Map<String, Path> parts) {
        List<Path> left = new ArrayList<>(parts.values());
        int before;
        do {
            before = left.size();
            left.removeIf(part -> loader.loadFile(part).isPresent());
        } while (!left.isEmpty() && left.size() < before);
        for (Path part : left) {
            String name = part.getFileName().toString();
            if (REQUIRED.contains(name)) {
                throw CudaProblems.broken(loader.failure(name).orElse(name));
            }
        }
    }

    /** The parts beside the library, and beside the file that it is a link to. */
    private static Map<String, Path> parts(Path folder) {
        Map<String, Path> parts = new HashMap<>();
        addParts(folder, parts);
        try {
            Path real = folder.resolve(LIBRARY).toRealPath().getParent();
            if (real != null) {
                addParts(real, parts);
            }
        } catch (IOException e) {
            // A link to nothing: the library itself will say so.
        }
        return parts;
    }

    private static void addParts(Path folder, Map<String, Path> parts) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "libcudnn_*.so.9")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!name.equals(UNUSED)) {
                    parts.putIfAbsent(name, file);
                }
            }
        } catch (IOException e) {
            // A folder that cannot be listed: the parts are then the loader's to find.
        }
    }

    /** True if a file holds a text. */
    private static boolean names(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false;
        }
    }
}
