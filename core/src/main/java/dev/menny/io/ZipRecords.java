package dev.menny.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The records of a zip archive (PKWARE's APPNOTE 6.3): a local header before each member's bytes, the central directory
 * behind them all, and at the very end what leads to the directory. Numbers too large for a field of 16 or 32 bits have
 * all bits set there and stand in a zip64 record instead.
 */
final class ZipRecords {
    static final int LOCAL = 0x04034b50;
    static final int CENTRAL = 0x02014b50;
    static final int END = 0x06054b50;
    static final int END_64 = 0x06064b50;
    static final int LOCATOR_64 = 0x07064b50;
    static final int LOCAL_BYTES = 30;
    static final int CENTRAL_BYTES = 46;
    static final int END_BYTES = 22;
    static final int END_64_BYTES = 56;
    static final int LOCATOR_64_BYTES = 20;
    static final int STORED = 0;
    static final int DEFLATED = 8;
    static final int EXTRA_64 = 1;
    static final int ALL_16 = 0xFFFF;
    static final long ALL_32 = 0xFFFF_FFFFL;

    private static final int VERSION_20 = 20;
    private static final int VERSION_64 = 45;
    // Midnight of 1 January 1980, the first that the format knows: equal weights make equal files.
    private static final short DATE = 0x21;
    private static final int EXTRA_HEADER_BYTES = 4;

    private ZipRecords() {}

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] name(ZipMember member) {
        return member.name().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isLarge(long number) {
        return number >= ALL_32;
    }

    /** The number, or all bits set. */
    private static int field32(long number) {
        return (int) Math.min(number, ALL_32);
    }

    private static short field16(long number) {
        return (short) Math.min(number, ALL_16);
    }

    /** What stands before the bytes of a stored member. */
    static ByteBuffer local(ZipMember member) {
        byte[] name = name(member);
        int extra = isLarge(member.size()) ? EXTRA_HEADER_BYTES + 2 * Long.BYTES : 0;
        ByteBuffer bytes = buffer(LOCAL_BYTES + name.length + extra);
        bytes.putInt(LOCAL);
        putCommon(bytes, member, extra > 0);
        bytes.putShort((short) name.length).putShort((short) extra).put(name);
        if (extra > 0) {
            bytes.putShort((short) EXTRA_64).putShort((short) (2 * Long.BYTES));
            bytes.putLong(member.size()).putLong(member.packed());
        }
        return bytes.flip();
    }

    /** From the version to the sizes, equal in both headers of a member. */
    private static void putCommon(ByteBuffer bytes, ZipMember member, boolean large) {
        bytes.putShort((short) (large ? VERSION_64 : VERSION_20)).putShort((short) 0);
        bytes.putShort((short) (member.deflated() ? DEFLATED : STORED));
        bytes.putShort((short) 0).putShort(DATE).putInt((int) member.crc());
        bytes.putInt(field32(member.packed())).putInt(field32(member.size()));
    }

    /** A member's entry in the central directory. */
    static ByteBuffer central(ZipMember member) {
        byte[] name = name(member);
        int numbers = (isLarge(member.size()) ? 2 : 0) + (isLarge(member.header()) ? 1 : 0);
        int extra = numbers == 0 ? 0 : EXTRA_HEADER_BYTES + numbers * Long.BYTES;
        ByteBuffer bytes = buffer(CENTRAL_BYTES + name.length + extra);
        bytes.putInt(CENTRAL).putShort((short) VERSION_64);
        putCommon(bytes, member, numbers > 0);
        bytes.putShort((short) name.length).putShort((short) extra);
        // No comment, first disk, no attributes.
        bytes.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
        bytes.putInt(field32(member.header())).put(name);
        if (numbers > 0) {
            bytes.putShort((short) EXTRA_64).putShort((short) (numbers * Long.BYTES));
        }
        if (isLarge(member.size())) {
            bytes.putLong(member.size()).putLong(member.packed());
        }
        if (isLarge(member.header())) {
            bytes.putLong(member.header());
        }
        return bytes.flip();
    }

    /**
     * What ends an archive.
     *
     * @param members how many there are
     * @param directory where the central directory begins
     * @param length its bytes
     * @param comment up to 65,535 bytes that no reader of archives minds
     */
    static ByteBuffer end(long members, long directory, long length, byte[] comment) {
        boolean large = members >= ALL_16 || isLarge(directory) || isLarge(length);
        ByteBuffer bytes = buffer(END_64_BYTES + LOCATOR_64_BYTES + END_BYTES + comment.length);
        if (large) {
            bytes.putInt(END_64).putLong(END_64_BYTES - Integer.BYTES - Long.BYTES);
            bytes.putShort((short) VERSION_64)
                    .putShort((short) VERSION_64)
                    .putInt(0)
                    .putInt(0);
            bytes.putLong(members).putLong(members).putLong(length).putLong(directory);
            bytes.putInt(LOCATOR_64).putInt(0).putLong(directory + length).putInt(1);
        }
        bytes.putInt(END).putShort((short) 0).putShort((short) 0);
        bytes.putShort(field16(members)).putShort(field16(members));
        bytes.putInt(field32(length)).putInt(field32(directory));
        return bytes.putShort((short) comment.length).put(comment).flip();
    }
}
