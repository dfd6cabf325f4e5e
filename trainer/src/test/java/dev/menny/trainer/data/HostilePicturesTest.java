package dev.menny.trainer.data;

import static dev.menny.trainer.data.TestPictures.image;
import static dev.menny.trainer.data.TestPictures.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes somebody sends: a picture or a refusal, soon, and without much memory. */
class HostilePicturesTest {
    private static final long MOST_PIXELS = 1_000_000;
    private static final long MOST_BYTES = 64 << 20;
    private static final int TRIES = 150;
    private static final int PNG_HEADER = 33;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "progressive", "png", "palette", "gif", "bmp", "lossy.webp", "lossless-alpha.webp"})
    void damagedBytesAreReadOrRefused(String kind) throws IOException {
        byte[] whole = content(kind);
        Random random = new Random(kind.hashCode());
        int refused = 0;

        for (int i = 0; i < TRIES; i++) {
            byte[] damaged = i % 3 == 0 ? cut(whole, random) : changed(whole, random, i % 3 == 1 ? 64 : whole.length);
            refused += outcome(damaged, "%s, try %d".formatted(kind, i)) ? 0 : 1;
        }

        assertThat(PictureReader.read(whole, MOST_PIXELS).width()).isPositive();
        assertThat(refused).isGreaterThan(TRIES / 10);
    }

    /** Each pass is ten bytes and costs the decoder as much as a picture. */
    @Test
    void thousandsOfEmptyPassesAreRefusedUnread() throws IOException {
        byte[] jpeg = content("progressive");
        ByteBuffer bomb = ByteBuffer.allocate(jpeg.length + 10 * 10_000).put(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < 10_000; i++) {
            bomb.putShort((short) 0xffda).putShort((short) 8).put(new byte[] {1, 1, 0, 1, 63, 0});
        }
        bomb.putShort((short) 0xffd9);

        assertThatThrownBy(() -> PictureReader.read(bomb.array(), MOST_PIXELS))
                .isInstanceOf(PictureException.class)
                .hasMessage(
                        "The picture is broken (it is stored in more than 64 passes): save it anew or choose another");
    }

    /** The inner picture may be of any size, and of any number of passes. */
    @ParameterizedTest
    @CsvSource({"4, progressive", "5, png"})
    void aPictureInsideAnotherIsRefusedUnread(int packing, String kind) throws IOException {
        byte[] inner = content(kind);
        byte[] bmp = ByteBuffer.allocate(54 + inner.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'B', 'M'})
                .putInt(54 + inner.length)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(10)
                .putInt(10)
                .putShort((short) 1)
                .putShort((short) 24)
                .putInt(packing)
                .putInt(1_900_000_000)
                .put(new byte[16])
                .put(inner)
                .array();

        assertThatThrownBy(() -> PictureReader.read(bmp, MOST_PIXELS))
                .isInstanceOf(PictureException.class)
                .hasMessageContaining("it holds another picture instead of pixels");
        assertThat(outcome(bmp, kind)).isFalse();
    }

    /** Kinds of which a few bytes can claim tiles and strips of gigabytes, whatever their header says. */
    @ParameterizedTest
    @ValueSource(strings = {"tiff", "wbmp"})
    void kindsThatNobodyPromisedAreUnknown(String kind) throws IOException {
        byte[] picture = encoded(kind.equals("wbmp") ? blackAndWhite() : image(noise(40, 30, 3, 7)), kind);

        assertThatThrownBy(() -> PictureReader.read(picture, MOST_PIXELS))
                .isInstanceOfSatisfying(
                        PictureException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(PictureException.Kind.UNKNOWN_KIND));
    }

    private static BufferedImage blackAndWhite() {
        return new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_BINARY);
    }

    /** As phones write them: a film after the end, in which anything may stand. */
    @ParameterizedTest
    @ValueSource(strings = {"jpg", "progressive"})
    void whatFollowsThePictureDoesNotCount(String kind) throws IOException {
        byte[] jpeg = content(kind);
        ByteBuffer film = ByteBuffer.allocate(jpeg.length + 4_000).put(jpeg);
        while (film.hasRemaining()) {
            film.putShort((short) 0xffda);
        }

        assertThat(PictureReader.read(film.array(), MOST_PIXELS).width()).isEqualTo(30);
    }

    /** Exif notes that claim two gigabytes, in files of a few bytes. */
    @Test
    void notesThatClaimToBeHugeTakeNoMemory() throws IOException {
        byte[] webp = extended(TestPictures.resource("lossless-alpha.webp"));
        byte[] png = content("png");
        byte[] noted = ByteBuffer.allocate(png.length + 12)
                .put(png, 0, PNG_HEADER)
                .putInt(Integer.MAX_VALUE)
                .put("eXIf".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .put(png, PNG_HEADER, png.length - PNG_HEADER)
                .array();

        assertThat(outcome(webp, "webp")).isTrue();
        outcome(noted, "png");
    }

    private static byte[] extended(byte[] simple) {
        ByteBuffer extended = ByteBuffer.allocate(simple.length + 26)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(simple, 0, 12)
                .put("VP8X".getBytes(StandardCharsets.US_ASCII))
                .putInt(10)
                .putInt(0x18)
                .put(new byte[] {5, 0, 0, 3, 0, 0})
                .put(simple, 12, simple.length - 12)
                .put("EXIF".getBytes(StandardCharsets.US_ASCII))
                .putInt(Integer.MAX_VALUE);
        return extended.putInt(4, Integer.MAX_VALUE).array();
    }

    /** Reads it within bounds of time and memory; false where it was refused. */
    private static boolean outcome(byte[] content, String what) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        boolean read = read(content);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(Duration.ofSeconds(5));
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - bytes).as(what).isLessThan(MOST_BYTES);
        return read;
    }

    private static boolean read(byte[] content) {
        try {
            PictureSize size = PictureReader.size(content);
            Picture picture = PictureReader.read(content, MOST_PIXELS);
            assertThat(new PictureSize(picture.height(), picture.width())).isEqualTo(size);
            return true;
        } catch (PictureException e) {
            assertThat(e.getMessage()).doesNotContain("\n");
            return false;
        }
    }

    private static byte[] cut(byte[] whole, Random random) {
        return Arrays.copyOf(whole, random.nextInt(whole.length));
    }

    private static byte[] changed(byte[] whole, Random random, int within) {
        byte[] damaged = whole.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            damaged[random.nextInt(Math.min(within, whole.length))] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    private static byte[] content(String kind) throws IOException {
        BufferedImage picture = image(noise(40, 30, 3, 7));
        return switch (kind) {
            case "progressive" -> progressive(picture);
            case "palette" -> encoded(indexed(picture), "png");
            case "lossy.webp", "lossless-alpha.webp" -> TestPictures.resource(kind);
            default -> encoded(picture, kind);
        };
    }

    private static byte[] encoded(BufferedImage picture, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(picture, format, new MemoryCacheImageOutputStream(bytes)))
                .isTrue();
        return bytes.toByteArray();
    }

    private static BufferedImage indexed(BufferedImage picture) {
        BufferedImage indexed =
                new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED);
        indexed.createGraphics().drawImage(picture, 0, 0, null);
        return indexed;
    }

    private static byte[] progressive(BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam settings = writer.getDefaultWriteParam();
        settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(picture, null, null), settings);
        }
        writer.dispose();
        return bytes.toByteArray();
    }
}
