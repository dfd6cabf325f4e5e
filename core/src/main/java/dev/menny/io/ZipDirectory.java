package dev.menny.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a zip archive's directory and believes nothing of it: the members it returns lie inside the file, apart from
 * each other, under the headers that bear their names.
 */
final class ZipDirectory {
    private static final int ENCRYPTED = 1;

    private final InputFile file;
    private final ZipEnd end;

    private ZipDirectory(InputFile file, ZipEnd end) {
        this.file = file;
        this.end = end;
    }

    /**
     * The archive's members by name, in the directory's order.
     *
     * @throws WeightsFormatException if the directory is damaged or its members cannot be read
     */
    static Map<String, ZipMember> read(InputFile file, ZipEnd end) throws IOException {
        return new ZipDirectory(file, end).members();
    }

    private Map<String, ZipMember> members() throws IOException {
        ByteBuffer bytes = file.bytes(end.directory(), end.length());
        Map<String, ZipMember> members = new LinkedHashMap<>();
        while (bytes.hasRemaining()) {
            ZipMember member = member(bytes);
            if (members.put(member.name(), member) != null) {
                throw problem(member.name(), "is in the archive twice");
            }
        }
        if (members.size() != end.members()) {
            throw problem("the zip archive claims %s members, its directory lists %,d: the file is damaged"
                    .formatted(Long.toUnsignedString(end.members()), members.size()));
        }
        checkPlaces(members.values());
        return Collections.unmodifiableMap(members);
    }

    /** Takes the next entry off the directory. */
    private ZipMember member(ByteBuffer bytes) throws WeightsFormatException {
        int start = bytes.position();
        if (bytes.remaining() < ZipRecords.CENTRAL_BYTES || bytes.getInt(start) != ZipRecords.CENTRAL) {
            throw damaged();
        }
        int nameLength = ZipEnd.unsigned16(bytes, start + 28);
        int extraLength = ZipEnd.unsigned16(bytes, start + 30);
        int length = ZipRecords.CENTRAL_BYTES + nameLength + extraLength + ZipEnd.unsigned16(bytes, start + 32);
        if (length > bytes.remaining()) {
            throw damaged();
        }
        bytes.position(start + length);
        String name = name(bytes.slice(start + ZipRecords.CENTRAL_BYTES, nameLength));
        ByteBuffer extra = bytes.slice(start + ZipRecords.CENTRAL_BYTES + nameLength, extraLength)
                .order(bytes.order());
        int method = ZipEnd.unsigned16(bytes, start + 10);
        if ((bytes.getShort(start + 8) & ENCRYPTED) != 0) {
            throw problem(name, "is encrypted: save it without a password");
        }
        if (method != ZipRecords.STORED && method != ZipRecords.DEFLATED) {
            throw problem(name, "is packed by method %d, only 'stored' and 'deflated' can be read".formatted(method));
        }
        long[] numbers = {
            ZipEnd.unsigned32(bytes, start + 24),
            ZipEnd.unsigned32(bytes, start + 20), // size, packed
            ZipEnd.unsigned32(bytes, start + 42) // header
        };
        replaceLarge(name, numbers, extra);
        long crc = ZipEnd.unsigned32(bytes, start + 16);
        return new ZipMember(name, method == ZipRecords.DEFLATED, crc, numbers[1], numbers[0], numbers[2]);
    }

    private String name(ByteBuffer bytes) throws WeightsFormatException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new WeightsFormatException(file.path(), "a name in the zip archive is not valid UTF-8", e);
        }
    }

    /** Fills in, in this order, the numbers that stand in the zip64 part of the extra bytes. */
    private void replaceLarge(String name, long[] numbers, ByteBuffer extra) throws WeightsFormatException {
        ByteBuffer large = zip64(extra);
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] == ZipRecords.ALL_32 && large.remaining() >= Long.BYTES) {
                numbers[i] = large.getLong();
            }
            if (numbers[i] < 0) {
                throw problem(name, "claims a size or a place below 0: the file is damaged");
            }
        }
    }

    private static ByteBuffer zip64(ByteBuffer extra) {
        while (extra.remaining() >= 2 * Short.BYTES) {
            int kind = Short.toUnsignedInt(extra.getShort());
            int length = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
            if (kind == ZipRecords.EXTRA_64) {
                return extra.slice(extra.position(), length).order(extra.order());
            }
            extra.position(extra.position() + length);
        }
        return extra.slice(extra.limit(), 0);
    }

    /** Each member must end where the next begins, or before. */
    private void checkPlaces(Iterable<ZipMember> members) throws IOException {
        List<ZipMember> inOrder = new ArrayList<>();
        members.forEach(inOrder::add);
        inOrder.sort(Comparator.comparingLong(ZipMember::header));
        for (int i = 0; i < inOrder.size(); i++) {
            ZipMember member = inOrder.get(i);
            boolean last = i + 1 == inOrder.size();
            long next = last ? end.directory() : inOrder.get(i + 1).header();
            if (next > end.directory()
                    || next - member.header() < ZipRecords.LOCAL_BYTES
                    || member.packed() > next - start(file, member)) {
                throw problem(member.name(), "reaches into what follows it in the archive: the file is damaged");
            }
            if (!member.deflated() && member.packed() != member.size()) {
                throw problem(member.name(), "is stored as it is, but in another size: the file is damaged");
            }
        }
    }

    /** The first byte of a member's content, which only its local header tells. */
    static long start(InputFile file, ZipMember member) throws IOException {
        ByteBuffer local = file.bytes(member.header(), ZipRecords.LOCAL_BYTES);
        int nameLength = ZipEnd.unsigned16(local, 26);
        long nameStart = member.header() + ZipRecords.LOCAL_BYTES;
        boolean agrees = local.getInt(0) == ZipRecords.LOCAL
                && nameStart + nameLength <= file.length()
                && file.bytes(nameStart, nameLength)
                        .equals(ByteBuffer.wrap(member.name().getBytes(StandardCharsets.UTF_8)));
        if (!agrees) {
            throw new WeightsFormatException(
                    file.path(),
                    "the zip archive's directory and the header of %s disagree: the file is damaged"
                            .formatted(WeightsFormatException.quote(member.name())));
        }
        return nameStart + nameLength + ZipEnd.unsigned16(local, 28);
    }

    private WeightsFormatException damaged() {
        return problem("the zip archive's directory is damaged");
    }

    private WeightsFormatException problem(String what) {
        return new WeightsFormatException(file.path(), what);
    }

    private WeightsFormatException problem(String member, String what) {
        return problem("%s %s".formatted(WeightsFormatException.quote(member), what));
    }
}
