package dev.menny.cuda.setup;

import java.io.IOException;

/** A file is no 64-bit little-endian ELF file, is cut off, or contradicts itself; the message says where. */
final class ElfFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    ElfFormatException(String message) {
        super(message);
    }
}
