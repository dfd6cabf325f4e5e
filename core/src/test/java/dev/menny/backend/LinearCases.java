package dev.menny.backend;

import java.util.List;
import java.util.stream.Stream;

/** A fully connected layer and its gradients. */
final class LinearCases {
    private static final List<LinearSpec> SHAPES = List.of(
            new LinearSpec(1, 1, 1),
            new LinearSpec(5, 1, 17),
            new LinearSpec(3, 17, 1),
            new LinearSpec(4, 7, 5),
            new LinearSpec(3, 17, 17),
            new LinearSpec(1, 128, 4),
            new LinearSpec(16, 33, 31),
            new LinearSpec(17, 65, 63),
            new LinearSpec(4, 129, 127),
            new LinearSpec(5, 1001, 9),
            new LinearSpec(1, 2999, 3),
            new LinearSpec(16, 2999, 33),
            new LinearSpec(17, 35, 2999),
            new LinearSpec(3, 513, 1025),
            new LinearSpec(4, 3000, 128),
            new LinearSpec(1, 1023, 511),
            new LinearSpec(64, 255, 66),
            new LinearSpec(1, 9001, 7),
            new LinearSpec(130, 97, 35));

    private LinearCases() {}

    static Stream<ContractCase> all() {
        return SHAPES.stream().flatMap(LinearCases::of);
    }

    private static Stream<ContractCase> of(LinearSpec spec) {
        return Stream.of(
                forward(spec, true),
                forward(spec, false),
                data(spec, false),
                data(spec, true),
                filter(spec, false, true),
                filter(spec, true, true),
                filter(spec, false, false),
                filter(spec, true, false),
                bias(spec));
    }

    private static ContractCase forward(LinearSpec spec, boolean bias) {
        return new ContractCase(
                "linearForward %s, bias %s".formatted(spec, bias),
                bench -> bench.kernels()
                        .linearForward(
                                spec,
                                bench.input("x", x(spec)),
                                bench.input("w", w(spec)),
                                bias ? bench.input("b", spec.out()) : null,
                                bench.output("y", y(spec), spec.in() + 1)));
    }

    private static ContractCase data(LinearSpec spec, boolean accumulate) {
        return new ContractCase(
                "linearBackwardData %s, accumulate %s".formatted(spec, accumulate),
                bench -> bench.kernels()
                        .linearBackwardData(
                                spec,
                                bench.input("dy", y(spec)),
                                bench.input("w", w(spec)),
                                bench.gradient("dx", x(spec), accumulate, spec.out())));
    }

    private static ContractCase filter(LinearSpec spec, boolean accumulate, boolean bias) {
        return new ContractCase(
                "linearBackwardFilter %s, accumulate %s, bias %s".formatted(spec, accumulate, bias),
                bench -> bench.kernels()
                        .linearBackwardFilter(
                                spec,
                                bench.input("x", x(spec)),
                                bench.input("dy", y(spec)),
                                bench.gradient("dw", w(spec), accumulate, spec.n()),
                                bias ? bench.gradient("db", spec.out(), accumulate, spec.n()) : null));
    }

    /** The bias alone, as where the weights' gradient stays in its factors. */
    private static ContractCase bias(LinearSpec spec) {
        return new ContractCase(
                "linearBackwardFilter %s, no weights".formatted(spec),
                bench -> bench.kernels()
                        .linearBackwardFilter(
                                spec,
                                bench.input("x", x(spec)),
                                bench.input("dy", y(spec)),
                                null,
                                bench.gradient("db", spec.out(), true, spec.n())));
    }

    private static long x(LinearSpec spec) {
        return (long) spec.n() * spec.in();
    }

    private static long w(LinearSpec spec) {
        return (long) spec.out() * spec.in();
    }

    private static long y(LinearSpec spec) {
        return (long) spec.n() * spec.out();
    }
}
