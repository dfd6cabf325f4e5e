package dev.menny.backend;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Pooling alone and behind a ReLU, on uniform values and on coarse ones with many zeros and ties. */
final class PoolingCases {
    private static final List<int[]> HALVED = List.of(
            new int[] {1, 2, 2, 1},
            new int[] {1, 2, 2, 17},
            new int[] {5, 4, 6, 3},
            new int[] {2, 6, 2, 4},
            new int[] {2, 2, 74, 5},
            new int[] {1, 8, 10, 16},
            new int[] {2, 4, 72, 33},
            new int[] {1, 70, 6, 64},
            new int[] {3, 40, 40, 31});

    private static final List<Pool2dSpec> OTHERS = List.of(
            new Pool2dSpec(Pooling.MAX, 1, 1, 1, 1, 1, 1),
            new Pool2dSpec(Pooling.MAX, 2, 3, 3, 5, 3, 3),
            new Pool2dSpec(Pooling.MAX, 2, 7, 9, 3, 3, 2),
            new Pool2dSpec(Pooling.MAX, 1, 8, 5, 17, 2, 1),
            new Pool2dSpec(Pooling.MAX, 2, 7, 5, 16, 2, 2),
            new Pool2dSpec(Pooling.MAX, 5, 9, 71, 4, 2, 3),
            new Pool2dSpec(Pooling.MAX, 1, 11, 10, 33, 5, 2),
            new Pool2dSpec(Pooling.AVERAGE, 2, 7, 9, 3, 3, 2),
            new Pool2dSpec(Pooling.AVERAGE, 1, 8, 5, 17, 2, 1),
            new Pool2dSpec(Pooling.AVERAGE, 2, 7, 5, 16, 2, 2),
            new Pool2dSpec(Pooling.AVERAGE, 1, 9, 71, 4, 2, 3));

    private PoolingCases() {}

    static Stream<ContractCase> all() {
        List<Pool2dSpec> halves = HALVED.stream()
                .flatMap(size -> Arrays.stream(Pooling.values())
                        .map(pooling -> new Pool2dSpec(pooling, size[0], size[1], size[2], size[3], 2, 2)))
                .toList();
        return Stream.concat(
                halves.stream().flatMap(PoolingCases::reluPool),
                Stream.concat(halves.stream(), OTHERS.stream()).flatMap(PoolingCases::pool));
    }

    private static Stream<ContractCase> reluPool(Pool2dSpec spec) {
        return Stream.of(
                reluPoolForward(spec, true, false),
                reluPoolForward(spec, false, false),
                reluPoolForward(spec, true, true),
                reluPoolBackward(spec, false),
                reluPoolBackward(spec, true));
    }

    private static Stream<ContractCase> pool(Pool2dSpec spec) {
        return Stream.of(
                forward(spec), backward(spec, false, false), backward(spec, true, false), backward(spec, false, true));
    }

    private static ContractCase reluPoolForward(Pool2dSpec spec, boolean withMask, boolean coarse) {
        return new ContractCase(
                "reluPoolForward %s, mask %s, coarse %s".formatted(spec, withMask, coarse),
                bench -> bench.kernels()
                        .reluPoolForward(
                                spec,
                                bench.input("x", values(spec, coarse)),
                                pooled(bench, spec),
                                withMask ? bench.exactMask("mask", Sizes.y(spec)) : null));
    }

    private static ContractCase reluPoolBackward(Pool2dSpec spec, boolean accumulate) {
        return new ContractCase(
                "reluPoolBackward %s, accumulate %s".formatted(spec, accumulate),
                bench -> bench.kernels()
                        .reluPoolBackward(
                                spec,
                                bench.mask("mask", spec),
                                bench.input("dy", Sizes.y(spec)),
                                bench.gradient("dx", Sizes.x(spec), accumulate, 1)));
    }

    private static ContractCase forward(Pool2dSpec spec) {
        return new ContractCase(
                "pool2dForward %s".formatted(spec),
                bench -> bench.kernels()
                        .pool2dForward(spec, bench.input("x", values(spec, false)), pooled(bench, spec)));
    }

    private static ContractCase backward(Pool2dSpec spec, boolean accumulate, boolean coarse) {
        return new ContractCase(
                "pool2dBackward %s, accumulate %s, coarse %s".formatted(spec, accumulate, coarse),
                bench -> bench.kernels()
                        .pool2dBackward(
                                spec,
                                bench.input("x", values(spec, coarse)),
                                bench.input("dy", Sizes.y(spec)),
                                bench.gradient("dx", Sizes.x(spec), accumulate, terms(spec))));
    }

    private static float[] values(Pool2dSpec spec, boolean coarse) {
        return coarse ? Data.coarse("x", Sizes.x(spec)) : Data.uniform("x", Sizes.x(spec));
    }

    private static DeviceBuffer pooled(Bench bench, Pool2dSpec spec) {
        return spec.pooling() == Pooling.MAX
                ? bench.exactOutput("y", Sizes.y(spec))
                : bench.output("y", Sizes.y(spec), terms(spec));
    }

    private static long terms(Pool2dSpec spec) {
        return (long) spec.size() * spec.size();
    }
}
