package dev.menny.cuda.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CUDA found on machines of all kinds, made of stand-ins; each in a JVM of its own. */
class CudaSetupTest {
    private static final String OR_NAME_IT = "or name its folder in MENNY_CUDA_PATH";

    @TempDir
    static Path shared;

    private static StandIns standIns;

    @TempDir
    Path folder;

    @BeforeAll
    static void build() throws Exception {
        standIns = StandIns.build(shared);
    }

    private Path machine(String... libraries) throws IOException {
        return standIns.into(folder.resolve("cuda"), libraries);
    }

    private ProbeRun on(Path... folders) throws IOException {
        return new ProbeRun(folder.resolve("tmp")).folders(folders);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 13})
    void loadsEitherCuda(int major) throws Exception {
        Path cuda = machine("driver", "cublas" + major, "cudnn" + major);

        assertThat(on(cuda).lines())
                .containsExactly(
                        "finding NVIDIA driver for CUDA 13.0 and older",
                        "finding GPU 0: Stand-in 0, compute capability 9.0, 24.0 GiB",
                        "finding cuBLAS %d.6.1 in %s".formatted(major, cuda),
                        "finding cuDNN 9.19.0 in %s".formatted(cuda),
                        "driver 13.0",
                        "gpu Stand-in 0 9.0",
                        "cublas %d.6.1 %s/libcublas.so.%d".formatted(major, cuda, major),
                        "cudnn 9.19.0 for " + major,
                        "cublas-says 0 %d0601".formatted(major),
                        "cudnn-says 0",
                        "temporary restored");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 13})
    void takesTheCublasThatCudnnIsMadeFor(int major) throws Exception {
        Path cuda = machine("driver", "cublas12", "cublas13", "cudnn" + major);

        assertThat(on(cuda).lines()).contains("cublas-says 0 %d0601".formatted(major), "cudnn-says 0");
    }

    @Test
    void findsEachLibraryInAFolderOfItsOwn() throws Exception {
        Path half = standIns.into(folder.resolve("lt"), "cublas13/libcublasLt.so.13");
        Path cublas = standIns.into(folder.resolve("blas"), "cublas13/libcublas.so.13");

        assertThat(on(cublas, half, standIns.file("cudnn13"), standIns.file("driver"))
                        .lines())
                .contains("cublas 13.6.1 %s/libcublas.so.13".formatted(cublas), "cublas-says 0 130601");
    }

    @Test
    void findsWhatTheDynamicLoaderFinds() throws Exception {
        Path cuda = machine("driver", "cublas13", "cudnn13");
        ProbeRun run = on().argument("loader").argument("likely").environment("LD_LIBRARY_PATH", cuda);

        assertThat(run.lines())
                .contains(
                        "cublas 13.6.1 %s/libcublas.so.13".formatted(cuda.toRealPath()),
                        "cublas-says 0 130601",
                        "cudnn-says 0");
    }

    @Test
    void followsLinksToTheParts() throws Exception {
        Path cuda = machine("driver", "cublas12");
        Path real = standIns.into(folder.resolve("real"), "cudnn12");
        Files.createSymbolicLink(cuda.resolve("libcudnn.so.9"), real.resolve("libcudnn.so.9"));

        assertThat(on(cuda).lines()).contains("cudnn-says 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"property", "MENNY_CUDA_PATH", "LD_LIBRARY_PATH"})
    void isFoundOnceForManyThreadsWhereItIsNamed(String where) throws Exception {
        Path cuda = machine("driver", "cublas13", "cudnn13");
        ProbeRun run = on();
        if (where.equals("property")) {
            run.option("-Dmenny.cuda.path=" + cuda);
        } else {
            run.environment(where, cuda);
        }

        assertThat(run.lines())
                .contains(
                        "installations 1",
                        "finding cuDNN 9.19.0 in " + cuda,
                        "cublas-says 0 130601",
                        "temporary restored")
                .noneMatch(line -> line.startsWith("left "));
    }

    /** JCuda itself takes what lies in the folder for temporary files. */
    @Test
    void loadsNothingThatOthersPutAmongTemporaryFiles() throws Exception {
        Path cuda = machine("driver", "cublas12", "cudnn12");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        for (JCudaLibrary library : JCudaLibrary.values()) {
            Files.writeString(temporary.resolve(library.file("12.6.0")), "planted");
        }

        assertThat(on(cuda).lines()).contains("cublas-says 0 120601", "temporary restored");
        assertThat(temporary).isDirectoryNotContaining("glob:**menny*");
    }

    @Test
    void saysThatANamedFolderIsMissing() throws Exception {
        Path slip = folder.resolve("slip");

        assertThat(on(machine("driver"), slip).problem())
                .isEqualTo("%s, named by MENNY_CUDA_PATH or menny.cuda.path, is no folder: correct it", slip);
    }

    @Test
    void saysThatThereIsNoDriver() throws Exception {
        Path cuda = machine("cublas12", "cudnn12");

        assertThat(on(cuda).lines())
                .containsExactly(
                        "problem no NVIDIA GPU or driver was found; a GPU needs NVIDIA's driver 525 or newer",
                        "temporary restored");
        assertThat(on(cuda).argument("likely").problem())
                .isEqualTo("an NVIDIA GPU is here, but libcuda.so.1 was not found: install NVIDIA's driver 525 or newer"
                        + " (start a container with --gpus all), " + OR_NAME_IT);
    }

    @ParameterizedTest
    @CsvSource({
        "STANDIN_INIT, 100, see what nvidia-smi says (start a container with --gpus all)",
        "STANDIN_GPUS, 0, see what nvidia-smi says (start a container with --gpus all)",
        "STANDIN_INIT, 34, a stub to link against",
        "STANDIN_INIT, 803, restart the machine",
        "STANDIN_INIT, 999, 'error 999 (CUDA_ERROR_STAND_IN): see what nvidia-smi says'",
    })
    void saysWhyTheDriverGivesNoGpu(String setting, String value, String message) throws Exception {
        Path cuda = machine("driver", "cublas12", "cudnn12");

        assertThat(on(cuda).environment(setting, value).problem())
                .startsWith("NVIDIA's driver ")
                .contains(message);
    }

    @Test
    void saysThatAVariableHidesTheGpu() throws Exception {
        Path cuda = machine("driver");

        assertThat(on(cuda).environment("STANDIN_INIT", 100)
                        .environment("CUDA_VISIBLE_DEVICES", "-1")
                        .problem())
                .isEqualTo("NVIDIA's driver finds no GPU: CUDA_VISIBLE_DEVICES='-1' may hide it");
    }

    @Test
    void saysThatDriverOrGpuAreTooOld() throws Exception {
        Path cuda = machine("driver", "cublas12", "cudnn12");

        assertThat(on(cuda).environment("STANDIN_DRIVER", 11080).problem())
                .isEqualTo("the NVIDIA driver for CUDA 11.8 and older is too old:"
                        + " install NVIDIA's driver 525 or newer, which supports CUDA 12.0");
        assertThat(on(cuda).environment("STANDIN_CAPABILITY", 70).problem())
                .isEqualTo("Stand-in 0 has compute capability 7.0; Menny needs 7.5 (Turing) or newer");
        assertThat(on(cuda).environment("STANDIN_CAPABILITY", 74)
                        .environment("STANDIN_GPUS", 2)
                        .lines())
                .as("the second GPU will do")
                .contains("gpu Stand-in 1 7.5");
        assertThat(on(cuda).environment("STANDIN_DRIVER", 12000).lines()).contains("driver 12.0", "cudnn-says 0");
    }

    @Test
    void saysThatCublasIsMissing() throws Exception {
        assertThat(on(machine("driver", "cudnn12")).problem())
                .isEqualTo(
                        "cuBLAS was not found: install CUDA 12 or 13 (pip install nvidia-cublas-cu12), " + OR_NAME_IT);
        assertThat(on(standIns.file("driver")).problem())
                .isEqualTo("cuBLAS and cuDNN 9 were not found: install both"
                        + " (pip install nvidia-cublas-cu12 nvidia-cudnn-cu12),"
                        + " or name their folders in MENNY_CUDA_PATH");
    }

    @Test
    void saysThatCublasIsOfAnotherVersion() throws Exception {
        Path cuda = machine("driver", "cublas11", "cudnn12");

        assertThat(on(cuda).problem())
                .isEqualTo(
                        "cuBLAS 12 or 13 is needed, but only %s/libcublas.so.11 was found: install CUDA 12 or 13"
                                + " (pip install nvidia-cublas-cu12), %s",
                        cuda, OR_NAME_IT);
    }

    @Test
    void saysThatHalfOfCublasIsMissing() throws Exception {
        Path cuda = machine("driver", "cublas13/libcublas.so.13", "cudnn13");

        assertThat(on(cuda).problem())
                .isEqualTo(
                        "%s/libcublas.so.13 needs libcublasLt.so.13, which was not found:"
                                + " install CUDA's libraries anew, %s",
                        cuda, OR_NAME_IT);
    }

    @Test
    void saysThatCudnnIsMissingOrOld() throws Exception {
        Path cuda = machine("driver", "cublas13");

        assertThat(on(cuda).lines())
                .contains(
                        "finding cuBLAS 13 in " + cuda,
                        "problem cuDNN 9 was not found: install it (pip install nvidia-cudnn-cu13), " + OR_NAME_IT);
        Files.createFile(cuda.resolve("libcudnn.so.8"));
        assertThat(on(cuda).problem())
                .isEqualTo(
                        "cuDNN 9 is needed, but only %s/libcudnn.so.8 was found: install it"
                                + " (pip install nvidia-cudnn-cu13), %s",
                        cuda, OR_NAME_IT);
    }

    /** The real cuDNN ends the process in both cases, as does its stand-in. */
    @Test
    void saysThatCudnnIsIncomplete() throws Exception {
        String message = "cuDNN 9 in %s is incomplete, it lacks %s: install it anew, whole, " + OR_NAME_IT;
        Path cuda = machine("driver", "cublas12", "cudnn12");
        Files.delete(cuda.resolve("libcudnn_ops.so.9"));
        Path alone = standIns.into(folder.resolve("alone"), "cudnn12/libcudnn.so.9");

        assertThat(on(cuda).problem()).isEqualTo(message, cuda, "libcudnn_ops.so.9");
        assertThat(on(alone, standIns.file("cublas12"), standIns.file("driver")).problem())
                .isEqualTo(message, alone, "libcudnn_graph.so.9");
        assertThat(on(cuda, standIns.file("cudnn12")).lines())
                .as("another one is whole")
                .contains("cudnn-says 0");
    }

    @Test
    void saysThatVersionsDoNotFit() throws Exception {
        Path thirteen = machine("driver", "cublas13", "cudnn13");
        assertThat(on(thirteen).environment("STANDIN_DRIVER", 12040).problem())
                .isEqualTo(
                        "%s/libcublas.so.13 needs NVIDIA's driver 580 or newer,"
                                + " but here is the NVIDIA driver for CUDA 12.4 and older: update it,"
                                + " or install CUDA 12 (pip install nvidia-cublas-cu12 nvidia-cudnn-cu12)",
                        thirteen);

        Path twelve = standIns.file("cublas12");
        assertThat(on(twelve, standIns.file("cudnn13"), standIns.file("driver")).problem())
                .isEqualTo(
                        "cuDNN in %s is made for CUDA 13, but the cuBLAS in %s is that of CUDA 12:"
                                + " install cuDNN 9 for CUDA 12 (pip install nvidia-cudnn-cu12), %s",
                        standIns.file("cudnn13"), twelve, OR_NAME_IT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "libcuda.so.1",
                "libcublas.so.12",
                "libcublasLt.so.12",
                "libcudnn.so.9",
                "libcudnn_cnn.so.9",
            })
    void namesABrokenFile(String name) throws Exception {
        Path cuda = machine("driver", "cublas12", "cudnn12");
        Path file = cuda.resolve(name);
        byte[] whole = Files.readAllBytes(file);

        Files.writeString(file, "<html>404</html>");
        assertThat(on(cuda).problem()).isEqualTo("%s cannot be loaded: it is no ELF file: install it anew", file);
        // The dynamic loader takes such a file, and the process dies of it.
        Files.write(file, Arrays.copyOf(whole, whole.length / 4));
        assertThat(on(cuda).problem())
                .startsWith(file + " cannot be loaded: it is cut off: %d bytes".formatted(whole.length / 4));
        Files.write(file, whole);
        Files.write(file, ofOtherMachine(file));
        assertThat(on(cuda).problem()).startsWith(file + " cannot be loaded: ").endsWith(": install it anew");
    }

    @Test
    void takesASoundFileBehindABrokenOne() throws Exception {
        Path broken = Files.createDirectory(folder.resolve("broken"));
        for (String name : List.of("libcuda.so.1", "libcublas.so.12", "libcublasLt.so.12", "libcudnn.so.9")) {
            Files.writeString(broken.resolve(name), "");
        }

        assertThat(on(broken, machine("driver", "cublas12", "cudnn12")).lines()).contains("cublas-says 0 120601");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jcuda", "jcublas", "jcudnn"})
    void saysThatJCudasNativesAreMissing(String name) throws Exception {
        Path cuda = machine("driver", "cublas12", "cudnn12");

        assertThat(on(cuda).without(jar -> jar.contains(name + "-natives")).problem())
                .isEqualTo(
                        "JCuda's native library is not on the class path: add org.jcuda:%s-natives:12.6.0:linux-x86_64",
                        name);
    }

    @ParameterizedTest
    @CsvSource({"12, cannot open shared object file: No such file or directory", "13, it does not need libcublas.so.12"
    })
    void saysThatJCudasNativesCannotBeLoaded(String major, String reason) throws Exception {
        Path cuda = machine("driver", "cublas" + major, "cudnn" + major);
        String library = JCudaLibrary.CUBLAS.file("12.6.0");
        Path classes = folder.resolve("classes");
        Files.createDirectories(classes.resolve("lib"));
        Files.write(classes.resolve("lib").resolve(library), ofOtherMachine(standIns.file("driver/libcuda.so.1")));

        assertThat(on(cuda).before(classes).problem())
                .startsWith("JCuda's %s could not be loaded from a folder below ".formatted(library))
                .contains(": " + reason)
                .endsWith("; where that folder forbids programs, start with -Djava.io.tmpdir=ANOTHER");
    }

    private static byte[] ofOtherMachine(Path library) throws IOException {
        byte[] file = Files.readAllBytes(library);
        file[18] = (byte) 0xb7;
        return file;
    }

    @Test
    void servesSeveralClassLoaders() throws Exception {
        Path cuda = machine("driver", "cublas13", "cudnn13");

        assertThat(on(cuda).argument("again").lines())
                .filteredOn(line -> line.equals("cublas-says 0 130601"))
                .hasSize(2);
    }

    @Test
    void saysThatJCudaIsMissing() throws Exception {
        Path cuda = machine("driver", "cublas12", "cudnn12");

        assertThat(on(cuda).without(jar -> jar.matches(".*/(jcuda|jcublas|jcudnn)-[0-9.]+\\.jar"))
                        .problem())
                .isEqualTo(
                        "JCuda is not on the class path: add org.jcuda's jcuda, jcublas and jcudnn, as Menny's pom does");
    }
}
