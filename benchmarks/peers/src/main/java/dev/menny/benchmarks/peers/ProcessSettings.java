package dev.menny.benchmarks.peers;

import dev.menny.benchmarks.UserError;
import java.nio.file.Path;
import java.util.Map;

/**
 * What native frameworks read when their process starts, too early for Java to set it. Without the first group, glibc
 * gives each large tensor back to the system and faults it in again, which makes PyTorch two to five times slower.
 */
public final class ProcessSettings {
    private static final Map<String, String> MEMORY = Map.of(
            "MALLOC_ARENA_MAX", "1",
            "MALLOC_MMAP_MAX_", "0",
            "MALLOC_TRIM_THRESHOLD_", "68719476736",
            "MALLOC_TOP_PAD_", "67108864",
            "THP_MEM_ALLOC_ENABLE", "1",
            "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
    private static final String THREADS = "OMP_NUM_THREADS";

    private static final String HOME = System.getProperty("menny.home", ".");

    private ProcessSettings() {}

    /** Where a peer unpacks its natives, by the peer's name: among what a build makes, not in the user's home. */
    public static String cache(String peer) {
        return Path.of(HOME, "benchmarks", "target", "cache", peer)
                .toAbsolutePath()
                .toString();
    }

    /**
     * Looks whether an environment is one that peers may be measured in.
     *
     * @throws UserError if not
     */
    public static void require(Map<String, String> environment, int threads) {
        MEMORY.forEach((name, value) -> {
            if (!value.equals(environment.get(name))) {
                throw new UserError(("peers need %s=%s before the process starts, or they are several times slower:"
                                + " './menny bench' sets it, or leave them out with -p library=menny")
                        .formatted(name, value));
            }
        });
        if (!Integer.toString(threads).equals(environment.get(THREADS))) {
            throw new UserError(("peers need %s=%d before the process starts, it is %s: ask './menny bench' for one"
                            + " number of threads a run")
                    .formatted(THREADS, threads, environment.get(THREADS)));
        }
    }
}
