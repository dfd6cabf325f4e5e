package dev.menny.trainer.data;

import static dev.menny.trainer.data.TestPictures.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.menny.io.Fit;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a format looks, against pictures whose pixels tell where they were. */
class RegionTest {
    private static final double EXACT = 1e-12;
    // Samples tell positions in half pixels. They are rounded, and means over parts of pixels are off by a quarter
    // pixel.
    private static final double HALF_A_PIXEL = 1;
    private static final int[][] SIZES = {{1, 1}, {1, 90}, {90, 1}, {61, 40}, {40, 61}, {97, 96}, {17, 120}, {4, 5}};
    private static final int[][] FORMATS = {{16, 16}, {12, 31}, {31, 12}, {1, 1}, {100, 64}};

    @Test
    void aCropLooksAtTheMiddle() {
        assertRegion(new PictureFormat(128, 128, 3).region(480, 640), 0.125, 0, 0.75, 1);
        assertRegion(new PictureFormat(128, 128, 3).region(640, 480), 0, 0.125, 1, 0.75);
        assertRegion(new PictureFormat(64, 128, 3).region(100, 100), 0, 0.25, 1, 0.5);
    }

    @Test
    void paddingReachesBeyondThePicture() {
        assertRegion(new PictureFormat(128, 128, 3, Fit.PAD).region(50, 100), 0, -0.5, 1, 2);
        assertRegion(new PictureFormat(128, 128, 3, Fit.PAD).region(100, 50), -0.5, 0, 2, 1);
    }

    @Test
    void squashingLooksAtAll() {
        assertRegion(new PictureFormat(128, 64, 1, Fit.SQUASH).region(33, 77), 0, 0, 1, 1);
    }

    @Test
    void aCloserLookIsAPartOfEachSide() {
        assertRegion(new PictureFormat(8, 8, 3, Fit.SQUASH).withCentre(0.5).region(40, 80), 0.25, 0.25, 0.5, 0.5);
        assertRegion(new PictureFormat(8, 8, 3).withCentre(0.5).region(40, 80), 0.375, 0.25, 0.25, 0.5);
    }

    private static void assertRegion(Region region, double x, double y, double width, double height) {
        assertThat(region.x()).as("x").isCloseTo(x, within(EXACT));
        assertThat(region.y()).as("y").isCloseTo(y, within(EXACT));
        assertThat(region.width()).as("width").isCloseTo(width, within(EXACT));
        assertThat(region.height()).as("height").isCloseTo(height, within(EXACT));
    }

    @ParameterizedTest
    @EnumSource
    void isWhereTheFittedPixelsComeFrom(Fit fit) {
        for (int[] size : SIZES) {
            for (int[] format : FORMATS) {
                for (double centre : new double[] {1, 0.77, 0.3}) {
                    assertAgrees(new PictureFormat(format[0], format[1], 1, fit).withCentre(centre), size[0], size[1]);
                }
            }
        }
    }

    private static void assertAgrees(PictureFormat format, int height, int width) {
        String what = "%s of %dx%d".formatted(format, width, height);
        Region region = format.region(height, width);
        Picture rows = format.fit(picture(height, width, (y, x) -> 2 * y));
        Picture columns = format.fit(picture(height, width, (y, x) -> 2 * x));
        Span down = Span.of(region.y(), region.height(), height, format.height(), format.centre());
        Span across = Span.of(region.x(), region.width(), width, format.width(), format.centre());
        for (int y = 0; y < format.height(); y++) {
            for (int x = 0; x < format.width(); x++) {
                if (down.isBar(y) || across.isBar(x)) {
                    assertThat(sample(rows, y, x, 0)).as(what).isEqualTo(Pixels.MID_GREY);
                } else {
                    assertThat((double) sample(rows, y, x, 0))
                            .as("row %d in %s", y, what)
                            .isCloseTo(2 * down.source(y), within(HALF_A_PIXEL));
                    assertThat((double) sample(columns, y, x, 0))
                            .as("column %d in %s", x, what)
                            .isCloseTo(2 * across.source(x), within(HALF_A_PIXEL));
                }
            }
        }
    }

    /** One axis: where the pixels of a fitted picture lie in what was kept of the picture. */
    private record Span(double start, double step, double low, double high) {
        static Span of(double from, double share, int picture, int fitted, double centre) {
            int kept = (int) Math.max(1, Math.round(picture * centre));
            int first = (picture - kept) / 2;
            return new Span(
                    from * picture,
                    share * picture / fitted,
                    Math.max(first, from * picture),
                    Math.min(first + kept, (from + share) * picture) - 1);
        }

        private double position(int pixel) {
            return start + (pixel + 0.5) * step - 0.5;
        }

        boolean isBar(int pixel) {
            return position(pixel) < low - 0.5 || position(pixel) > high + 0.5;
        }

        /** The centre's row or column; beyond the outermost pixels' centres these repeat. */
        double source(int pixel) {
            return Math.clamp(position(pixel), low, high);
        }
    }

    private static Picture picture(int height, int width, IntBinaryOperator sample) {
        byte[] pixels = new byte[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = (byte) sample.applyAsInt(y, x);
            }
        }
        return new Picture(height, width, 1, pixels);
    }
}
