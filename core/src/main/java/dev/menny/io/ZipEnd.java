package dev.menny.io;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What the end of a zip archive says.
 *
 * @param members how many it claims to hold
 * @param directory where the central directory begins
 * @param length the directory's bytes; they lie inside the file
 * @param comment the archive's comment
 */
record ZipEnd(long members, long directory, int length, byte[] comment) {
    // A hundred thousand members: far more than any model has, and little enough to hold.
    private static final int MAX_DIRECTORY = 1 << 24;
    private static final int MAX_COMMENT = 0xFFFF;

    /** @throws WeightsFormatException if the file does not end as an archive does */
    static ZipEnd find(InputFile file) throws IOException {
        int window = (int) Math.min(file.length(), ZipRecords.END_BYTES + MAX_COMMENT);
        ByteBuffer tail = file.bytes(file.length() - window, window);
        for (int at = window - ZipRecords.END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == ZipRecords.END && at + ZipRecords.END_BYTES + unsigned16(tail, at + 20) == window) {
                return at(file, tail, at);
            }
        }
        throw problem(file, "the end of the zip archive is missing: the file was cut off or is damaged");
    }

    static int unsigned16(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    static long unsigned32(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }

    private static ZipEnd at(InputFile file, ByteBuffer tail, int at) throws IOException {
        byte[] comment = new byte[tail.limit() - at - ZipRecords.END_BYTES];
        tail.get(at + ZipRecords.END_BYTES, comment);
        long onThisDisk = unsigned16(tail, at + 8);
        long members = unsigned16(tail, at + 10);
        long length = unsigned32(tail, at + 12);
        long directory = unsigned32(tail, at + 16);
        long end = file.length() - tail.limit() + at;
        if (members == ZipRecords.ALL_16 || length == ZipRecords.ALL_32 || directory == ZipRecords.ALL_32) {
            long record = record64(file, end);
            if (record >= 0) {
                ByteBuffer large = file.bytes(record, ZipRecords.END_64_BYTES);
                onThisDisk = large.getLong(24);
                members = large.getLong(32);
                length = large.getLong(40);
                directory = large.getLong(48);
                end = record;
            }
        }
        if (onThisDisk != members) {
            throw problem(file, "this is one of several parts of a zip archive: join them first");
        }
        if (length < 0 || length > end || directory != end - length) {
            throw problem(file, "the zip archive's directory does not lie where its end says: the file is damaged");
        }
        if (length > MAX_DIRECTORY) {
            throw problem(file, "the zip archive's directory has %,d bytes, no model needs that".formatted(length));
        }
        return new ZipEnd(members, directory, (int) length, comment);
    }

    /** Where the zip64 record begins, which a locator right before the end record tells; -1 if there is none. */
    private static long record64(InputFile file, long end) throws IOException {
        long locator = end - ZipRecords.LOCATOR_64_BYTES;
        if (locator < 0) {
            return -1;
        }
        ByteBuffer bytes = file.bytes(locator, ZipRecords.LOCATOR_64_BYTES);
        if (bytes.getInt(0) != ZipRecords.LOCATOR_64) {
            return -1;
        }
        long record = bytes.getLong(8);
        boolean inside = record >= 0 && record <= locator - ZipRecords.END_64_BYTES;
        if (!inside || file.bytes(record, Integer.BYTES).getInt() != ZipRecords.END_64) {
            throw problem(file, "the zip64 record is not where the archive says: the file is damaged");
        }
        return record;
    }

    private static WeightsFormatException problem(InputFile file, String what) {
        return new WeightsFormatException(file.path(), what);
    }
}
