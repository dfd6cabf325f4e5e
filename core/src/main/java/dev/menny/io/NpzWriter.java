package dev.menny.io;

import dev.menny.backend.DeviceBuffer;
import dev.menny.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Writes an npz file: a zip archive of npy arrays, stored as they are, so that a file of any size is written in one
 * pass. Equal arrays and texts make equal files.
 */
final class NpzWriter {
    /** What a comment of ours begins with. */
    static final String COMMENT_START = "{\"menny.";

    private static final int MAX_COMMENT = 0xFFFF;

    private final Map<String, Array> arrays = new LinkedHashMap<>();
    private final byte[] comment;

    private record Array(Shape shape, DeviceBuffer values) {}

    /**
     * A file without arrays yet.
     *
     * @param metadata free texts by name, of which the first begins with {@code menny.}
     */
    NpzWriter(Map<String, String> metadata) {
        this.comment = Json.write(metadata).getBytes(StandardCharsets.UTF_8);
    }

    /** Adds an array; its values are read when the file is written. */
    NpzWriter array(String name, Shape shape, DeviceBuffer values) {
        arrays.put(name, new Array(shape, values));
        return this;
    }

    /**
     * Writes the file, replacing one that exists. Nobody ever sees half a file: a failure leaves the old one as it was.
     *
     * @throws IOException if writing fails; the message names the file
     */
    void write(Path file) throws IOException {
        AtomicFile.write(file, this::write);
    }

    private void write(FileChannel channel) throws IOException {
        if (comment.length > MAX_COMMENT) {
            throw new IOException("what describes the model has %,d bytes, an npz file holds %,d: save as .safetensors"
                    .formatted(comment.length, MAX_COMMENT));
        }
        List<ZipMember> members = new ArrayList<>();
        long position = 0;
        for (Map.Entry<String, Array> array : arrays.entrySet()) {
            ZipMember member = write(channel, position, array.getKey() + NpzReader.SUFFIX, array.getValue());
            members.add(member);
            position += ZipRecords.local(member).limit() + member.size();
        }
        long directory = position;
        for (ZipMember member : members) {
            position += put(channel, ZipRecords.central(member), position);
        }
        put(channel, ZipRecords.end(members.size(), directory, position - directory, comment), position);
    }

    /** The values first, since the header before them holds their checksum. */
    private static ZipMember write(FileChannel channel, long position, String name, Array array) throws IOException {
        byte[] header = NpyHeader.write(array.shape().toArray());
        long values = array.shape().length();
        long size = header.length + values * Float.BYTES;
        CRC32 crc = new CRC32();
        crc.update(header);
        long start = position
                + ZipRecords.local(new ZipMember(name, false, 0, size, size, position))
                        .limit();
        put(channel, ByteBuffer.wrap(header), start);
        try (FloatTransfer transfer = new FloatTransfer(values)) {
            FloatTransfer.BytesAt counted = (bytes, at) -> {
                int from = bytes.position();
                int count = channel.write(bytes, at);
                crc.update(bytes.duplicate().flip().position(from));
                return count;
            };
            transfer.write(counted, start + header.length, values, FloatTransfer.Source.of(array.values()));
        }
        ZipMember member = new ZipMember(name, false, crc.getValue(), size, size, position);
        put(channel, ZipRecords.local(member), position);
        return member;
    }

    private static int put(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        int length = bytes.limit();
        while (bytes.hasRemaining()) {
            channel.write(bytes, position + bytes.position());
        }
        return length;
    }
}
