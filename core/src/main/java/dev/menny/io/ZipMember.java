package dev.menny.io;

/**
 * One file inside a zip archive.
 *
 * @param name its name; a name and no more, whatever path it looks like
 * @param deflated whether its bytes are packed, else they lie there as they are
 * @param crc the CRC-32 of its unpacked bytes
 * @param packed bytes that it takes up in the archive
 * @param size bytes when unpacked
 * @param header where its local header begins in the archive
 */
record ZipMember(String name, boolean deflated, long crc, long packed, long size, long header) {}
