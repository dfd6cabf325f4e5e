package dev.menny.cuda;

import dev.menny.cuda.Staging.Place;
import dev.menny.cuda.driver.DevicePointer;
import dev.menny.cuda.driver.Stream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Copies from Java to the device, through pinned memory. Within a step each copy has a place of its own until the step is
 * done, and the same one as in the step before; a replayed step therefore finds new content in old places.
 */
final class Uploads implements AutoCloseable {
    private final CommandQueue queue;
    private final Stream stream;
    private final Staging ofStep = new Staging(Staging.LARGEST_PLACE);
    private final Staging loose = new Staging(Staging.LARGEST_PLACE);

    /** Copies what lies in a place when the device comes to it. */
    private record CopyIn(Stream stream, Place source, DevicePointer destination) implements Command {
        @Override
        public void issue() {
            stream.copyIn(source.memory(), source.offset(), destination, source.length());
        }
    }

    Uploads(CommandQueue queue, Stream stream) {
        this.queue = queue;
        this.stream = stream;
    }

    /** A new step begins; the device is done with the last one. */
    void beginStep() {
        ofStep.reset();
    }

    /**
     * Copies once.
     *
     * @param bytes at most {@link Staging#LARGEST_PLACE}
     * @param writer puts the content, of that size, into the buffer it gets
     */
    void copy(DevicePointer destination, int bytes, Consumer<ByteBuffer> writer) {
        queue.exclusively(() -> {
            Place place = queue.isInStep() ? ofStep.take(bytes) : takeLoose(bytes);
            writer.accept(place.bytes());
            queue.submit(new CopyIn(stream, place, destination));
        });
    }

    private Place takeLoose(int bytes) {
        if (!loose.hasRoom(bytes)) {
            stream.synchronize(); // what lies there has arrived
            loose.reset();
        }
        return loose.take(bytes);
    }

    @Override
    public void close() {
        ofStep.close();
        loose.close();
    }
}
