package dev.menny.cuda.setup;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasHandle;
import jcuda.jcudnn.JCudnn;
import jcuda.jcudnn.cudnnHandle;

/** Loads CUDA in a JVM of its own and prints what came of it, a line each: a key, a space, a value. */
final class SetupProbe {
    private SetupProbe() {}

    /**
     * Looks in the given folders alone, or, without any, where this process would look.
     *
     * @param arguments folders; {@code loader} allows the dynamic loader's search, {@code likely} pretends that the
     *     machine has a GPU, {@code again} looks a second time, with a class loader of its own
     */
    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        look(words);
        if (words.contains("again")) {
            lookAgain(words.stream().filter(word -> !word.equals("again")).toArray(String[]::new));
        }
    }

    private static void lookAgain(String[] arguments) throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader other =
                new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Method main = other.loadClass(SetupProbe.class.getName()).getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) arguments);
        }
    }

    private static void look(List<String> words) throws Exception {
        String temporary = System.getProperty("java.io.tmpdir");
        CudaSetup.Outcome outcome;
        if (words.isEmpty()) {
            outcome = byManyThreads();
        } else {
            List<Path> folders = words.stream()
                    .filter(word -> word.startsWith("/"))
                    .map(Path::of)
                    .toList();
            outcome = CudaSetup.run(
                    new SearchPath(folders, List.of(), List.of(), List.of(), words.contains("loader")),
                    words.contains("likely"));
        }
        CudaDiagnosis.findings(outcome).forEach(line -> print("finding", line));
        if (outcome.problem() == null) {
            use(outcome.installation());
        } else {
            print("problem", outcome.problem());
        }
        print("temporary", temporary.equals(System.getProperty("java.io.tmpdir")) ? "restored" : "changed");
        try (var left = Files.list(Path.of(temporary))) {
            left.filter(file -> file.getFileName().toString().startsWith("menny"))
                    .forEach(file -> print("left", file));
        }
    }

    private static CudaSetup.Outcome byManyThreads() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<CudaInstallation>> looks = threads.invokeAll(Collections.nCopies(8, CudaLibraries::load));
            Set<CudaInstallation> installations = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Future<CudaInstallation> look : looks) {
                installations.add(look.get());
            }
            print("installations", installations.size());
            return CudaLibraries.outcome();
        }
    }

    /** Calls that go through JCuda into the libraries. */
    private static void use(CudaInstallation installation) {
        print("driver", installation.driver().cudaVersion());
        print("gpu", installation.gpu().name() + " " + installation.gpu().computeCapability());
        print(
                "cublas",
                installation.cublas().version() + " " + installation.cublas().file());
        print(
                "cudnn",
                installation.cudnn().version() + " for " + installation.cudnn().cudaMajor());
        cublasHandle blas = new cublasHandle();
        int[] version = new int[1];
        int status = JCublas2.cublasCreate(blas) + JCublas2.cublasGetVersion(blas, version);
        print("cublas-says", status + " " + version[0]);
        print("cudnn-says", JCudnn.cudnnCreate(new cudnnHandle()));
    }

    private static void print(String key, Object value) {
        System.out.println(key + " " + value);
    }
}
