package dev.menny.io;

import dev.menny.backend.DeviceBuffer;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;

/**
 * Moves runs of float32 values between a file, where they are little-endian, and memory, a few MiB at a time. Files are
 * read and not mapped: a mapped file that another program cuts short takes the whole JVM down.
 */
final class FloatTransfer implements AutoCloseable {
    private static final int CHUNK = 1 << 20;

    private final Arena arena = Arena.ofConfined();
    private final ByteBuffer bytes;
    private final FloatBuffer floats;
    private final float[] values;

    /** @param longest the most values of any run to come */
    FloatTransfer(long longest) {
        int capacity = Math.clamp(longest, 1, CHUNK);
        this.bytes =
                arena.allocate((long) capacity * Float.BYTES).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        this.floats = bytes.asFloatBuffer();
        this.values = new float[capacity];
    }

    /** Such as {@link InputFile#read(ByteBuffer, long)} or {@link FileChannel#write(ByteBuffer, long)}. */
    @FunctionalInterface
    interface BytesAt {
        /** Moves some of the buffer's remaining bytes, at least one, and says how many. */
        int move(ByteBuffer bytes, long position) throws IOException;
    }

    /** Where values come from. */
    @FunctionalInterface
    interface Source {
        /** Copies {@code count} values from position {@code from} on to the start of {@code destination}. */
        void copy(long from, float[] destination, int count) throws IOException;

        static Source of(float[] array) {
            return (from, destination, count) -> System.arraycopy(array, (int) from, destination, 0, count);
        }

        static Source of(DeviceBuffer buffer) {
            return (from, destination, count) ->
                    buffer.memory().download(buffer.slice(from, count), destination, 0, count);
        }
    }

    /** Where values go. */
    @FunctionalInterface
    interface Sink {
        /** Takes the first {@code count} of {@code values}, which belong at position {@code at} on. */
        void accept(float[] values, int count, long at);

        static Sink of(float[] array) {
            return (values, count, at) -> System.arraycopy(values, 0, array, (int) at, count);
        }

        static Sink of(DeviceBuffer buffer) {
            return (values, count, at) -> buffer.memory().upload(values, 0, buffer.slice(at, count), count);
        }
    }

    /** Reads {@code length} values that begin at byte {@code position}. */
    void read(BytesAt file, long position, long length, Sink sink) throws IOException {
        for (long done = 0; done < length; ) {
            int count = (int) Math.min(values.length, length - done);
            moveAll(file, position + done * Float.BYTES, count);
            floats.get(0, values, 0, count);
            sink.accept(values, count, done);
            done += count;
        }
    }

    /** Writes {@code length} values from byte {@code position} on. */
    void write(BytesAt file, long position, long length, Source source) throws IOException {
        for (long done = 0; done < length; ) {
            int count = (int) Math.min(values.length, length - done);
            source.copy(done, values, count);
            floats.put(0, values, 0, count);
            moveAll(file, position + done * Float.BYTES, count);
            done += count;
        }
    }

    private void moveAll(BytesAt file, long position, int count) throws IOException {
        bytes.clear().limit(count * Float.BYTES);
        while (bytes.hasRemaining()) {
            file.move(bytes, position + bytes.position());
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
