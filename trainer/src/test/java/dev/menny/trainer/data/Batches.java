package dev.menny.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What batches hold, for tests that look at several. */
final class Batches {
    private Batches() {}

    /** Batches that outlive their iterator. */
    static List<Batch> copies(Iterable<Batch> batches) {
        List<Batch> copies = new ArrayList<>();
        for (Batch b : batches) {
            copies.add(new Batch(b.size(), b.pixels().clone(), b.labels(), b.height(), b.width(), b.channels()));
        }
        return copies;
    }

    static float[][] pictures(List<Batch> batches) {
        List<float[]> pictures = new ArrayList<>();
        for (Batch batch : batches) {
            int samples = batch.pixels().length / batch.size();
            for (int i = 0; i < batch.size(); i++) {
                pictures.add(Arrays.copyOfRange(batch.pixels(), i * samples, (i + 1) * samples));
            }
        }
        return pictures.toArray(float[][]::new);
    }

    static List<Integer> labels(List<Batch> batches) {
        return batches.stream()
                .flatMap(batch -> Arrays.stream(batch.labels()).boxed())
                .toList();
    }
}
