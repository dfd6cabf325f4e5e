package dev.menny.io;

import dev.menny.backend.DeviceBuffer;
import dev.menny.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a file in the safetensors format: collects texts and tensors, then {@link #write} puts them into a file of any
 * size. Tensors lie in the file in the order in which they were added.
 */
public final class SafeTensorsWriter {
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, TensorEntry> tensors = new LinkedHashMap<>();
    private final List<Job> jobs = new ArrayList<>();
    private long end;

    private record Job(TensorEntry tensor, FloatTransfer.Source source) {}

    /** Adds a free text, or replaces the one of that name. */
    public SafeTensorsWriter metadata(String name, String text) {
        metadata.put(name, text);
        return this;
    }

    /**
     * Adds a tensor.
     *
     * @param name unique in the file
     * @param values in row-major order; read when the file is written
     * @throws IllegalArgumentException if the name is taken or the number of values is not the shape's
     */
    public SafeTensorsWriter tensor(String name, Shape shape, float[] values) {
        return tensor(name, shape, values.length, FloatTransfer.Source.of(values));
    }

    /**
     * Adds a tensor.
     *
     * @param name unique in the file
     * @param values an F32 buffer on any device; read when the file is written
     * @throws IllegalArgumentException if the name is taken or the number of values is not the shape's
     */
    public SafeTensorsWriter tensor(String name, Shape shape, DeviceBuffer values) {
        return tensor(name, shape, values.length(), FloatTransfer.Source.of(values));
    }

    SafeTensorsWriter tensor(String name, Shape shape, long length, FloatTransfer.Source source) {
        if (name.equals(SafeTensorsHeader.METADATA) || tensors.containsKey(name)) {
            throw new IllegalArgumentException(
                    "a tensor cannot be called %s: the name is taken".formatted(WeightsFormatException.quote(name)));
        }
        if (length != shape.length()) {
            throw new IllegalArgumentException("tensor %s: %s needs %,d values, got %,d"
                    .formatted(WeightsFormatException.quote(name), shape, shape.length(), length));
        }
        List<Long> sizes =
                Arrays.stream(shape.toArray()).mapToObj(Long::valueOf).toList();
        long begin = end;
        end += length * Float.BYTES;
        TensorEntry tensor = new TensorEntry(name, sizes, begin, end);
        tensors.put(name, tensor);
        jobs.add(new Job(tensor, source));
        return this;
    }

    SafeTensorsHeader header() {
        return new SafeTensorsHeader(metadata, tensors);
    }

    /**
     * Writes the file, replacing one that exists. Nobody ever sees half a file: a failure leaves the old one as it was.
     *
     * @throws IOException if writing fails; the message names the file
     */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, this::write);
    }

    private void write(FileChannel channel) throws IOException {
        byte[] json = header().toBytes();
        if (json.length > SafeTensorsHeader.MAX_BYTES) {
            throw new IOException("the header would have %,d bytes, the format allows %,d"
                    .formatted(json.length, SafeTensorsHeader.MAX_BYTES));
        }
        ByteBuffer start = ByteBuffer.allocate(Long.BYTES + json.length).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(json.length).put(json).flip();
        while (start.hasRemaining()) {
            channel.write(start, start.position());
        }
        writeTensors(channel, start.limit());
    }

    private void writeTensors(FileChannel channel, long dataStart) throws IOException {
        try (FloatTransfer transfer = new FloatTransfer(end / Float.BYTES)) {
            for (Job job : jobs) {
                TensorEntry tensor = job.tensor();
                transfer.write(channel::write, dataStart + tensor.begin(), tensor.length(), job.source());
            }
        }
    }
}
