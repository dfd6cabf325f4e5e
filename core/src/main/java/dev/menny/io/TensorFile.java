package dev.menny.io;

import dev.menny.backend.DeviceBuffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Float32 tensors by name in a file of any size: safetensors or npz, told apart by the file's first bytes. Opening
 * checks all that the file says about itself, so that what {@link #shapes} lists can be read. Several threads may read
 * at once.
 */
public abstract sealed class TensorFile implements AutoCloseable permits SafeTensorsReader, NpzReader {
    /** As many axes as numpy allows. */
    static final int MAX_RANK = 64;

    private final InputFile input;

    TensorFile(InputFile input) {
        this.input = input;
    }

    /**
     * Opens a file and checks its headers.
     *
     * @throws WeightsFormatException if it is no sound file of float32 tensors; the message says what is wrong
     * @throws IOException if it cannot be read
     */
    public static TensorFile open(Path file) throws IOException {
        InputFile input = InputFile.open(file);
        try {
            return NpzReader.recognizes(input) ? new NpzReader(input) : new SafeTensorsReader(input);
        } catch (IOException | RuntimeException | Error e) {
            input.close();
            throw e;
        }
    }

    /** The file. */
    public Path file() {
        return input.path();
    }

    /** The free texts that the file carries, by name, in the file's order. */
    public abstract Map<String, String> metadata();

    /** The sizes of each tensor's axes by the tensor's name, in the file's order; none for a single value. */
    public abstract Map<String, List<Long>> shapes();

    /**
     * A tensor's values as a new array, in row-major order.
     *
     * @throws WeightsFormatException if the file has no such tensor, or its values are damaged
     * @throws IllegalArgumentException if no Java array can hold it
     * @throws IOException if reading fails
     */
    public float[] read(String name) throws IOException {
        long length = length(name);
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "tensor %s has %,d values, more than an array holds: read it into buffers"
                            .formatted(WeightsFormatException.quote(name), length));
        }
        float[] values = new float[(int) length];
        read(name, FloatTransfer.Sink.of(values));
        return values;
    }

    /**
     * Copies a tensor's values into an F32 buffer of the same length, on any device.
     *
     * @throws WeightsFormatException if the file has no such tensor, or its values are damaged
     * @throws IllegalArgumentException if the lengths differ
     * @throws IOException if reading fails; the buffer's content is undefined then
     */
    public void read(String name, DeviceBuffer destination) throws IOException {
        long length = length(name);
        if (length != destination.length()) {
            throw new IllegalArgumentException("tensor %s has %,d values, the buffer %,d"
                    .formatted(WeightsFormatException.quote(name), length, destination.length()));
        }
        read(name, FloatTransfer.Sink.of(destination));
    }

    /** Hands over a tensor's values from first to last. */
    abstract void read(String name, FloatTransfer.Sink sink) throws IOException;

    private long length(String name) throws WeightsFormatException {
        List<Long> sizes = shapes().get(name);
        if (sizes == null) {
            throw missing(name);
        }
        return sizes.stream().reduce(1L, (product, size) -> product * size);
    }

    final WeightsFormatException missing(String name) {
        return problem("there is no tensor " + WeightsFormatException.quote(name));
    }

    /** A complaint about this file. */
    final WeightsFormatException problem(String what) {
        return new WeightsFormatException(file(), what);
    }

    /** A complaint about one of its tensors. */
    final WeightsFormatException problem(String tensor, String what) {
        return problem("tensor %s %s".formatted(WeightsFormatException.quote(tensor), what));
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
