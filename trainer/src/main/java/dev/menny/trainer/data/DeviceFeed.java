package dev.menny.trainer.data;

import dev.menny.backend.Backend;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What a loader keeps on a device that prefers raw pixels: pictures that stay there, and room for those that pass. */
final class DeviceFeed implements AutoCloseable {
    /** Changes a view of the picture at an index. */
    interface Viewer {
        View changed(int index, View view);
    }

    private final Backend backend;
    private final PictureFormat format;
    private final List<Augmentation> augmentations;
    private final ByteSlots slots;
    private @Nullable Optional<DevicePictures> stored;

    /** @param batchSize of the largest batch */
    DeviceFeed(Backend backend, PictureStore store, int batchSize) {
        this.backend = backend;
        this.format = store.format();
        this.augmentations = store.augmentations();
        this.slots = new ByteSlots(backend, batchSize * format.samples());
    }

    /** Batches of pictures that are made on the host. */
    BatchMaker sent(IntFunction<Picture> pictures) {
        return new ByteBatches(format, slots, pictures);
    }

    /**
     * Batches that the device makes of pictures that it holds, from the first time they are asked for.
     *
     * @param count pictures in all
     * @param pictures as they are to be augmented, by index
     * @return nothing where there is no room for them, or if not all augmentations are {@link PlannedAugmentation#planned}
     */
    Optional<BatchMaker> sampled(int count, IntFunction<Picture> pictures, LoaderThreads threads, Viewer viewer) {
        if (stored == null) {
            stored = PlannedAugmentation.planned(augmentations)
                    ? DevicePictures.load(count, pictures, backend, threads)
                    : Optional.empty();
        }
        return stored.map(held -> new SampledBatches(
                format,
                held.buffer(),
                stages(),
                index -> viewer.changed(index, View.of(held.pictures().get(index)))));
    }

    private int stages() {
        return PlannedAugmentation.of(augmentations).stream()
                .mapToInt(step -> step.colourStages(format.channels()))
                .sum();
    }

    /** True if all pictures lie on the device. */
    boolean holdsAll() {
        return stored != null && stored.isPresent();
    }

    /** Gives the device's memory back, once it is done with it. */
    @Override
    public void close() {
        slots.close();
        if (stored != null) {
            stored.ifPresent(DevicePictures::close);
            stored = null;
        }
    }
}
