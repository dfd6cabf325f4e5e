package dev.menny.backend;

import java.util.stream.Stream;

/** A convolution and its gradients. */
final class ConvolutionCases {
    private ConvolutionCases() {}

    static Stream<ContractCase> all() {
        return ConvolutionShapes.all().stream().flatMap(ConvolutionCases::of);
    }

    /** Those that a backend may compute in Winograd's domain, whose larger tolerance must hide no mistake. */
    static Stream<ContractCase> transformed() {
        return ConvolutionShapes.transformed().stream().flatMap(ConvolutionCases::of);
    }

    private static Stream<ContractCase> of(Conv2dSpec spec) {
        return Stream.of(
                forward(spec, true),
                forward(spec, false),
                data(spec, false),
                data(spec, true),
                filter(spec, false, true),
                filter(spec, true, true),
                filter(spec, false, false),
                filter(spec, true, false));
    }

    private static ContractCase forward(Conv2dSpec spec, boolean bias) {
        return new ContractCase(
                "conv2dForward %s, bias %s".formatted(spec, bias),
                bench -> bench.kernels()
                        .conv2dForward(
                                spec,
                                bench.input("x", Sizes.x(spec)),
                                bench.input("w", Sizes.w(spec)),
                                bias ? bench.input("b", spec.k()) : null,
                                bench.output("y", spec.outputLength(), Sizes.forwardTerms(spec))));
    }

    private static ContractCase data(Conv2dSpec spec, boolean accumulate) {
        return new ContractCase(
                "conv2dBackwardData %s, accumulate %s".formatted(spec, accumulate),
                bench -> bench.kernels()
                        .conv2dBackwardData(
                                spec,
                                bench.input("dy", spec.outputLength()),
                                bench.input("w", Sizes.w(spec)),
                                bench.gradient("dx", Sizes.x(spec), accumulate, Sizes.dataTerms(spec))));
    }

    private static ContractCase filter(Conv2dSpec spec, boolean accumulate, boolean bias) {
        long terms = Sizes.filterTerms(spec);
        return new ContractCase(
                "conv2dBackwardFilter %s, accumulate %s, bias %s".formatted(spec, accumulate, bias),
                bench -> bench.kernels()
                        .conv2dBackwardFilter(
                                spec,
                                bench.input("x", Sizes.x(spec)),
                                bench.input("dy", spec.outputLength()),
                                bench.gradient("dw", Sizes.w(spec), accumulate, terms),
                                bias ? bench.gradient("db", spec.k(), accumulate, terms) : null));
    }
}
