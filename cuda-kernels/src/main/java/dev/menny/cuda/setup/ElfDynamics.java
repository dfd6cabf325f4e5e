package dev.menny.cuda.setup;

import dev.menny.cuda.setup.ElfHeader.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * What a shared library tells the dynamic loader: which libraries it needs, and which versions of their symbols. The
 * format is that of the System V ABI with GNU's symbol versions.
 *
 * @param needed names of the needed libraries
 * @param versions versions needed of them
 */
record ElfDynamics(List<Name> needed, List<Version> versions) {
    /**
     * A name among the library's strings.
     *
     * @param text the name
     * @param offset where it stands in the file
     * @param shared true if it is the end of a longer name
     */
    record Name(String text, long offset, boolean shared) {}

    /**
     * A version of one needed library's symbols.
     *
     * @param library the library's name
     * @param version the version's name
     * @param hashOffset where the hash of the version's name stands in the file, 4 bytes
     */
    record Version(Name library, Name version, long hashOffset) {}

    static ElfDynamics read(byte[] elf) throws ElfFormatException {
        return new Reader(new ElfBytes(elf)).read();
    }

    private static final class Reader {
        private static final long END = 0;
        private static final long NEEDED = 1;
        private static final long STRINGS = 5;
        private static final long STRINGS_SIZE = 10;
        private static final long VERSIONS_NEEDED = 0x6ffffffeL;
        private static final long VERSIONS_NEEDED_COUNT = 0x6fffffffL;
        private static final int ENTRY_SIZE = 16;

        private final ElfBytes bytes;
        private final List<Segment> segments;
        private final List<Long> needed = new ArrayList<>();
        private long strings = -1;
        private long stringsSize;
        private long versionsNeeded = -1;
        private long versionsNeededCount;

        Reader(ElfBytes bytes) throws ElfFormatException {
            this.bytes = bytes;
            segments = ElfHeader.read(bytes).segments(bytes, 0);
            for (Segment segment : segments) {
                segment.requireWithin(bytes.length());
            }
        }

        ElfDynamics read() throws ElfFormatException {
            readDynamicSection();
            if (strings < 0 || stringsSize < 0 || stringsSize > bytes.length() - strings) {
                throw new ElfFormatException("its dynamic strings are missing or cut off");
            }
            List<Name> names = new ArrayList<>();
            for (long offset : needed) {
                names.add(name(offset));
            }
            return new ElfDynamics(names, versions());
        }

        private void readDynamicSection() throws ElfFormatException {
            Segment section = segments.stream()
                    .filter(segment -> segment.type() == Segment.DYNAMIC)
                    .findFirst()
                    .orElseThrow(() -> new ElfFormatException("it is no shared library: it has no dynamic section"));
            for (long entry = section.offset(); entry < section.offset() + section.size(); entry += ENTRY_SIZE) {
                long tag = bytes.u64(entry);
                long value = bytes.u64(entry + 8);
                if (tag == END) {
                    return;
                } else if (tag == NEEDED) {
                    needed.add(value);
                } else if (tag == STRINGS) {
                    strings = offsetOf(value);
                } else if (tag == STRINGS_SIZE) {
                    stringsSize = value;
                } else if (tag == VERSIONS_NEEDED) {
                    versionsNeeded = offsetOf(value);
                } else if (tag == VERSIONS_NEEDED_COUNT) {
                    versionsNeededCount = value;
                }
            }
        }

        private long offsetOf(long address) throws ElfFormatException {
            return segments.stream()
                    .filter(segment -> segment.type() == Segment.LOAD && segment.contains(address))
                    .mapToLong(segment -> address - segment.address() + segment.offset())
                    .findFirst()
                    .orElseThrow(() -> new ElfFormatException("address %#x is in no segment".formatted(address)));
        }

        private Name name(long offset) throws ElfFormatException {
            if (offset < 0 || offset >= stringsSize) {
                throw new ElfFormatException("name %d lies outside the dynamic strings".formatted(offset));
            }
            long place = strings + offset;
            boolean shared = offset > 0 && bytes.u8(place - 1) != 0;
            return new Name(bytes.text(place, strings + stringsSize), place, shared);
        }

        // Verneed: u16 format, u16 versions, u32 library's name, u32 way to the first version, u32 way to the next
        // library.
        private List<Version> versions() throws ElfFormatException {
            List<Version> versions = new ArrayList<>();
            long library = versionsNeeded;
            for (long left = versionsNeeded < 0 ? 0 : versionsNeededCount; left > 0; left--) {
                Name name = name(bytes.u32(library + 4));
                readVersions(name, library + bytes.u32(library + 8), bytes.u16(library + 2), versions);
                library += left > 1 ? step(library + 12) : 0;
            }
            return versions;
        }

        // Vernaux: u32 hash, u16 flags, u16 index, u32 version's name, u32 way to the next version.
        private void readVersions(Name library, long first, int count, List<Version> versions)
                throws ElfFormatException {
            long version = first;
            for (int left = count; left > 0; left--) {
                // Each has bytes of its own in a sound file; without a bound, a hostile one could keep us for hours.
                if (versions.size() > bytes.length() / ENTRY_SIZE) {
                    throw new ElfFormatException("it needs more versions than fit into it");
                }
                versions.add(new Version(library, name(bytes.u32(version + 8)), version));
                version += left > 1 ? step(version + 12) : 0;
            }
        }

        private long step(long offset) throws ElfFormatException {
            long step = bytes.u32(offset);
            if (step == 0) {
                throw new ElfFormatException("its list of versions ends early, at byte %d".formatted(offset));
            }
            return step;
        }
    }
}
