package dev.menny.cuda.setup;

import dev.menny.cuda.setup.ElfDynamics.Name;
import dev.menny.cuda.setup.ElfDynamics.Version;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a shared library need another one than it was linked with, of a name equally long: libcublas.so.13 in place of
 * libcublas.so.12. NVIDIA names the version of each of those libraries' symbols like the library, so the version is
 * changed along with the name, and with it the hash by which the dynamic loader compares versions.
 */
final class ElfRetarget {
    private ElfRetarget() {}

    /**
     * A copy of a library that needs another library.
     *
     * @param elf a 64-bit little-endian ELF file
     * @param from the library it needs now
     * @param to the library it is to need
     * @throws IllegalArgumentException if the names differ in length
     * @throws ElfFormatException if the file is malformed or does not need that library
     */
    static byte[] retarget(byte[] elf, String from, String to) throws ElfFormatException {
        if (from.length() != to.length()) {
            throw new IllegalArgumentException("'%s' and '%s' differ in length".formatted(from, to));
        }
        ElfDynamics dynamics = ElfDynamics.read(elf);
        ByteBuffer changed = ByteBuffer.wrap(elf.clone()).order(ByteOrder.LITTLE_ENDIAN);
        for (Name name : namesToChange(dynamics, from)) {
            changed.put((int) name.offset(), to.getBytes(StandardCharsets.ISO_8859_1));
        }
        for (Version version : dynamics.versions()) {
            if (isVersionOf(version, from)) {
                changed.putInt((int) version.hashOffset(), hash(to));
            }
        }
        return changed.array();
    }

    private static List<Name> namesToChange(ElfDynamics dynamics, String from) throws ElfFormatException {
        List<Name> names = new ArrayList<>(dynamics.needed());
        names.removeIf(name -> !name.text().equals(from));
        if (names.isEmpty()) {
            throw new ElfFormatException("it does not need " + from);
        }
        for (Version version : dynamics.versions()) {
            if (version.library().text().equals(from)) {
                names.add(version.library());
            }
            if (isVersionOf(version, from)) {
                names.add(version.version());
            }
        }
        if (names.stream().anyMatch(Name::shared)) {
            throw new ElfFormatException("its name %s is part of a longer one".formatted(from));
        }
        return names;
    }

    private static boolean isVersionOf(Version version, String library) {
        return version.library().text().equals(library)
                && version.version().text().equals(library);
    }

    /** The hash of the System V ABI. */
    static int hash(String name) {
        int hash = 0;
        for (byte letter : name.getBytes(StandardCharsets.ISO_8859_1)) {
            hash = (hash << 4) + (letter & 0xff);
            hash = (hash ^ (hash >>> 24 & 0xf0)) & 0x0fffffff;
        }
        return hash;
    }
}
