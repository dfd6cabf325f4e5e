package dev.menny.benchmarks.gpureport;

import dev.menny.benchmarks.run.ForkFlags;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a report is made, and with what.
 *
 * @param bundle the folder that {@code pack.sh} packed, unpacked
 * @param out where results, page and logs go
 * @param results what is known
 * @param python how Python is started
 * @param device the GPU: {@code cuda}, but for tests
 * @param tiny sizes that prove only that everything works
 */
record Bench(Path bundle, Path out, Results results, String python, String device, boolean tiny) {
    // What a native framework reads when its process starts. The allocator keeps what it has instead of giving each
    // large
    // tensor back to the system, which makes PyTorch on a CPU two to five times faster.
    private static final Map<String, String> ALLOCATOR = Map.of(
            "MALLOC_ARENA_MAX", "1",
            "MALLOC_MMAP_MAX_", "0",
            "MALLOC_TRIM_THRESHOLD_", "68719476736",
            "MALLOC_TOP_PAD_", "67108864",
            "THP_MEM_ALLOC_ENABLE", "1",
            "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");

    /** CPU threads of Menny and of PyTorch when they compute on the CPU. */
    static int threads() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The file that gets what processes print. */
    Path log() {
        return out.resolve("run.log");
    }

    /** A command that runs a class of this program in a JVM like this one. */
    List<String> java(Class<?> main, String... words) {
        return java(List.of(), main.getName(), List.of(words));
    }

    /** A command that runs any class of the class path in a JVM like this one, with more flags. */
    List<String> java(List<String> moreFlags, String main, List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ForkFlags.ofThisJvm());
        command.addAll(moreFlags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(words);
        return command;
    }

    /** The tests that travel in the bundle. */
    List<Path> tests() {
        File[] jars = bundle.resolve("tests").toFile().listFiles((folder, name) -> name.endsWith(".jar"));
        return jars == null
                ? List.of()
                : List.of(jars).stream().map(File::toPath).toList();
    }

    /** Menny in a process of its own. */
    Contestant menny() {
        return new Contestant(java(MennyWorker.class), Map.of(), log());
    }

    /** PyTorch in a process of its own. */
    Contestant pytorch() {
        return new Contestant(List.of(python, bundle.resolve("pytorch_steps.py").toString()), ALLOCATOR, log());
    }
}
