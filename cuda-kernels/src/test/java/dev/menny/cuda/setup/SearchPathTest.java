package dev.menny.cuda.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPathTest {
    @TempDir
    Path root;

    private SearchPath path(String property, Map<String, String> environment) {
        return SearchPath.of(property, environment, root);
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    @Test
    void foldersNamedForMennyComeFirst() throws IOException {
        Path a = folder("a");
        Path b = folder("b");
        Path cuda = folder("cuda");
        Path library = folder("library");
        SearchPath path = path(
                a.toString(),
                Map.of(
                        "LD_LIBRARY_PATH", ":" + library + ":" + a + "::",
                        "CUDA_HOME", cuda.toString(),
                        "MENNY_CUDA_PATH", b.toString()));

        assertThat(path.named()).containsExactly(a, b);
        assertThat(path.folders())
                .startsWith(a, b, cuda.resolve("lib64"), cuda.resolve("lib"), library)
                .doesNotHaveDuplicates();
        assertThat(path.loader()).isTrue();
    }

    @Test
    void theNewestInstalledCudaComesFirst() throws IOException {
        folder("usr/local/cuda-9.2");
        folder("usr/local/cuda-12.6");
        folder("usr/local/cuda-13.0");
        folder("usr/local/cuda-12.10");
        folder("usr/local/other-14");
        folder("usr/local/cuda");

        assertThat(path(null, Map.of()).folders())
                .startsWith(
                        root.resolve("usr/local/cuda/lib64"),
                        root.resolve("usr/local/cuda-13.0/lib64"),
                        root.resolve("usr/local/cuda-12.10/lib64"),
                        root.resolve("usr/local/cuda-12.6/lib64"),
                        root.resolve("usr/local/cuda-9.2/lib64"),
                        root.resolve("usr/lib/x86_64-linux-gnu"),
                        root.resolve("usr/lib64"),
                        root.resolve("opt/cuda/lib64"));
    }

    @Test
    void findsWhatPipInstalled() throws IOException {
        Path cudnn = folder("venv/lib/python3.12/site-packages/nvidia/cudnn/lib");
        Path cublas = folder("venv/lib/python3.12/site-packages/nvidia/cublas/lib");
        Path older = folder("venv/lib/python3.9/site-packages/nvidia/cublas/lib");
        Path own = folder("me/.local/lib/python3.11/site-packages/nvidia/cu13/lib");
        Path conda = folder("conda/lib/python3.13/site-packages/nvidia/cudnn/lib");
        Path system = folder("usr/lib/python3/dist-packages/nvidia/cudnn/lib");
        Path local = folder("usr/local/lib/python3.11/dist-packages/nvidia/cudnn/lib");

        Map<String, String> environment = Map.of(
                "VIRTUAL_ENV", root.resolve("venv").toString(),
                "CONDA_PREFIX", root.resolve("conda").toString(),
                "HOME", root.resolve("me").toString());
        assertThat(path(null, environment).folders())
                .containsSubsequence(root.resolve("conda/lib"), cublas, cudnn, older, conda, own, system, local);
    }

    @Test
    void whatIsNotThereOrHasNoNameIsLeftOut() {
        Map<String, String> environment =
                Map.of("LD_LIBRARY_PATH", "::", "MENNY_CUDA_PATH", "", "HOME", " ", "CUDA_HOME", "a\0b");
        SearchPath path = path("", environment);

        assertThat(path.named()).isEmpty();
        assertThat(path.environment()).isEmpty();
        assertThat(path.missing()).isEmpty();
    }

    @Test
    void aNamedFolderThatIsMissingIsASlip() throws IOException {
        Path there = folder("there");
        Path missing = root.resolve("missing");

        assertThat(path(there + ":" + missing, Map.of()).missing()).contains(missing);
        assertThat(path(there.toString(), Map.of("LD_LIBRARY_PATH", missing.toString()))
                        .missing())
                .isEmpty();
    }

    @Test
    void findsFilesOfAnyVersion() throws IOException {
        Path a = folder("a");
        Path b = folder("b");
        Files.createFile(a.resolve("libcublas.so"));
        Files.createFile(a.resolve("libcublas.so.11.10.3"));
        Files.createFile(b.resolve("libcublas.so.11"));
        SearchPath path = SearchPath.ofFolders(List.of(a, b));

        assertThat(path.foldersWith("libcublas.so.11")).containsExactly(b);
        assertThat(path.anyVersionOf("libcublas.so.")).contains(b.resolve("libcublas.so.11"));
        assertThat(path.anyVersionOf("libcudnn.so.")).isEmpty();
    }
}
