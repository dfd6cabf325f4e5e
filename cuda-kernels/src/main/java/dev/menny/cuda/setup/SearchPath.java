package dev.menny.cuda.setup;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folders in which CUDA's libraries are looked for, in order.
 *
 * @param named the folders that somebody named for Menny
 * @param environment the folders that the environment names for all programs
 * @param conventional where installers put CUDA's libraries
 * @param driver where installers put the driver's library
 * @param loader true if the dynamic loader may search as well
 */
record SearchPath(
        List<Path> named, List<Path> environment, List<Path> conventional, List<Path> driver, boolean loader) {
    /** The system property that names folders, separated by colons. */
    static final String PROPERTY = "menny.cuda.path";
    /** The environment variable for the same. */
    static final String VARIABLE = "MENNY_CUDA_PATH";

    /** The path of this process. */
    static SearchPath ofProcess() {
        return of(System.getProperty(PROPERTY), System.getenv(), Path.of("/"));
    }

    /**
     * The path by a property, an environment and the folders of a machine.
     *
     * @param property value of {@link #PROPERTY}
     * @param root the machine's root folder
     */
    static SearchPath of(@Nullable String property, Map<String, String> environment, Path root) {
        List<Path> named = new ArrayList<>(split(property));
        named.addAll(split(environment.get(VARIABLE)));
        List<Path> general = new ArrayList<>();
        for (String variable : List.of("CUDA_HOME", "CUDA_PATH")) {
            for (Path home : split(environment.get(variable))) {
                general.addAll(List.of(home.resolve("lib64"), home.resolve("lib")));
            }
        }
        general.addAll(split(environment.get("LD_LIBRARY_PATH")));
        return new SearchPath(
                List.copyOf(named),
                List.copyOf(general),
                conventional(environment, root),
                List.of(
                        root.resolve("usr/lib/x86_64-linux-gnu"),
                        root.resolve("usr/lib64"),
                        root.resolve("usr/lib/wsl/lib"),
                        root.resolve("usr/local/nvidia/lib64")),
                true);
    }

    /** Nothing but the given folders. */
    static SearchPath ofFolders(List<Path> folders) {
        return new SearchPath(List.copyOf(folders), List.of(), List.of(), List.of(), false);
    }

    /** Everywhere that CUDA's libraries may lie. */
    List<Path> folders() {
        return Stream.of(named, environment, conventional)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** The folders that hold a file of a given name. */
    List<Path> foldersWith(String file) {
        return folders().stream()
                .filter(folder -> Files.exists(folder.resolve(file)))
                .toList();
    }

    /** A file of a library in whatever major version, by the name before the version. */
    Optional<Path> anyVersionOf(String stem) {
        return folders().stream()
                .flatMap(folder -> children(folder, stem + "*").stream())
                .filter(file -> name(file).substring(stem.length()).matches("\\d+"))
                .findFirst();
    }

    /** A named folder that does not exist: a slip of whoever named it. */
    Optional<Path> missing() {
        return named.stream().filter(folder -> !Files.isDirectory(folder)).findFirst();
    }

    private static List<Path> conventional(Map<String, String> environment, Path root) {
        List<Path> folders = new ArrayList<>();
        for (Path cuda : children(root.resolve("usr/local"), "cuda*")) {
            folders.add(cuda.resolve("lib64"));
        }
        folders.add(root.resolve("usr/lib/x86_64-linux-gnu"));
        folders.add(root.resolve("usr/lib64"));
        folders.add(root.resolve("opt/cuda/lib64"));
        for (Path home : split(environment.get("CONDA_PREFIX"))) {
            folders.add(home.resolve("lib"));
        }
        for (Path libraries : pythonLibraries(environment, root)) {
            folders.addAll(ofPip(libraries));
        }
        return List.copyOf(folders);
    }

    private static List<Path> pythonLibraries(Map<String, String> environment, Path root) {
        List<Path> folders = new ArrayList<>();
        for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
            split(environment.get(variable)).forEach(home -> folders.add(home.resolve("lib")));
        }
        split(environment.get("HOME")).forEach(home -> folders.add(home.resolve(".local/lib")));
        folders.add(root.resolve("usr/lib"));
        folders.add(root.resolve("usr/local/lib"));
        return folders;
    }

    /** NVIDIA's wheels put the libraries into site-packages/nvidia/NAME/lib; Debian calls that folder dist-packages. */
    private static List<Path> ofPip(Path libraries) {
        List<Path> folders = new ArrayList<>();
        for (Path python : children(libraries, "python3*")) {
            for (Path packages : children(python, "{site,dist}-packages")) {
                children(packages.resolve("nvidia"), "*").forEach(wheel -> folders.add(wheel.resolve("lib")));
            }
        }
        return folders;
    }

    /** What a folder holds of a name: without a version first, then the newest. */
    private static List<Path> children(Path folder, String glob) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, glob)) {
            children.forEach(found::add);
        } catch (IOException | DirectoryIteratorException e) {
            // A folder that is not there, or not ours to read, holds nothing for us.
        }
        found.sort(Comparator.comparing((Path child) -> numbers(name(child)), SearchPath::newestFirst)
                .thenComparing(SearchPath::name));
        return found;
    }

    private static int newestFirst(int[] a, int[] b) {
        return a.length == 0 || b.length == 0 ? Integer.compare(a.length, b.length) : Arrays.compare(b, a);
    }

    private static int[] numbers(String name) {
        // Nine digits fit an int; longer ones are no version.
        return Arrays.stream(name.split("\\D+"))
                .filter(digits -> !digits.isEmpty() && digits.length() <= 9)
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static List<Path> split(@Nullable String folders) {
        List<Path> paths = new ArrayList<>();
        for (String folder : folders == null ? new String[0] : folders.split(File.pathSeparator)) {
            try {
                if (!folder.isBlank()) {
                    paths.add(Path.of(folder).toAbsolutePath().normalize());
                }
            } catch (InvalidPathException e) {
                // A name that this JVM's file names cannot spell leads nowhere.
            }
        }
        return paths;
    }
}
