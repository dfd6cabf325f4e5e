package dev.menny.witness;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The single operations and the fused block, on awkward sizes. */
final class OpCases {
    private static final int BATCH = 2;
    private static final Window HALVES = Window.tiles(2);

    private OpCases() {}

    static List<WitnessCase> all() {
        return List.of(
                conv2d("conv2d.3x3", 7, 5, 3, 5, Window.square(3, 1, 1)),
                conv2d("conv2d.3x3s2", 8, 7, 3, 5, Window.square(3, 2, 1)),
                conv2d("conv2d.1x1", 5, 3, 7, 4, Window.square(1, 1, 0)),
                conv2d("conv2d.5x3", 7, 6, 2, 3, new Window(5, 3, 1, 1, 2, 1)),
                conv2d("conv2d.5x3s2x1", 9, 6, 2, 3, new Window(5, 3, 2, 1, 1, 0)),
                conv2dWithoutBias("conv2d.3x3nobias", 5, 7, 3, 4, Window.square(3, 1, 1)),
                avgPool("avgpool.2x2", 6, 4, 5),
                maxPool("maxpool.2x2", 6, 4, 5, HALVES),
                maxPool("maxpool.3x3s2", 7, 9, 3, Window.square(3, 2, 0)),
                relu(),
                linear(),
                convBlock("convblock.avg", Torch::avgPool2d, false),
                convBlock("convblock.max", Torch::maxPool2d, true));
    }

    private static WitnessCase conv2d(String name, int h, int w, int c, int k, Window window) {
        return new OpCase(
                name,
                window.settings(),
                convLeaves(h, w, c, k, window),
                shape(BATCH, window.outHeight(h), window.outWidth(w), k),
                (torch, in) -> torch.conv2d(in.get("x"), in.get("w"), in.get("b"), window));
    }

    private static WitnessCase conv2dWithoutBias(String name, int h, int w, int c, int k, Window window) {
        Map<String, long[]> leaves = convLeaves(h, w, c, k, window);
        leaves.remove("b");
        return new OpCase(
                name,
                window.settings(),
                leaves,
                shape(BATCH, window.outHeight(h), window.outWidth(w), k),
                (torch, in) -> torch.conv2d(in.get("x"), in.get("w"), null, window));
    }

    private static WitnessCase avgPool(String name, int h, int w, int c) {
        return new OpCase(
                name,
                HALVES.settings(),
                leaves("x", shape(BATCH, h, w, c)),
                shape(BATCH, HALVES.outHeight(h), HALVES.outWidth(w), c),
                (torch, in) -> torch.avgPool2d(in.get("x"), HALVES));
    }

    private static WitnessCase maxPool(String name, int h, int w, int c, Window window) {
        return new OpCase(
                name,
                window.settings(),
                leaves("x", shape(BATCH, h, w, c)),
                shape(BATCH, window.outHeight(h), window.outWidth(w), c),
                (torch, in) -> {
                    Soundness.windows(in.get("x"), window, false);
                    return torch.maxPool2d(in.get("x"), window);
                });
    }

    private static WitnessCase relu() {
        long[] shape = shape(BATCH, 5, 3, 7);
        return new OpCase(
                "relu",
                Map.of(),
                leaves("x", shape),
                shape,
                (torch, in) -> torch.relu(Soundness.switches(in.get("x"))));
    }

    private static WitnessCase linear() {
        Map<String, long[]> leaves = leaves("x", shape(3, 37));
        leaves.put("w", shape(11, 37));
        leaves.put("b", shape(11));
        return new OpCase(
                "linear",
                Map.of(),
                leaves,
                shape(3, 11),
                (torch, in) -> torch.linear(in.get("x"), in.get("w"), in.get("b")));
    }

    /** A 2x2 pool. */
    @FunctionalInterface
    private interface Pooling {
        NDArray apply(Torch torch, NDArray x, Window window);
    }

    private static WitnessCase convBlock(String name, Pooling pool, boolean greatest) {
        Window window = Window.square(3, 1, 1);
        return new OpCase(
                name, window.settings(), convLeaves(6, 10, 3, 5, window), shape(BATCH, 3, 5, 5), (torch, in) -> {
                    NDArray conv = torch.conv2d(in.get("x"), in.get("w"), in.get("b"), window);
                    NDArray active = torch.relu(Soundness.switches(conv));
                    if (greatest) {
                        Soundness.windows(active, HALVES, true);
                    }
                    return pool.apply(torch, active, HALVES);
                });
    }

    private static Map<String, long[]> convLeaves(int h, int w, int c, int k, Window window) {
        Map<String, long[]> leaves = leaves("x", shape(BATCH, h, w, c));
        leaves.put("w", shape(k, window.height(), window.width(), c));
        leaves.put("b", shape(k));
        return leaves;
    }

    private static Map<String, long[]> leaves(String name, long[] shape) {
        Map<String, long[]> leaves = new LinkedHashMap<>();
        leaves.put(name, shape);
        return leaves;
    }

    private static long[] shape(long... dimensions) {
        return dimensions;
    }
}
