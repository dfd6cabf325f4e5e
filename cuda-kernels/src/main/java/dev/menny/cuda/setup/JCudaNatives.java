package dev.menny.cuda.setup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jcuda.JCudaVersion;
import jcuda.LibUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes JCuda load its native libraries. JCuda writes them to the folder for temporary files, where it takes what lies
 * there under their names, unchecked; so while it loads, that folder is one of our own, which is deleted at the end:
 * what is mapped into memory needs no file any more.
 */
final class JCudaNatives implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JCudaNatives.class);
    private static final String TEMPORARY = "java.io.tmpdir";
    /** The version of CUDA that JCuda's libraries are linked with. */
    private static final int LINKED_MAJOR = 12;

    private final String version;
    private final String temporary;
    private final Path folder;

    private JCudaNatives(String version, String temporary, Path folder) {
        this.version = version;
        this.temporary = temporary;
        this.folder = folder;
    }

    /** Makes the folder, which is readable by this user alone. */
    static JCudaNatives open() {
        String temporary = String.valueOf(System.getProperty(TEMPORARY));
        try {
            return new JCudaNatives(
                    JCudaVersion.get(),
                    temporary,
                    Files.createTempDirectory(Path.of(temporary), "menny-cuda-").toAbsolutePath());
        } catch (IOException e) {
            throw CudaProblems.temporaryFolder(temporary);
        } catch (NoClassDefFoundError e) {
            throw CudaProblems.jcudaMissing();
        }
    }

    /** Loads JCuda's library for a library of CUDA's that has only one version. */
    void load(JCudaLibrary library) {
        if (LibUtils.class.getResource(resource(library)) == null) {
            throw CudaProblems.nativesMissing(library.artifact(), version);
        }
        String before = System.setProperty(TEMPORARY, folder.toString());
        try {
            library.initialize();
        } catch (LinkageError e) {
            boolean classMissing = e.getCause() instanceof ClassNotFoundException;
            throw classMissing
                    ? CudaProblems.jcudaMissing()
                    : CudaProblems.nativesFail(library.file(version), reason(e, library), temporary);
        } finally {
            restore(before);
        }
    }

    /** Loads JCuda's library for the cuBLAS of a version of CUDA, with its name of cuBLAS changed if that is another. */
    void loadForCublas(int cudaMajor) {
        if (cudaMajor != LINKED_MAJOR) {
            try (InputStream original = LibUtils.class.getResourceAsStream(resource(JCudaLibrary.CUBLAS))) {
                if (original != null) {
                    byte[] changed = ElfRetarget.retarget(
                            original.readAllBytes(), CublasFiles.name(LINKED_MAJOR), CublasFiles.name(cudaMajor));
                    Files.write(folder.resolve(JCudaLibrary.CUBLAS.file(version)), changed);
                }
            } catch (IOException e) {
                throw CudaProblems.nativesFail(
                        JCudaLibrary.CUBLAS.file(version), String.valueOf(e.getMessage()), temporary);
            }
        }
        load(JCudaLibrary.CUBLAS);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            LOG.debug("JCuda's libraries stay in {}", folder, e);
        }
    }

    private String resource(JCudaLibrary library) {
        return "/lib/" + library.file(version);
    }

    private static void restore(@Nullable String before) {
        if (before == null) {
            System.clearProperty(TEMPORARY);
        } else {
            System.setProperty(TEMPORARY, before);
        }
    }

    /**
     * JCuda reports with two stack traces in its message; the last error in them is the one of the file it wrote. The
     * file's name stands before it, twice.
     */
    private String reason(LinkageError error, JCudaLibrary library) {
        List<String> lines = String.valueOf(error.getMessage()).lines().toList();
        String line = lines.stream()
                .filter(candidate -> candidate.contains("Error: "))
                .reduce((earlier, later) -> later)
                .orElse(lines.isEmpty() ? "" : lines.getFirst());
        return line.replaceFirst(".*?Error: ", "").replace(folder.resolve(library.file(version)) + ": ", "");
    }
}
