package dev.menny.backend;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Sums of squares of gradients, stored and in their two factors. */
final class SquareSumCases {
    private static final long[] LENGTHS = {1, 15, 17, 1000, 1023, 1024, 1025, 100_003, 131_072, 300_007};

    private static final List<LinearSpec> LAYERS = List.of(
            new LinearSpec(1, 1, 1),
            new LinearSpec(1, 9001, 7),
            new LinearSpec(2, 1, 17),
            new LinearSpec(3, 17, 1),
            new LinearSpec(3, 1024, 5),
            new LinearSpec(16, 2999, 33),
            new LinearSpec(16, 20_011, 3),
            new LinearSpec(17, 8192, 31),
            new LinearSpec(64, 255, 66),
            new LinearSpec(130, 97, 35));

    // Their squares are beyond float32, above and below.
    private static final float HUGE = 1e25f;
    private static final float TINY = 1e-25f;

    private SquareSumCases() {}

    static Stream<ContractCase> all() {
        return Stream.of(
                        LongStream.of(LENGTHS).mapToObj(length -> run("", Data.uniform("g", length))),
                        Stream.of(HUGE, TINY, Float.POSITIVE_INFINITY, Float.NaN)
                                .map(SquareSumCases::extreme),
                        LAYERS.stream().map(SquareSumCases::outer),
                        LAYERS.stream().map(SquareSumCases::equalRows),
                        Stream.of(HUGE, TINY).map(SquareSumCases::extremeOuter),
                        Stream.of(spoiltOuter()))
                .flatMap(cases -> cases);
    }

    private static ContractCase run(String what, float[] g) {
        return new ContractCase(
                "sumOfSquares %d%s".formatted(g.length, what),
                bench -> bench.returned("sum", bench.kernels().sumOfSquares(bench.input("g", g))));
    }

    private static ContractCase extreme(float value) {
        float[] g = Data.uniform("g", 2999);
        g[1234] = value;
        return run(", one " + value, g);
    }

    private static ContractCase outer(LinearSpec layer) {
        return outer(layer, "", Data.uniform("x", x(layer)), Data.uniform("dy", dy(layer)));
    }

    /** As many times what one row gives as there are pairs of rows. */
    private static ContractCase equalRows(LinearSpec layer) {
        return outer(
                layer,
                ", equal rows",
                repeated(Data.uniform("x", layer.in()), layer.n()),
                repeated(Data.uniform("dy", layer.out()), layer.n()));
    }

    private static ContractCase extremeOuter(float value) {
        LinearSpec layer = new LinearSpec(5, 1001, 9);
        return outer(
                layer, ", x times " + value, scaled(Data.uniform("x", x(layer)), value), Data.uniform("dy", dy(layer)));
    }

    private static ContractCase spoiltOuter() {
        LinearSpec layer = new LinearSpec(5, 1001, 9);
        float[] x = Data.uniform("x", x(layer));
        x[2500] = Float.NaN;
        return outer(layer, ", one NaN", x, Data.uniform("dy", dy(layer)));
    }

    private static ContractCase outer(LinearSpec layer, String what, float[] x, float[] dy) {
        return new ContractCase(
                "outerSumOfSquares %s%s".formatted(layer, what),
                bench -> bench.returned(
                        "sum", bench.kernels().outerSumOfSquares(layer, bench.input("x", x), bench.input("dy", dy))));
    }

    /** The same row again and again. */
    static float[] repeated(float[] row, int rows) {
        float[] all = new float[rows * row.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = row[i % row.length];
        }
        return all;
    }

    private static float[] scaled(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return values;
    }

    private static long x(LinearSpec layer) {
        return (long) layer.n() * layer.in();
    }

    private static long dy(LinearSpec layer) {
        return (long) layer.n() * layer.out();
    }
}
