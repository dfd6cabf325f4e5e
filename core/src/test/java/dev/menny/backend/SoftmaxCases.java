package dev.menny.backend;

import java.util.List;
import java.util.stream.Stream;

/** Softmax and its cross-entropy, on small logits and on those whose exponentials overflow. */
final class SoftmaxCases {
    private static final List<SoftmaxSpec> SHAPES = List.of(
            new SoftmaxSpec(1, 2),
            new SoftmaxSpec(1, 4),
            new SoftmaxSpec(3, 1),
            new SoftmaxSpec(5, 3),
            new SoftmaxSpec(16, 4),
            new SoftmaxSpec(17, 5),
            new SoftmaxSpec(4, 17),
            new SoftmaxSpec(64, 33),
            new SoftmaxSpec(3, 1000));

    private static final float[] SPREADS = {1, 10, 200, 1e4f};

    private SoftmaxCases() {}

    static Stream<ContractCase> all() {
        return SHAPES.stream().flatMap(SoftmaxCases::of);
    }

    private static Stream<ContractCase> of(SoftmaxSpec spec) {
        Stream.Builder<ContractCase> cases = Stream.builder();
        for (float spread : SPREADS) {
            cases.add(softmax(spec, spread));
            cases.add(forward(spec, spread));
        }
        return cases.add(backward(spec, false)).add(backward(spec, true)).build();
    }

    private static ContractCase softmax(SoftmaxSpec spec, float spread) {
        return new ContractCase(
                "softmax %s, logits to %s".formatted(spec, spread),
                bench -> bench.kernels()
                        .softmax(
                                spec,
                                bench.input("logits", logits(spec, spread)),
                                bench.output("probabilities", length(spec), spec.classes())));
    }

    private static ContractCase forward(SoftmaxSpec spec, float spread) {
        return new ContractCase(
                "softmaxCrossEntropyForward %s, logits to %s".formatted(spec, spread),
                bench -> bench.kernels()
                        .softmaxCrossEntropyForward(
                                spec,
                                bench.input("logits", logits(spec, spread)),
                                bench.labels(spec.n(), spec.classes()),
                                bench.input("shares", shares(spec)),
                                bench.output("probabilities", length(spec), spec.classes()),
                                bench.output("loss", 1, spec.n())));
    }

    private static ContractCase backward(SoftmaxSpec spec, boolean accumulate) {
        return new ContractCase(
                "softmaxCrossEntropyBackward %s, accumulate %s".formatted(spec, accumulate),
                bench -> bench.kernels()
                        .softmaxCrossEntropyBackward(
                                spec,
                                bench.input("probabilities", length(spec)),
                                bench.labels(spec.n(), spec.classes()),
                                bench.input("shares", shares(spec)),
                                bench.input("dloss", new float[] {0.75f}),
                                bench.gradient("dlogits", length(spec), accumulate, 1)));
    }

    private static float[] logits(SoftmaxSpec spec, float spread) {
        float[] logits = Data.uniform("logits", length(spec));
        for (int i = 0; i < logits.length; i++) {
            logits[i] *= spread;
        }
        return logits;
    }

    /** Uneven and adding up to about 1, as a loss with class weights has them. */
    private static float[] shares(SoftmaxSpec spec) {
        float[] shares = new float[spec.n()];
        for (int n = 0; n < shares.length; n++) {
            shares[n] = (1 + n % 3) / (2f * spec.n());
        }
        return shares;
    }

    private static long length(SoftmaxSpec spec) {
        return (long) spec.n() * spec.classes();
    }
}
