package dev.menny.io;

import dev.menny.backend.DeviceBuffer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file in the safetensors format (huggingface.co/docs/safetensors): 8 bytes with the header's length, the header
 * as JSON, then the tensors' values, all little-endian. Files of any size; float32 only.
 *
 * <p>Opening checks the whole header against the file, so that what {@link #tensors} lists can be read. Several threads
 * may read at once.
 */
public final class SafeTensorsReader implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final SafeTensorsHeader header;
    private final long dataStart;

    private SafeTensorsReader(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        long fileLength = channel.size();
        int headerLength = headerLength(fileLength);
        this.dataStart = (long) Long.BYTES + headerLength;
        byte[] json = bytes(Long.BYTES, headerLength).array();
        this.header = new HeaderParser(file, fileLength - dataStart).parse(json);
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws WeightsFormatException if it is no sound safetensors file of float32 tensors; the message says what is
     *     wrong
     * @throws IOException if it cannot be read
     */
    public static SafeTensorsReader open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new WeightsFormatException(file, "this is a folder: name the file of weights in it");
        }
        FileChannel channel = openChannel(file);
        try {
            return new SafeTensorsReader(file, channel);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel openChannel(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file");
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException(file.toString(), null, "permission denied");
        }
    }

    private int headerLength(long fileLength) throws IOException {
        if (fileLength < Long.BYTES) {
            throw new WeightsFormatException(
                    file, "the file has %d bytes, too few for a safetensors file".formatted(fileLength));
        }
        long length = bytes(0, Long.BYTES).getLong();
        if (length < 0 || length > SafeTensorsHeader.MAX_BYTES) {
            throw new WeightsFormatException(
                    file,
                    "the header claims %s bytes, the format allows %,d: this is not a safetensors file"
                            .formatted(Long.toUnsignedString(length), SafeTensorsHeader.MAX_BYTES));
        }
        if (length > fileLength - Long.BYTES) {
            throw new WeightsFormatException(
                    file,
                    "the header claims %,d bytes, %,d follow: the file was cut off"
                            .formatted(length, fileLength - Long.BYTES));
        }
        return (int) length;
    }

    private ByteBuffer bytes(long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw shrunk(null);
            }
        }
        return bytes.flip();
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** The free texts that the file carries, by name, in the file's order. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** The tensors by name, in the file's order. */
    public Map<String, TensorEntry> tensors() {
        return header.tensors();
    }

    /**
     * A tensor's values as a new array, in row-major order.
     *
     * @throws WeightsFormatException if the file has no such tensor
     * @throws IllegalArgumentException if no Java array can hold it
     * @throws IOException if reading fails
     */
    public float[] read(String name) throws IOException {
        TensorEntry tensor = tensor(name);
        if (tensor.length() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "tensor %s has %,d values, more than an array holds: read it into buffers"
                            .formatted(WeightsFormatException.quote(name), tensor.length()));
        }
        float[] values = new float[(int) tensor.length()];
        read(tensor, FloatTransfer.Sink.of(values));
        return values;
    }

    /**
     * Copies a tensor's values into an F32 buffer of the same length, on any device.
     *
     * @throws WeightsFormatException if the file has no such tensor
     * @throws IllegalArgumentException if the lengths differ
     * @throws IOException if reading fails; the buffer's content is undefined then
     */
    public void read(String name, DeviceBuffer destination) throws IOException {
        TensorEntry tensor = tensor(name);
        if (tensor.length() != destination.length()) {
            throw new IllegalArgumentException("tensor %s has %,d values, the buffer %,d"
                    .formatted(WeightsFormatException.quote(name), tensor.length(), destination.length()));
        }
        read(tensor, FloatTransfer.Sink.of(destination));
    }

    private TensorEntry tensor(String name) throws WeightsFormatException {
        TensorEntry tensor = tensors().get(name);
        if (tensor == null) {
            throw new WeightsFormatException(file, "there is no tensor " + WeightsFormatException.quote(name));
        }
        return tensor;
    }

    private void read(TensorEntry tensor, FloatTransfer.Sink sink) throws IOException {
        try (FloatTransfer transfer = new FloatTransfer(tensor.length())) {
            transfer.read(channel::read, dataStart + tensor.begin(), tensor.length(), sink);
        } catch (EOFException e) {
            throw shrunk(e);
        }
    }

    private WeightsFormatException shrunk(@Nullable EOFException cause) {
        return new WeightsFormatException(file, "the file became shorter while it was read", cause);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
