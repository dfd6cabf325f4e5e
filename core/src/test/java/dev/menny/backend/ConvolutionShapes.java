package dev.menny.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Convolutions of awkward sizes: chosen by hand at the edges, and drawn from a fixed seed in between. */
final class ConvolutionShapes {
    private static final int[] CHANNELS = {1, 3, 4, 5, 16, 17, 31, 33, 64};
    private static final int[] BATCHES = {1, 2, 5};
    private static final int[] KERNELS = {1, 2, 3, 5};
    private static final int LARGEST_SIDE = 11;
    private static final int LARGEST_STRIDE = 3;
    private static final int LARGEST_PAD = 3;
    private static final long MOST_WORK = 300_000;

    private ConvolutionShapes() {}

    /** Windows of all kinds on images of all kinds. */
    static List<Conv2dSpec> all() {
        List<Conv2dSpec> shapes = new ArrayList<>(tiny());
        shapes.addAll(channels());
        shapes.addAll(windows());
        shapes.addAll(wide());
        shapes.addAll(transformed());
        shapes.addAll(drawn(60, false));
        return shapes;
    }

    /** Those whose output a 2x2 pooling divides. */
    static List<Conv2dSpec> even() {
        List<Conv2dSpec> shapes = new ArrayList<>();
        for (Conv2dSpec spec : all()) {
            if (isEven(spec)) {
                shapes.add(spec);
            }
        }
        shapes.addAll(drawn(40, true));
        return shapes;
    }

    private static boolean isEven(Conv2dSpec spec) {
        return spec.oh() % 2 == 0 && spec.ow() % 2 == 0;
    }

    private static List<Conv2dSpec> tiny() {
        return List.of(
                new Conv2dSpec(1, 1, 1, 1, 1, Window.of(1)),
                new Conv2dSpec(5, 1, 1, 17, 33, Window.of(1)),
                new Conv2dSpec(1, 1, 1, 3, 5, Window.same(3)),
                new Conv2dSpec(2, 1, 1, 16, 4, Window.of(3).padding(2, 2)),
                new Conv2dSpec(1, 1, 1, 5, 17, Window.of(3).padding(3, 3)),
                new Conv2dSpec(2, 1, 7, 4, 3, Window.same(3)),
                new Conv2dSpec(2, 7, 1, 3, 4, Window.same(3)),
                new Conv2dSpec(1, 2, 2, 31, 64, Window.same(3)),
                new Conv2dSpec(5, 2, 3, 33, 5, Window.of(2)));
    }

    /** Every pair of channel counts meets a plain 3x3 window. */
    private static List<Conv2dSpec> channels() {
        List<Conv2dSpec> shapes = new ArrayList<>();
        for (int c : CHANNELS) {
            for (int k : CHANNELS) {
                shapes.add(new Conv2dSpec(1, 4, 6, c, k, Window.same(3)));
            }
        }
        return shapes;
    }

    private static List<Conv2dSpec> windows() {
        return List.of(
                new Conv2dSpec(2, 9, 7, 3, 16, Window.of(5, 3).padding(2, 1)),
                new Conv2dSpec(1, 8, 9, 17, 5, Window.of(5, 3)),
                new Conv2dSpec(2, 8, 8, 4, 17, Window.of(3, 5).padding(1, 2)),
                new Conv2dSpec(2, 9, 9, 5, 16, Window.same(3).stride(2, 2)),
                new Conv2dSpec(2, 10, 10, 16, 31, Window.same(3).stride(3, 3)),
                new Conv2dSpec(1, 9, 12, 3, 33, Window.same(3).stride(2, 1)),
                new Conv2dSpec(5, 9, 9, 4, 5, Window.same(3).stride(1, 3)),
                new Conv2dSpec(2, 7, 8, 17, 16, Window.of(1).stride(2, 2)),
                new Conv2dSpec(2, 5, 6, 16, 17, Window.of(1).padding(2, 1)),
                new Conv2dSpec(1, 6, 5, 33, 4, Window.of(2).padding(2, 2)),
                new Conv2dSpec(1, 9, 8, 5, 64, Window.same(5)),
                new Conv2dSpec(2, 11, 11, 3, 16, Window.of(7).padding(3, 3).stride(2, 2)),
                new Conv2dSpec(1, 5, 6, 3, 4, Window.of(3).padding(4, 5).stride(2, 3)));
    }

    /** 3x3 windows over whole vectors of channels, which a backend may transform: tiles that fit and tiles that do not. */
    static List<Conv2dSpec> transformed() {
        return List.of(
                new Conv2dSpec(2, 16, 16, 32, 64, Window.same(3)),
                new Conv2dSpec(1, 18, 14, 16, 16, Window.same(3)),
                new Conv2dSpec(1, 17, 19, 48, 48, Window.same(3)),
                new Conv2dSpec(3, 14, 12, 16, 48, Window.of(3)),
                new Conv2dSpec(2, 12, 12, 64, 32, Window.of(3).padding(2, 2)),
                new Conv2dSpec(5, 8, 10, 128, 16, Window.same(3)),
                new Conv2dSpec(1, 6, 300, 16, 16, Window.of(3).padding(1, 0)));
    }

    /** Rows long enough for main loops and their tails, and work enough for more than one thread. */
    private static List<Conv2dSpec> wide() {
        return List.of(
                new Conv2dSpec(1, 4, 75, 3, 16, Window.same(3)),
                new Conv2dSpec(2, 6, 72, 16, 32, Window.same(3)),
                new Conv2dSpec(2, 3, 71, 5, 33, Window.same(3)),
                new Conv2dSpec(1, 2, 131, 17, 31, Window.of(5, 3).padding(2, 1)),
                new Conv2dSpec(1, 5, 90, 3, 64, Window.same(3).stride(2, 2)),
                new Conv2dSpec(5, 3, 77, 1, 5, Window.of(1)),
                new Conv2dSpec(1, 34, 70, 3, 32, Window.same(3)),
                new Conv2dSpec(1, 4, 70, 64, 64, Window.same(3)),
                new Conv2dSpec(17, 8, 8, 4, 16, Window.same(3)));
    }

    private static List<Conv2dSpec> drawn(int count, boolean even) {
        SplittableRandom random = new SplittableRandom(2);
        List<Conv2dSpec> shapes = new ArrayList<>();
        while (shapes.size() < count) {
            Conv2dSpec spec = draw(random);
            boolean fits = spec.oh() >= 1 && spec.ow() >= 1 && Sizes.work(spec) <= MOST_WORK;
            if (fits && (!even || isEven(spec))) {
                shapes.add(spec);
            }
        }
        return shapes;
    }

    private static Conv2dSpec draw(SplittableRandom random) {
        Window window = new Window(
                one(random, KERNELS),
                one(random, KERNELS),
                random.nextInt(1, LARGEST_STRIDE + 1),
                random.nextInt(1, LARGEST_STRIDE + 1),
                random.nextInt(LARGEST_PAD + 1),
                random.nextInt(LARGEST_PAD + 1));
        return new Conv2dSpec(
                one(random, BATCHES),
                random.nextInt(1, LARGEST_SIDE + 1),
                random.nextInt(1, LARGEST_SIDE + 1),
                one(random, CHANNELS),
                one(random, CHANNELS),
                window);
    }

    private static int one(SplittableRandom random, int[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
