package dev.menny.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.LinearSpec;
import dev.menny.backend.Pool2dSpec;
import dev.menny.backend.Pooling;
import dev.menny.backend.SoftmaxSpec;
import dev.menny.backend.Window;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ShapeCheckTest {
    private static final Window WINDOW = Window.same(3);

    @Test
    void turnsFittingShapesIntoSpecs() {
        Shape images = Shape.of(2, 8, 6, 3);
        Conv2dSpec conv = new Conv2dSpec(2, 8, 6, 3, 16, WINDOW);
        assertThat(ShapeCheck.conv2d(images, 3, 16, WINDOW)).isEqualTo(conv);
        assertThat(ShapeCheck.convBlock(images, 3, 16, WINDOW, Pooling.MAX).conv())
                .isEqualTo(conv);
        assertThat(ShapeCheck.avgPool2d(images)).isEqualTo(new Pool2dSpec(Pooling.AVERAGE, 2, 8, 6, 3, 2, 2));
        assertThat(ShapeCheck.maxPool2d(images, 3, 2)).isEqualTo(new Pool2dSpec(Pooling.MAX, 2, 8, 6, 3, 3, 2));
        assertThat(ShapeCheck.linear(Shape.of(2, 7), 7, 5)).isEqualTo(new LinearSpec(2, 7, 5));
        assertThat(ShapeCheck.softmaxCrossEntropy(Shape.of(2, 4), new int[] {0, 3}))
                .isEqualTo(new SoftmaxSpec(2, 4));
    }

    @Test
    void convolutionSaysWhichChannelsItWants() {
        assertRefused(
                () -> ShapeCheck.conv2d(Shape.of(16, 128, 128, 4), 3, 8, WINDOW),
                "[conv2d] expected input [N,H,W,C=3], got [N=16,H=128,W=128,C=4]: flatten the alpha channel first");
        assertRefused(
                () -> ShapeCheck.conv2d(Shape.of(16, 3, 128, 128), 3, 8, WINDOW),
                "[conv2d] expected input [N,H,W,C=3], got [N=16,H=3,W=128,C=128]:"
                        + " images are channels-last here, move the channel axis to the end");
        assertRefused(
                () -> ShapeCheck.conv2d(Shape.of(16, 128), 3, 8, WINDOW),
                "[conv2d] expected input [N,H,W,C=3], got [16,128]");
    }

    @Test
    void convolutionRefusesAnInputSmallerThanItsKernel() {
        assertRefused(
                () -> ShapeCheck.conv2d(Shape.of(1, 4, 9, 3), 3, 8, Window.of(5)),
                "[conv2d] expected an input at least as large as the kernel (5x5, stride 1x1, pad 0x0),"
                        + " got [N=1,H=4,W=9,C=3]");
        // Rounded towards zero, (3 - 5) / 3 + 1 would be one output row.
        assertRefused(
                () -> ShapeCheck.conv2d(Shape.of(1, 3, 9, 3), 3, 8, Window.of(5).stride(3, 3)),
                "[conv2d] expected an input at least as large as the kernel (5x5, stride 3x3, pad 0x0),"
                        + " got [N=1,H=3,W=9,C=3]");
    }

    @Test
    void poolingWantsAnEvenSize() {
        assertRefused(
                () -> ShapeCheck.avgPool2d(Shape.of(1, 7, 8, 3)),
                "[avg_pool2d] 2x2 pooling needs an even height and width, got 7x8 from input [N=1,H=7,W=8,C=3]:"
                        + " choose a size that all pools divide");
        assertRefused(
                () -> ShapeCheck.convBlock(Shape.of(1, 8, 9, 3), 3, 4, WINDOW, Pooling.AVERAGE),
                "[conv_block] 2x2 pooling needs an even height and width, got 8x9 from input [N=1,H=8,W=9,C=3]:"
                        + " choose a size that all pools divide");
        assertRefused(() -> ShapeCheck.avgPool2d(Shape.of(4, 4)), "[avg_pool2d] expected input [N,H,W,C], got [4,4]");
        assertRefused(
                () -> ShapeCheck.maxPool2d(Shape.of(1, 2, 9, 3), 3, 2),
                "[max_pool2d] expected input [N,H>=3,W>=3,C], got [N=1,H=2,W=9,C=3]");
    }

    @Test
    void linearPointsToFlatten() {
        assertRefused(
                () -> ShapeCheck.linear(Shape.of(2, 4, 4, 3), 48, 5),
                "[linear] expected input [N,48], got [N=2,H=4,W=4,C=3]: put a Flatten before it");
        assertRefused(() -> ShapeCheck.linear(Shape.of(2, 47), 48, 5), "[linear] expected input [N,48], got [2,47]");
    }

    @Test
    void crossEntropyChecksItsLabels() {
        Shape logits = Shape.of(2, 4);
        assertRefused(
                () -> ShapeCheck.softmaxCrossEntropy(logits, new int[] {1}),
                "[softmax_cross_entropy] expected 2 labels, one per row of [2,4], got 1");
        assertRefused(
                () -> ShapeCheck.softmaxCrossEntropy(logits, new int[] {1, 4}),
                "[softmax_cross_entropy] expected labels 0 to 3, got 4");
        assertRefused(
                () -> ShapeCheck.softmaxCrossEntropy(logits, new int[] {-1, 0}),
                "[softmax_cross_entropy] expected labels 0 to 3, got -1");
        assertRefused(
                () -> ShapeCheck.softmax(Shape.of(2, 2, 2)), "[softmax] expected logits [N,classes], got [2,2,2]");
    }

    private static void assertRefused(ThrowingCallable check, String message) {
        assertThatThrownBy(check).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
