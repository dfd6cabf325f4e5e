package dev.menny.training;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;

/** Prints the fingerprint of a small training, for a test that starts a Java of its own: {@code BACKEND THREADS}. */
final class Fingerprint {
    private static final int BATCH = 3;
    private static final int STEPS = 3;

    private Fingerprint() {}

    public static void main(String[] arguments) {
        System.out.println(of(arguments[0], Integer.parseInt(arguments[1])));
    }

    static long of(String backendName, int threads) {
        try (Backend backend = Backends.open(backendName, threads)) {
            return SmallTraining.run(backend, SmallTraining.mixed(), SmallTraining.mixedImages(BATCH), STEPS)
                    .fingerprint();
        }
    }
}
