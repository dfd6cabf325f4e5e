package dev.menny.nn;

import dev.menny.backend.Pooling;
import dev.menny.backend.Window;
import dev.menny.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The two networks of Menny the face detector, for any image size that their pools divide. Both end in logits. */
public final class MennyModels {
    private static final int KERNEL = 3;

    private MennyModels() {}

    /**
     * Two blocks of 16 and 32 channels, then 128 hidden features.
     *
     * @param image {@code [N,H,W,C]} with H and W divisible by 4; N does not matter
     * @param classes how many to tell apart, at least 2
     * @param pooling average, as Menny's own, or max
     * @param dropout chance to drop a hidden feature while training, in [0, 1)
     * @throws IllegalArgumentException if the size does not divide
     */
    public static Sequential simple(Shape image, int classes, Pooling pooling, float dropout) {
        List<Layer> layers = new ArrayList<>(blocks(image, pooling, 16, 32));
        layers.add(new Flatten());
        layers.addAll(head(layers, image, 128, classes, dropout));
        return Sequential.of(layers);
    }

    /**
     * Three blocks of 32, 64 and 128 channels, dropout, then 512 hidden features.
     *
     * @param image {@code [N,H,W,C]} with H and W divisible by 8; N does not matter
     * @param classes how many to tell apart, at least 2
     * @param pooling average, as Menny's own, or max
     * @param dropout chance to drop a feature while training, in [0, 1)
     * @throws IllegalArgumentException if the size does not divide
     */
    public static Sequential complex(Shape image, int classes, Pooling pooling, float dropout) {
        List<Layer> layers = new ArrayList<>(blocks(image, pooling, 32, 64, 128));
        layers.add(new Dropout(dropout));
        layers.add(new Flatten());
        layers.addAll(head(layers, image, 512, classes, dropout));
        return Sequential.of(layers);
    }

    private static List<Layer> blocks(Shape image, Pooling pooling, int... channels) {
        int pools = 1 << channels.length;
        int height = image.size(1);
        int width = image.size(2);
        if (height % pools != 0 || width % pools != 0) {
            throw new IllegalArgumentException(
                    "a picture of %dx%d cannot be halved %d times: choose a size divisible by %d"
                            .formatted(width, height, channels.length, pools));
        }
        List<Layer> blocks = new ArrayList<>();
        int in = image.size(3);
        for (int out : channels) {
            blocks.add(new ConvBlock(in, out, Window.same(KERNEL), pooling));
            in = out;
        }
        return blocks;
    }

    private static List<Layer> head(List<Layer> body, Shape image, int hidden, int classes, float dropout) {
        int features = Sequential.of(body).outputShape(image.withBatch(1)).size(1);
        return List.of(new Linear(features, hidden), new ReLU(), new Dropout(dropout), new Linear(hidden, classes));
    }
}
