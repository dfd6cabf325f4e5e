package dev.menny.backend;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** One step of each optimizer, at several points of a training. */
final class OptimizerCases {
    private static final long[] LENGTHS = {1, 15, 17, 1000, 100_003};

    private static final List<AdamWSpec> ADAMW = List.of(
            new AdamWSpec(1e-3, 0.9, 0.999, 1e-8, 1e-2, 1),
            new AdamWSpec(1e-2, 0.9, 0.999, 1e-8, 0, 2),
            new AdamWSpec(1e-1, 0.8, 0.99, 1e-3, 0.5, 10),
            new AdamWSpec(1e-3, 0.9, 0.999, 1e-8, 1e-2, 100_000),
            new AdamWSpec(1e-2, 0, 0, 1e-8, 1e-2, 3),
            new AdamWSpec(1e-1, 0.8, 0.99, 1e-3, 0.5, 10).withGradientScale(0.3));

    private static final List<SgdSpec> SGD = List.of(
            new SgdSpec(0.1, 0, 0),
            new SgdSpec(0.1, 0.9, 0),
            new SgdSpec(0.05, 0.5, 0.1),
            new SgdSpec(0.05, 0.5, 0.1).withGradientScale(0.3));

    private static final List<LinearSpec> LAYERS = List.of(
            new LinearSpec(1, 1, 1),
            new LinearSpec(3, 17, 5),
            new LinearSpec(4, 129, 127),
            new LinearSpec(16, 2999, 33),
            new LinearSpec(5, 17_001, 3),
            new LinearSpec(64, 255, 66));

    private OptimizerCases() {}

    static Stream<ContractCase> all() {
        Stream<ContractCase> dense = LongStream.of(LENGTHS)
                .boxed()
                .flatMap(length -> Stream.concat(
                        ADAMW.stream().map(spec -> adamW(spec, length)),
                        SGD.stream().map(spec -> sgd(spec, length))));
        Stream<ContractCase> outer = LAYERS.stream()
                .flatMap(layer -> Stream.concat(
                        ADAMW.stream().map(spec -> adamWOuter(spec, layer)),
                        SGD.stream().map(spec -> sgdOuter(spec, layer))));
        return Stream.concat(dense, outer);
    }

    private static ContractCase adamWOuter(AdamWSpec spec, LinearSpec layer) {
        long length = (long) layer.out() * layer.in();
        return new ContractCase(
                "adamWOuter %s, %s".formatted(layer, spec),
                bench -> bench.kernels()
                        .adamWOuter(
                                spec,
                                layer,
                                bench.input("x", (long) layer.n() * layer.in()),
                                bench.input("dy", (long) layer.n() * layer.out()),
                                bench.updated("w", Data.uniform("w", length), 2L * layer.n()),
                                bench.updated("m", moment("m", spec, length), 2L * layer.n()),
                                bench.updated("v", awayFromZero(moment("v", spec, length)), 2L * layer.n())));
    }

    /**
     * Second moments that a rounding of the gradient cannot double: a step divides by their root, and here the gradient is
     * a sum that two backends may round differently.
     */
    private static float[] awayFromZero(float[] values) {
        squares(values);
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.05f;
        }
        return values;
    }

    private static ContractCase sgdOuter(SgdSpec spec, LinearSpec layer) {
        long length = (long) layer.out() * layer.in();
        return new ContractCase(
                "sgdOuter %s, %s".formatted(layer, spec),
                bench -> bench.kernels()
                        .sgdOuter(
                                spec,
                                layer,
                                bench.input("x", (long) layer.n() * layer.in()),
                                bench.input("dy", (long) layer.n() * layer.out()),
                                bench.updated("w", Data.uniform("w", length), 2L * layer.n()),
                                bench.updated("velocity", Data.uniform("velocity", length), 2L * layer.n())));
    }

    private static ContractCase adamW(AdamWSpec spec, long length) {
        return new ContractCase(
                "adamW %d, %s".formatted(length, spec),
                bench -> bench.kernels()
                        .adamW(
                                spec,
                                bench.updated("w", Data.uniform("w", length), 2),
                                bench.input("g", length),
                                bench.updated("m", moment("m", spec, length), 2),
                                bench.updated("v", squares(moment("v", spec, length)), 2)));
    }

    private static ContractCase sgd(SgdSpec spec, long length) {
        return new ContractCase(
                "sgd %d, %s".formatted(length, spec),
                bench -> bench.kernels()
                        .sgd(
                                spec,
                                bench.updated("w", Data.uniform("w", length), 3),
                                bench.input("g", length),
                                bench.updated("velocity", Data.uniform("velocity", length), 3)));
    }

    /** Zero before the first step, as in a training. */
    private static float[] moment(String name, AdamWSpec spec, long length) {
        return spec.step() == 1 ? new float[Math.toIntExact(length)] : Data.uniform(name, length);
    }

    private static float[] squares(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= values[i];
        }
        return values;
    }
}
