package dev.menny.trainer.data;

import static dev.menny.trainer.data.TestPictures.image;
import static dev.menny.trainer.data.TestPictures.noise;
import static dev.menny.trainer.data.TestPictures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.trainer.data.PictureException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that somebody sent, read without a file. */
class PictureInMemoryTest {
    private static final long MILLION = 1_000_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "gif"})
    void areReadAsFilesAre(String extension) throws IOException {
        Path file = write(image(noise(30, 20, 3, 1)), folder.resolve("x." + extension));
        byte[] content = Files.readAllBytes(file);

        Picture picture = PictureReader.read(content, MILLION);

        assertThat(picture.pixels()).isEqualTo(PictureReader.read(file).pixels());
        assertThat(picture.height()).isEqualTo(30);
        assertThat(PictureReader.size(content)).isEqualTo(new PictureSize(30, 20));
        assertThat(content).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void webpIsReadToo() throws IOException {
        assertThat(PictureReader.read(TestPictures.resource("lossy.webp"), MILLION)
                        .width())
                .isEqualTo(32);
        assertThat(PictureReader.read(TestPictures.resource("lossless-alpha.webp"), MILLION)
                        .width())
                .isEqualTo(6);
    }

    @Test
    void theReasonOfARefusalIsTold() throws IOException {
        byte[] png = Files.readAllBytes(write(image(noise(30, 20, 3, 2)), folder.resolve("x.png")));
        byte[] text = "not a picture".getBytes(StandardCharsets.UTF_8);

        assertRefused(new byte[0], Kind.EMPTY, "The picture is empty: save it anew or choose another");
        assertRefused(
                text,
                Kind.UNKNOWN_KIND,
                "This is not a picture of a known kind (JPEG, PNG, BMP, GIF, WebP): convert it or choose another");
        assertRefused(
                Arrays.copyOf(png, png.length / 2),
                Kind.BROKEN,
                "The picture is broken (it ends too early): save it anew or choose another");
    }

    @Test
    void morePixelsThanAllowedAreRefused() throws IOException {
        byte[] png = Files.readAllBytes(write(image(noise(30, 20, 3, 2)), folder.resolve("x.png")));

        assertThat(PictureReader.read(png, 600).height()).isEqualTo(30);
        assertThatThrownBy(() -> PictureReader.read(png, 599))
                .isInstanceOfSatisfying(
                        PictureException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE))
                .hasMessage("The picture is 30 pixels high and 20 wide, over 599 in all: make it smaller");
    }

    @Test
    void filesTellTheReasonToo() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.png"));

        assertThatThrownBy(() -> PictureReader.read(folder.resolve("missing.png")))
                .isInstanceOfSatisfying(
                        PictureException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISSING));
        assertThatThrownBy(() -> PictureReader.size(empty))
                .isInstanceOfSatisfying(
                        PictureException.class, e -> assertThat(e.kind()).isEqualTo(Kind.EMPTY));
    }

    private static void assertRefused(byte[] content, Kind kind, String message) {
        assertThatThrownBy(() -> PictureReader.read(content, MILLION))
                .isInstanceOfSatisfying(
                        PictureException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessage(message);
    }
}
