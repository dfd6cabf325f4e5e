package dev.menny.trainer.data;

import dev.menny.backend.Backend;
import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import dev.menny.backend.DeviceMemoryException;
import dev.menny.backend.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * The working copies of all training pictures in a device's memory, sent there once.
 *
 * @param memory of the device
 * @param buffer their bytes
 * @param pictures where each lies, by index
 */
record DevicePictures(DeviceMemory memory, DeviceBuffer buffer, List<StoredPicture> pictures) implements AutoCloseable {
    // Of the memory that is free before a training: activations are still to come.
    private static final int SHARE_OF_FREE_MEMORY = 4;
    // By how much the first picture may exceed the others without anybody having to look at all of them.
    private static final int FIRST_AMONG_OTHERS = 4;

    /**
     * Sends pictures to a device.
     *
     * @param source gives a picture by index, the same one each time
     * @return nothing where they are too many or too large for it
     * @throws DataException if one cannot be read
     */
    static Optional<DevicePictures> load(
            int count, IntFunction<Picture> source, Backend backend, LoaderThreads threads) {
        DeviceMemory memory = backend.memory();
        // A picture's begin is an int, in units of the alignment.
        long room = Math.min(
                Math.min(memory.freeBytes() / SHARE_OF_FREE_MEMORY, memory.maxLength()),
                (long) Integer.MAX_VALUE * Placement.ALIGNMENT);
        if (count == 0 || bytes(source.apply(0)) * count / FIRST_AMONG_OTHERS > room) {
            return Optional.empty();
        }
        Optional<List<StoredPicture>> measured = measure(count, source, room, threads);
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        List<StoredPicture> pictures = inTurn(measured.get());
        DeviceBuffer buffer;
        try {
            buffer = memory.allocate(BufferKind.U8, end(pictures));
        } catch (DeviceMemoryException e) {
            return Optional.empty();
        }
        DevicePictures all = new DevicePictures(memory, buffer, pictures);
        try {
            all.fill(source, threads);
            return Optional.of(all);
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
    }

    /** What is to be known of each picture, or nothing if they need more room than there is or one is too large. */
    private static Optional<List<StoredPicture>> measure(
            int count, IntFunction<Picture> source, long room, LoaderThreads threads) {
        StoredPicture[] measured = new StoredPicture[count];
        AtomicLong left = new AtomicLong(room);
        threads.forEach(count, index -> {
            if (left.get() >= 0) {
                Picture picture = source.apply(index);
                measured[index] = StoredPicture.of(picture, 0);
                left.addAndGet(StoredPicture.fits(picture) ? -bytes(picture) : -room - 1);
            }
        });
        return left.get() >= 0 ? Optional.of(List.of(measured)) : Optional.empty();
    }

    private static List<StoredPicture> inTurn(List<StoredPicture> measured) {
        List<StoredPicture> placed = new ArrayList<>();
        long start = 0;
        for (StoredPicture picture : measured) {
            placed.add(picture.at(Math.toIntExact(start / Placement.ALIGNMENT)));
            start += aligned(picture.bytes());
        }
        return List.copyOf(placed);
    }

    private static long end(List<StoredPicture> pictures) {
        StoredPicture last = pictures.getLast();
        return (long) last.start() * Placement.ALIGNMENT + aligned(last.bytes());
    }

    private static long bytes(Picture picture) {
        return aligned(picture.pixels().length);
    }

    private static long aligned(long bytes) {
        return Math.ceilDiv(bytes, Placement.ALIGNMENT) * Placement.ALIGNMENT;
    }

    private void fill(IntFunction<Picture> source, LoaderThreads threads) {
        threads.forEach(pictures.size(), index -> {
            byte[] bytes = source.apply(index).pixels();
            long start = (long) pictures.get(index).start() * Placement.ALIGNMENT;
            memory.upload(bytes, buffer.slice(start, bytes.length));
        });
    }

    /** Gives the memory back. */
    @Override
    public void close() {
        memory.release(buffer);
    }
}
