package dev.menny.cuda;

import dev.menny.cuda.driver.DevicePointer;
import dev.menny.cuda.driver.PinnedMemory;
import dev.menny.cuda.driver.Stream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** Copies from the device to Java, through pinned memory; each waits for all that was asked of the device before. */
final class Downloads implements AutoCloseable {
    /** The most bytes of one copy. */
    static final int LARGEST = 8 << 20;

    private final CommandQueue queue;
    private final Stream stream;
    private final PinnedMemory landing = new PinnedMemory(LARGEST);

    Downloads(CommandQueue queue, Stream stream) {
        this.queue = queue;
        this.stream = stream;
    }

    /** @param reader takes the content from the buffer it gets */
    void copy(DevicePointer source, int bytes, Consumer<ByteBuffer> reader) {
        queue.exclusively(() -> {
            queue.flush();
            stream.copyOut(source, landing, 0, bytes);
            stream.synchronize();
            reader.accept(landing.bytes().slice(0, bytes).order(ByteOrder.nativeOrder()));
        });
    }

    @Override
    public void close() {
        landing.close();
    }
}
