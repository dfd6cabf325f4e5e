package dev.menny.trainer.data;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What batches hold, for tests that look at several. */
final class Batches {
    private Batches() {}

    /**
     * What a batch held, when its iterator has moved on.
     *
     * @param pixels values in [0, 1], [size, height, width, channels]
     */
    record Copy(int size, float[] pixels, int[] labels) {}

    /** Batches that outlive their iterator. */
    static List<Copy> copies(Iterable<Batch> batches) {
        try (Backend backend = Backends.open("reference", 1)) {
            return copies(batches, backend);
        }
    }

    /** Batches of a loader that was opened for a device. */
    static List<Copy> copies(Iterable<Batch> batches, Backend device) {
        List<Copy> copies = new ArrayList<>();
        try (Scope scope = Scope.open(device)) {
            for (Batch batch : batches) {
                scope.reset();
                copies.add(new Copy(batch.size(), batch.pixels(scope).toArray(), batch.labels()));
            }
        }
        return copies;
    }

    /** The array of a batch that was made on the host. */
    static float[] values(Batch batch) {
        return ((FloatBatches.FloatBatch) batch).values();
    }

    static float[][] pictures(List<Copy> batches) {
        List<float[]> pictures = new ArrayList<>();
        for (Copy batch : batches) {
            int samples = batch.pixels().length / batch.size();
            for (int i = 0; i < batch.size(); i++) {
                pictures.add(Arrays.copyOfRange(batch.pixels(), i * samples, (i + 1) * samples));
            }
        }
        return pictures.toArray(float[][]::new);
    }

    static List<Integer> labels(List<Copy> batches) {
        return batches.stream()
                .flatMap(batch -> Arrays.stream(batch.labels()).boxed())
                .toList();
    }
}
