package dev.menny.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.tensor.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files beyond 2 GiB, as sparse ones: nothing but what is written takes space. */
class LargeFileTest {
    /** One value beyond 2 GiB. */
    private static final int MANY = (1 << 29) + 1;

    private static final long MANY_BYTES = 4L * MANY;

    @TempDir
    Path folder;

    private Path file;
    private long dataStart;

    /** The tensor {@code many}, all zero but its last value 5, and behind it {@code late}. */
    @BeforeEach
    void writeSparsely() throws IOException {
        file = folder.resolve("large.safetensors");
        SafeTensorsHeader header = new SafeTensorsWriter()
                .tensor("many", Shape.of(MANY), MANY, (from, destination, count) -> {})
                .tensor("late", Shape.of(3), 3, (from, destination, count) -> {})
                .header();
        byte[] json = header.toBytes();
        dataStart = (long) Long.BYTES + json.length;
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(dataStart + header.dataLength());
            sparse.write(Samples.file(json.length, json, 0));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FloatTransfer transfer = new FloatTransfer(3)) {
            float[] late = {1.5f, -2.5f, 3.5f};
            transfer.write(channel::write, dataStart + MANY_BYTES, 3, FloatTransfer.Source.of(late));
            transfer.write(channel::write, dataStart + MANY_BYTES - 4, 1, FloatTransfer.Source.of(new float[] {5}));
        }
    }

    @Test
    void writesBeyondTwoGibibytesWhereTheHeaderSays() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            assertThat(channel.size()).isEqualTo(dataStart + (1L << 31) + 4 + 12);
            channel.read(bytes, dataStart + (1L << 31));
        }

        assertThat(bytes.flip().asFloatBuffer()).isEqualTo(FloatBuffer.wrap(new float[] {5, 1.5f, -2.5f, 3.5f}));
    }

    @Test
    void readsATensorThatBeginsBeyondTwoGibibytes() throws IOException {
        try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
            assertThat(reader.tensors().get("late").begin()).isEqualTo((1L << 31) + 4);
            assertThat(reader.read("late")).containsExactly(1.5f, -2.5f, 3.5f);
        }
    }

    /** Without a file, since reading 2 GiB of one takes its time: only the places count here. */
    @Test
    void movesATensorThatIsLargerThanTwoGibibytes() throws IOException {
        int start = 104;
        // The next byte of the file and the next value of the tensor.
        long[] next = {start, 0};
        FloatTransfer.BytesAt file = (bytes, position) -> {
            assertThat(position).isEqualTo(next[0]);
            int count = bytes.remaining();
            bytes.position(bytes.limit());
            next[0] += count;
            return count;
        };
        try (FloatTransfer transfer = new FloatTransfer(MANY)) {
            transfer.read(file, start, MANY, (values, count, at) -> next[1] = advanced(next[1], at, count));
            assertThat(next).startsWith(start + MANY_BYTES, MANY);

            next[0] = start;
            next[1] = 0;
            transfer.write(file, start, MANY, (from, destination, count) -> next[1] = advanced(next[1], from, count));
            assertThat(next).startsWith(start + MANY_BYTES, MANY);
        }
    }

    /** An archive of more than 4 GiB: {@code many} is more than 32 bits can count, and so is the place of {@code late}. */
    @Test
    void findsAnArrayBehindFourGibibytesOfAnArchive() throws IOException {
        Path archive = folder.resolve("large.npz");
        int huge = 1 << 30;
        byte[] manyHeader = NpyHeader.write(new int[] {huge});
        byte[] lateHeader = NpyHeader.write(new int[] {1});
        byte[] lateContent = Arrays.copyOf(lateHeader, lateHeader.length + 4);
        lateContent[lateContent.length - 1] = 0x40;
        CRC32 crc = new CRC32();
        crc.update(lateContent);
        long manySize = manyHeader.length + 4L * huge;
        ZipMember many = new ZipMember("many.npy", false, 0, manySize, manySize, 0);
        long lateStart = ZipRecords.local(many).limit() + manySize;
        ZipMember late =
                new ZipMember("late.npy", false, crc.getValue(), lateContent.length, lateContent.length, lateStart);
        long directory = lateStart + ZipRecords.local(late).limit() + lateContent.length;
        try (RandomAccessFile sparse = new RandomAccessFile(archive.toFile(), "rw")) {
            sparse.write(ZipRecords.local(many).array());
            sparse.write(manyHeader);
            sparse.seek(lateStart);
            sparse.write(ZipRecords.local(late).array());
            sparse.write(lateContent);
            sparse.write(ZipRecords.central(many).array());
            sparse.write(ZipRecords.central(late).array());
            ByteBuffer end = ZipRecords.end(2, directory, sparse.getFilePointer() - directory, new byte[0]);
            sparse.write(end.array(), 0, end.limit());
        }

        try (TensorFile arrays = TensorFile.open(archive)) {
            assertThat(arrays.shapes()).isEqualTo(Map.of("many", List.of((long) huge), "late", List.of(1L)));
            assertThat(arrays.read("late")).containsExactly(2);
        }
        // The JDK's reader agrees on where all is.
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            assertThat(zip.getEntry("many.npy").getSize()).isEqualTo(manySize);
            assertThat(zip.getInputStream(zip.getEntry("late.npy")).readAllBytes())
                    .isEqualTo(lateContent);
        }
    }

    private static long advanced(long expected, long at, int count) {
        assertThat(at).isEqualTo(expected);
        return at + count;
    }
}
