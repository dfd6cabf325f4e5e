package dev.menny.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a file in the safetensors format (huggingface.co/docs/safetensors): 8 bytes with the header's length, the header
 * as JSON, then the tensors' values, all little-endian. Files of any size; float32 only.
 */
public final class SafeTensorsReader extends TensorFile {
    private final InputFile input;
    private final SafeTensorsHeader header;
    private final Map<String, List<Long>> shapes;
    private final long dataStart;

    SafeTensorsReader(InputFile input) throws IOException {
        super(input);
        this.input = input;
        int headerLength = headerLength(input.length());
        this.dataStart = (long) Long.BYTES + headerLength;
        byte[] json = input.bytes(Long.BYTES, headerLength).array();
        this.header = new HeaderParser(input.path(), input.length() - dataStart).parse(json);
        Map<String, List<Long>> sizes = new LinkedHashMap<>();
        header.tensors().forEach((name, tensor) -> sizes.put(name, tensor.sizes()));
        this.shapes = Collections.unmodifiableMap(sizes);
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws WeightsFormatException if it is no sound safetensors file of float32 tensors; the message says what is
     *     wrong
     * @throws IOException if it cannot be read
     */
    public static SafeTensorsReader open(Path file) throws IOException {
        InputFile input = InputFile.open(file);
        try {
            return new SafeTensorsReader(input);
        } catch (IOException | RuntimeException | Error e) {
            input.close();
            throw e;
        }
    }

    private int headerLength(long fileLength) throws IOException {
        if (fileLength < Long.BYTES) {
            throw problem("the file has %d bytes, too few for a safetensors file".formatted(fileLength));
        }
        long length = input.bytes(0, Long.BYTES).getLong();
        if (length < 0 || length > SafeTensorsHeader.MAX_BYTES) {
            throw problem("the header claims %s bytes, the format allows %,d: this is not a safetensors file"
                    .formatted(Long.toUnsignedString(length), SafeTensorsHeader.MAX_BYTES));
        }
        if (length > fileLength - Long.BYTES) {
            throw problem("the header claims %,d bytes, %,d follow: the file was cut off"
                    .formatted(length, fileLength - Long.BYTES));
        }
        return (int) length;
    }

    @Override
    public Map<String, String> metadata() {
        return header.metadata();
    }

    @Override
    public Map<String, List<Long>> shapes() {
        return shapes;
    }

    /** The tensors by name, in the file's order, and where they lie. */
    public Map<String, TensorEntry> tensors() {
        return header.tensors();
    }

    @Override
    void read(String name, FloatTransfer.Sink sink) throws IOException {
        TensorEntry tensor = header.tensors().get(name);
        if (tensor == null) {
            throw missing(name);
        }
        try (FloatTransfer transfer = new FloatTransfer(tensor.length())) {
            transfer.read(input::read, dataStart + tensor.begin(), tensor.length(), sink);
        }
    }
}
