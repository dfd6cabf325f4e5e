package dev.menny.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The unpacked bytes of one member of a zip archive, from first to last: never more than the directory claims. */
final class ZipContent implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final InputFile file;
    private final ZipMember member;
    private final long start;
    private final @Nullable Inflater inflater;
    private final CRC32 crc = new CRC32();
    private long taken;
    private long given;

    ZipContent(InputFile file, ZipMember member) throws IOException {
        this.file = file;
        this.member = member;
        this.start = ZipDirectory.start(file, member);
        this.inflater = member.deflated() ? new Inflater(true) : null;
    }

    /** The next {@code count} bytes, of numbers in little-endian order. */
    ByteBuffer next(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            read(bytes);
        }
        return bytes.flip();
    }

    /** Puts some of the next bytes into the buffer and says how many: at least one. */
    int read(ByteBuffer bytes) throws IOException {
        if (given == member.size()) {
            throw problem("ends before its array is complete");
        }
        int from = bytes.position();
        int limit = bytes.limit();
        bytes.limit(from + (int) Math.min(limit - from, member.size() - given));
        int count = inflater == null ? file.read(bytes, start + given) : unpack(inflater, bytes);
        if (count == 0) {
            throw problem("unpacks to fewer bytes than it claims");
        }
        given += count;
        crc.update(bytes.duplicate().flip().position(from));
        bytes.limit(limit);
        return count;
    }

    /** Unpacks some bytes and says how many: none if all were unpacked before. */
    private int unpack(Inflater unpacked, ByteBuffer bytes) throws IOException {
        try {
            int count = unpacked.inflate(bytes);
            while (count == 0 && !unpacked.finished()) {
                if (!unpacked.needsInput() || taken == member.packed()) {
                    throw new DataFormatException("more bytes are needed than there are");
                }
                feed(unpacked);
                count = unpacked.inflate(bytes);
            }
            return count;
        } catch (DataFormatException e) {
            throw new WeightsFormatException(file.path(), about("is packed in a way that cannot be unpacked"), e);
        }
    }

    private void feed(Inflater unpacked) throws IOException {
        int count = (int) Math.min(CHUNK, member.packed() - taken);
        unpacked.setInput(file.bytes(start + taken, count));
        taken += count;
    }

    /**
     * Makes sure, once all bytes were read, that no more follow and that they are those that were written.
     *
     * @throws WeightsFormatException if not
     */
    void requireEnd() throws IOException {
        if (inflater != null && unpack(inflater, ByteBuffer.allocate(1)) > 0) {
            throw problem("unpacks to more bytes than it claims");
        }
        if (given != member.size() || crc.getValue() != member.crc()) {
            throw problem("is damaged: its checksum is another");
        }
    }

    private String about(String what) {
        return "%s %s".formatted(WeightsFormatException.quote(member.name()), what);
    }

    private WeightsFormatException problem(String what) {
        return new WeightsFormatException(file.path(), about(what));
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
        }
    }
}
