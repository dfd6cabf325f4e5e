package dev.menny.benchmarks.workload;

import dev.menny.benchmarks.UserError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A 3x3 convolution that keeps height and width, written {@code 8x128x128x32-64}.
 *
 * @param n pictures
 * @param h height
 * @param w width
 * @param c input channels
 * @param k output channels
 */
public record ConvShape(int n, int h, int w, int c, int k) {
    /** Height and width of the kernel. */
    public static final int KERNEL = 3;

    private static final int PICTURE_CHANNELS = 3;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})x(\\d{1,5})x(\\d{1,5})x(\\d{1,5})-(\\d{1,5})");

    /**
     * The shape that a text names.
     *
     * @throws UserError if it names none
     */
    public static ConvShape parse(String text) {
        Matcher sizes = TEXT.matcher(text);
        if (!sizes.matches()) {
            throw new UserError(
                    "no shape '%s': write it as 8x128x128x32-64, pictures x height x width x channels".formatted(text)
                            + " - output channels");
        }
        return new ConvShape(
                Integer.parseInt(sizes.group(1)),
                Integer.parseInt(sizes.group(2)),
                Integer.parseInt(sizes.group(3)),
                Integer.parseInt(sizes.group(4)),
                Integer.parseInt(sizes.group(5)));
    }

    /** True for a convolution of pictures: nobody needs the gradient of its input. */
    public boolean isFirstLayer() {
        return c == PICTURE_CHANNELS;
    }

    /** Elements of the input. */
    public long inputLength() {
        return (long) n * h * w * c;
    }

    /** Elements of the output. */
    public long outputLength() {
        return (long) n * h * w * k;
    }

    /** Elements of the weights. */
    public long weightLength() {
        return (long) k * KERNEL * KERNEL * c;
    }

    /** Operations of one pass: forward, or one of the two gradients. */
    public double flops() {
        return 2.0 * n * h * w * weightLength();
    }

    @Override
    public String toString() {
        return "%dx%dx%dx%d-%d".formatted(n, h, w, c, k);
    }
}
