package dev.menny.backend;

import java.util.stream.LongStream;
import java.util.stream.Stream;

/** ReLU, affine maps and dropout. */
final class ElementwiseCases {
    private static final long[] LENGTHS = {1, 3, 15, 16, 17, 63, 1000, 4099, 300_007};
    private static final long SEED = 0x1234_5678_9ABC_DEFL;
    // The last offset passes the 32 bits of the generator's first counter word.
    private static final long[] OFFSETS = {0, 4, 1 << 20, 1L << 34};

    private ElementwiseCases() {}

    static Stream<ContractCase> all() {
        return LongStream.of(LENGTHS).boxed().flatMap(ElementwiseCases::of);
    }

    private static Stream<ContractCase> of(long length) {
        Stream<ContractCase> relu = Stream.of(
                reluForward(length, false),
                reluForward(length, true),
                reluBackward(length, false),
                reluBackward(length, true));
        Stream<ContractCase> dropout = LongStream.of(OFFSETS)
                .boxed()
                .flatMap(offset -> Stream.of(
                        dropout(new DropoutSpec(length, 0.2f, SEED, offset), false),
                        dropout(new DropoutSpec(length, 0.5f, SEED, offset), true)));
        Stream<ContractCase> affine = Stream.of(
                affine(new AffineSpec(length, 4, -1.8f), false), affine(new AffineSpec(length, -0.3f, 0.25f), true));
        return Stream.of(relu, affine, dropout).flatMap(cases -> cases);
    }

    private static ContractCase reluForward(long length, boolean coarse) {
        return new ContractCase(
                "reluForward %d, coarse %s".formatted(length, coarse),
                bench -> bench.kernels()
                        .reluForward(
                                length,
                                bench.input("x", coarse ? Data.coarse("x", length) : Data.uniform("x", length)),
                                bench.exactOutput("y", length)));
    }

    private static ContractCase reluBackward(long length, boolean accumulate) {
        return new ContractCase(
                "reluBackward %d, accumulate %s".formatted(length, accumulate),
                bench -> bench.kernels()
                        .reluBackward(
                                length,
                                bench.input("y", rectified(length)),
                                bench.input("dy", length),
                                bench.gradient("dx", length, accumulate, 1)));
    }

    private static ContractCase affine(AffineSpec spec, boolean accumulate) {
        return new ContractCase(
                "affine %s, accumulate %s".formatted(spec, accumulate),
                bench -> bench.kernels()
                        .affine(
                                spec,
                                bench.input("x", spec.length()),
                                bench.gradient("y", spec.length(), accumulate, 2)));
    }

    private static ContractCase dropout(DropoutSpec spec, boolean accumulate) {
        return new ContractCase(
                "dropout %s, accumulate %s".formatted(spec, accumulate),
                bench -> bench.kernels()
                        .dropout(
                                spec,
                                bench.input("x", spec.length()),
                                bench.gradient("y", spec.length(), accumulate, 1)));
    }

    /** What a ReLU gives: many zeros, nothing negative. */
    private static float[] rectified(long length) {
        float[] y = Data.coarse("y", length);
        for (int i = 0; i < y.length; i++) {
            y[i] = Math.max(y[i], 0);
        }
        return y;
    }
}
