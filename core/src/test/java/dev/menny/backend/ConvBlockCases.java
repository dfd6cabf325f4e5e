package dev.menny.backend;

import java.util.Arrays;
import java.util.stream.Stream;

/** The fused block and its gradients. */
final class ConvBlockCases {
    private ConvBlockCases() {}

    /** Which gradients a backward pass asks for. */
    private enum Wanted {
        ALL,
        NO_INPUT,
        INPUT_ALONE
    }

    static Stream<ContractCase> all() {
        return ConvolutionShapes.even().stream()
                .flatMap(conv -> Arrays.stream(Pooling.values()).map(pooling -> new ConvBlockSpec(conv, pooling)))
                .flatMap(ConvBlockCases::of);
    }

    private static Stream<ContractCase> of(ConvBlockSpec spec) {
        return Stream.of(
                forward(spec, true),
                forward(spec, false),
                backward(spec, Wanted.ALL, false),
                backward(spec, Wanted.ALL, true),
                backward(spec, Wanted.NO_INPUT, false),
                backward(spec, Wanted.NO_INPUT, true),
                backward(spec, Wanted.INPUT_ALONE, false));
    }

    private static ContractCase forward(ConvBlockSpec spec, boolean withMask) {
        return new ContractCase("convBlockForward %s, mask %s".formatted(spec, withMask), bench -> {
            Conv2dSpec conv = spec.conv();
            long terms = Sizes.forwardTerms(conv);
            DeviceBuffer x = bench.input("x", Sizes.x(conv));
            DeviceBuffer w = bench.input("w", Sizes.w(conv));
            DeviceBuffer b = bench.input("b", conv.k());
            DeviceBuffer z = bench.output("z", conv.outputLength(), terms);
            bench.kernels().conv2dForward(conv, x, w, b, z);
            DeviceBuffer y = bench.output("y", Sizes.y(spec.pool()), terms);
            bench.kernels().convBlockForward(spec, x, w, b, y, withMask ? bench.blockMask("mask", spec, z) : null);
        });
    }

    private static ContractCase backward(ConvBlockSpec spec, Wanted wanted, boolean accumulate) {
        return new ContractCase(
                "convBlockBackward %s, wanted %s, accumulate %s".formatted(spec, wanted, accumulate), bench -> {
                    Conv2dSpec conv = spec.conv();
                    boolean input = wanted != Wanted.NO_INPUT;
                    boolean parameters = wanted != Wanted.INPUT_ALONE;
                    long terms = Sizes.filterTerms(conv);
                    bench.kernels()
                            .convBlockBackward(
                                    spec,
                                    bench.input("x", Sizes.x(conv)),
                                    bench.input("w", Sizes.w(conv)),
                                    bench.mask("mask", spec.pool()),
                                    bench.input("dy", Sizes.y(spec.pool())),
                                    input
                                            ? bench.gradient("dx", Sizes.x(conv), accumulate, Sizes.dataTerms(conv))
                                            : null,
                                    parameters ? bench.gradient("dw", Sizes.w(conv), accumulate, terms) : null,
                                    parameters ? bench.gradient("db", conv.k(), accumulate, terms) : null);
                });
    }
}
