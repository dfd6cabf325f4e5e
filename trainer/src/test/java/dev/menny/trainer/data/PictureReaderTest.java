package dev.menny.trainer.data;

import static dev.menny.trainer.data.TestPictures.image;
import static dev.menny.trainer.data.TestPictures.noise;
import static dev.menny.trainer.data.TestPictures.sample;
import static dev.menny.trainer.data.TestPictures.samples;
import static dev.menny.trainer.data.TestPictures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp"})
    void losslessFormatsGiveEverySampleBack(String extension) {
        Picture picture = noise(7, 5, 3, 1);

        Picture read = PictureReader.read(write(image(picture), folder.resolve("x." + extension)));

        assertThat(read.height()).isEqualTo(7);
        assertThat(read.width()).isEqualTo(5);
        assertThat(read.pixels()).isEqualTo(picture.pixels());
    }

    @Test
    void jpegIsReadInItsColours() {
        Picture read =
                PictureReader.read(write(filled(BufferedImage.TYPE_INT_RGB, 0xffc81e0a), folder.resolve("x.jpg")));

        assertSamplesNear(read, 200, 30, 10);
    }

    @Test
    void greyIsNotTakenForLinearLight() {
        BufferedImage grey = filled(BufferedImage.TYPE_BYTE_GRAY, 0);
        grey.getRaster().setSamples(0, 0, 16, 16, 0, filledInts(100));

        assertSamplesNear(PictureReader.read(write(grey, folder.resolve("x.jpg"))), 100, 100, 100);
        assertThat(samples(PictureReader.read(write(grey, folder.resolve("x.png")))))
                .containsOnly(100);
    }

    @Test
    void sixteenBitSamplesAreRoundedToEight() {
        BufferedImage grey = filled(BufferedImage.TYPE_USHORT_GRAY, 0);
        grey.getRaster().setSamples(0, 0, 16, 16, 0, filledInts(100 * 257 + 129));
        BufferedImage rgb = ImageTypeSpecifier.createInterleaved(
                        ColorSpace.getInstance(ColorSpace.CS_sRGB),
                        new int[] {0, 1, 2},
                        DataBuffer.TYPE_USHORT,
                        false,
                        false)
                .createBufferedImage(16, 16);
        rgb.getRaster().setSamples(0, 0, 16, 16, 0, filledInts(65535));
        rgb.getRaster().setSamples(0, 0, 16, 16, 2, filledInts(7 * 257 + 128));

        assertThat(samples(PictureReader.read(write(grey, folder.resolve("grey.png")))))
                .containsOnly(101);
        assertAllPixels(PictureReader.read(write(rgb, folder.resolve("rgb.png"))), 255, 0, 7);
    }

    @Test
    void indexedPicturesAreReadThroughTheirPalette() {
        BufferedImage indexed = filled(BufferedImage.TYPE_BYTE_INDEXED, 0xff33cc99);
        BufferedImage bits = filled(BufferedImage.TYPE_BYTE_BINARY, 0xffffffff);

        assertAllPixels(PictureReader.read(write(indexed, folder.resolve("x.png"))), 0x33, 0xcc, 0x99);
        assertAllPixels(PictureReader.read(write(indexed, folder.resolve("x.gif"))), 0x33, 0xcc, 0x99);
        assertAllPixels(PictureReader.read(write(bits, folder.resolve("bits.png"))), 255, 255, 255);
    }

    @Test
    void transparencyIsLaidOnWhite() {
        BufferedImage half = filled(BufferedImage.TYPE_INT_ARGB, 0x80c81e0a);
        BufferedImage hole = filled(BufferedImage.TYPE_INT_ARGB, 0x00c81e0a);
        hole.setRGB(0, 0, 0xff000000);

        // 200 * 128/255 + 255 * 127/255, and so on.
        assertAllPixels(PictureReader.read(write(half, folder.resolve("half.png"))), 227, 142, 132);
        for (String extension : new String[] {"png", "gif"}) {
            Picture read = PictureReader.read(write(hole, folder.resolve("hole." + extension)));
            assertThat(samples(read)).startsWith(0, 0, 0);
            assertThat(Arrays.copyOfRange(samples(read), 3, 16 * 16 * 3)).containsOnly(255);
        }
    }

    @Test
    void anAnimationGivesItsFirstFrame() throws IOException {
        Path file = folder.resolve("x.gif");
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (FileImageOutputStream stream = new FileImageOutputStream(file.toFile())) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (int rgb : new int[] {0xffff0000, 0xff0000ff}) {
                writer.writeToSequence(new IIOImage(filled(BufferedImage.TYPE_BYTE_INDEXED, rgb), null, null), null);
            }
            writer.endWriteSequence();
        }

        assertAllPixels(PictureReader.read(file), 255, 0, 0);
    }

    @Test
    void webpIsReadWithAndWithoutLoss() {
        Picture lossy = PictureReader.read(resource("lossy.webp"));
        Picture lossless = PictureReader.read(resource("lossless-alpha.webp"));

        assertThat(lossy.width()).isEqualTo(32);
        assertThat(sample(lossy, 16, 4, 0)).isCloseTo(200, within(4));
        assertThat(sample(lossy, 16, 28, 2)).isCloseTo(200, within(4));
        // Left half red, right half blue, the lower right quarter transparent.
        assertThat(lossless.height()).isEqualTo(4);
        assertThat(lossless.width()).isEqualTo(6);
        assertThat(pixel(lossless, 3, 2)).containsExactly(200, 30, 10);
        assertThat(pixel(lossless, 1, 3)).containsExactly(10, 30, 200);
        assertThat(pixel(lossless, 2, 3)).containsExactly(255, 255, 255);
    }

    @ParameterizedTest
    @CsvSource({"255,55,55,255", "200,180,40,230", "128,128,128,128", "250,250,250,20"})
    void printersInksBecomeRgb(int cyan, int magenta, int yellow, int black) throws IOException {
        // Adobe stores inks inverted, 255 for none; what paper then reflects is the product of ink and black.
        int[] rgb = {cyan * black / 255, magenta * black / 255, yellow * black / 255};
        // Adobe's technical note 5116: YCCK is YCbCr of the complements 255 - C, 255 - M, 255 - Y; K stays.
        double luma = 255 - (0.299 * cyan + 0.587 * magenta + 0.114 * yellow);
        int[] ycck = {
            (int) Math.round(luma),
            (int) Math.round(128 + 0.564 * (255 - yellow - luma)),
            (int) Math.round(128 + 0.713 * (255 - cyan - luma)),
            black
        };

        Picture plain = PictureReader.read(adobeJpeg(0, cyan, magenta, yellow, black));
        Picture transformed = PictureReader.read(adobeJpeg(2, ycck));

        for (Picture read : new Picture[] {plain, transformed}) {
            assertThat(read.channels()).isEqualTo(3);
            for (int c = 0; c < 3; c++) {
                assertThat(sample(read, 8, 8, c)).isCloseTo(rgb[c], within(4));
            }
        }
    }

    /** A JPEG of four components, marked as Adobe marks them: transform 0 for CMYK, 2 for YCCK. */
    private Path adobeJpeg(int transform, int... bands) throws IOException {
        Path file = folder.resolve("inks-%d.jpg".formatted(transform));
        Files.deleteIfExists(file);
        var inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        for (int band = 0; band < 4; band++) {
            inks.setSamples(0, 0, 16, 16, band, filledInts(bands[band]));
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (FileImageOutputStream stream = new FileImageOutputStream(file.toFile())) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(inks, null, null), null);
        }
        byte[] marker = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform
        };
        byte[] plain = Files.readAllBytes(file);
        byte[] marked = ByteBuffer.allocate(plain.length + marker.length)
                .put(plain, 0, 2)
                .put(marker)
                .put(plain, 2, plain.length - 2)
                .array();
        return Files.write(file, marked);
    }

    @Test
    void theContentCountsNotTheExtension() throws IOException {
        Picture picture = noise(4, 4, 3, 2);
        Path png = write(image(picture), folder.resolve("x.png"));
        Path named = Files.move(png, folder.resolve("x.jpg"));

        assertThat(PictureReader.read(named).pixels()).isEqualTo(picture.pixels());
        assertThat(PictureReader.size(named)).isEqualTo(new PictureSize(4, 4));
    }

    @Test
    void unusableFilesAreNamed() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.png"));
        Path text = Files.writeString(folder.resolve("text.jpg"), "not a picture");

        assertRefused(folder.resolve("missing.png"), "No picture file");
        assertRefused(folder, "No picture file");
        assertRefused(empty, "is empty", "replace or delete");
        assertRefused(text, "not a picture of a known kind");
        assertThatThrownBy(() -> PictureReader.size(empty)).isInstanceOf(DataException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "gif"})
    void cutFilesAreBroken(String extension) throws IOException {
        Path whole = write(image(noise(64, 64, 3, 3)), folder.resolve("whole." + extension));
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut." + extension), Arrays.copyOf(bytes, bytes.length / 2));

        assertRefused(cut, "is broken", "replace or delete");
        assertThat(PictureReader.read(whole).height()).isEqualTo(64);
    }

    @Test
    void hugeHeadersAreRefusedBeforeDecoding() throws IOException {
        assertRefused(pngOf(20_000, 5_001), "5001 pixels high", "20000 wide", "make it smaller");
        assertRefused(pngOf(60_000, 60_000), "60000 pixels high", "make it smaller");
        assertRefused(gifOf(60_000), "60000 pixels high", "make it smaller");
        assertRefused(bmpOf(12_000, 12_000), "12000 pixels high", "make it smaller");
        assertRefused(bmpOf(60_000, 60_000), "is broken");
        assertRefused(webpOf(16_000), "16000 pixels high", "make it smaller");
        assertThat(PictureReader.size(pngOf(60_000, 60_000))).isEqualTo(new PictureSize(60_000, 60_000));
    }

    private Path pngOf(int width, int height) throws IOException {
        Path file = write(image(noise(4, 4, 3, 4)), folder.resolve("x.png"));
        ByteBuffer png = ByteBuffer.wrap(Files.readAllBytes(file));
        // A PNG's first chunk: its name at byte 12, width, height, five settings, then the checksum of all these.
        png.putInt(16, width).putInt(20, height);
        CRC32 checksum = new CRC32();
        checksum.update(png.array(), 12, 17);
        png.putInt(29, (int) checksum.getValue());
        return Files.write(file, png.array());
    }

    private Path gifOf(int side) throws IOException {
        Path file = write(filled(BufferedImage.TYPE_BYTE_INDEXED, 0xff336699), folder.resolve("x.gif"));
        ByteBuffer gif = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        // The frame's descriptor begins with a comma, left and top of 0, then 16 and 16.
        for (int i = 13; i < gif.capacity() - 9; i++) {
            if (gif.get(i) == ',' && gif.getInt(i + 1) == 0 && gif.getInt(i + 5) == 0x00100010) {
                gif.putShort(i + 5, (short) side).putShort(i + 7, (short) side);
            }
        }
        gif.putShort(6, (short) side).putShort(8, (short) side);
        return Files.write(file, gif.array());
    }

    private Path bmpOf(int width, int height) throws IOException {
        Path file = write(filled(BufferedImage.TYPE_BYTE_INDEXED, 0xff336699), folder.resolve("x.bmp"));
        ByteBuffer bmp = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        bmp.putInt(18, width).putInt(22, height);
        return Files.write(file, bmp.array());
    }

    private Path webpOf(int side) throws IOException {
        ByteBuffer webp = ByteBuffer.wrap(Files.readAllBytes(resource("lossless-alpha.webp")))
                .order(ByteOrder.LITTLE_ENDIAN);
        // After the signature 0x2f: width - 1 and height - 1 in 14 bits each, then the alpha bit.
        webp.putInt(21, (side - 1) | (side - 1) << 14 | 1 << 28);
        return Files.write(folder.resolve("x.webp"), webp.array());
    }

    private static void assertRefused(Path file, String... parts) {
        assertThatThrownBy(() -> PictureReader.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'" + file + "'")
                .hasMessageContainingAll(parts)
                .message()
                .doesNotContain("\n");
    }

    private static BufferedImage filled(int type, int argb) {
        BufferedImage image = new BufferedImage(16, 16, type);
        for (int i = 0; i < 16 * 16; i++) {
            image.setRGB(i % 16, i / 16, argb);
        }
        return image;
    }

    private static int[] filledInts(int value) {
        int[] values = new int[16 * 16];
        Arrays.fill(values, value);
        return values;
    }

    private static void assertAllPixels(Picture picture, int... rgb) {
        assertThat(picture.channels()).isEqualTo(3);
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                assertThat(pixel(picture, y, x)).containsExactly(rgb);
            }
        }
    }

    /** JPEG rounds in its own colour space: a level or two off. */
    private static void assertSamplesNear(Picture picture, int... rgb) {
        for (int c = 0; c < 3; c++) {
            assertThat(sample(picture, 8, 8, c)).isCloseTo(rgb[c], within(2));
        }
    }

    private static int[] pixel(Picture picture, int y, int x) {
        return new int[] {sample(picture, y, x, 0), sample(picture, y, x, 1), sample(picture, y, x, 2)};
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(PictureReaderTest.class.getResource(name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
