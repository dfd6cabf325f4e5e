package dev.menny.benchmarks.gpureport;

import java.util.ArrayList;
import java.util.List;

/** What a report measures. */
final class CaseTable {
    private static final String STEP = "TrainStepBenchmark.step";
    // Most wanted first: what there is no time for comes last.
    private static final List<String> PRECISIONS = List.of("precision=bf16", "precision=tf32", "precision=fp32");
    private static final List<String> CONVOLUTIONS = List.of("64x128x128x32-64", "64x64x64x64-128", "64x256x256x3-32");
    private static final List<String> TINY_CONVOLUTIONS = List.of("2x8x8x16-16");

    private CaseTable() {}

    /** Training steps with batches of 64. */
    static List<Case> gpuSteps(boolean tiny) {
        List<Case> cases = new ArrayList<>();
        for (String precision : PRECISIONS) {
            if (tiny) {
                cases.add(Case.of(STEP, "model=simple", "size=16", "batch=2", precision));
                continue;
            }
            for (String size : List.of("size=512", "size=128")) {
                for (String model : List.of("model=complex", "model=simple")) {
                    cases.add(Case.of(STEP, model, size, "batch=64", precision));
                }
            }
        }
        return cases;
    }

    /** Convolutions, the large linear layer and AdamW. */
    static List<Case> gpuKernels(boolean tiny) {
        List<Case> cases = new ArrayList<>();
        for (String precision : PRECISIONS) {
            for (String size : tiny ? TINY_CONVOLUTIONS : CONVOLUTIONS) {
                cases.addAll(convolution("size=" + size, precision));
            }
            for (String pass : List.of("forward", "backwardData", "backwardFilter")) {
                cases.add(Case.of(
                        "LinearBenchmark." + pass, "size=" + (tiny ? "64-16" : "524288-512"), "batch=64", precision));
            }
        }
        cases.add(Case.of("AdamWBenchmark.step", "size=" + (tiny ? 1000 : 100_000_000), "precision=fp32"));
        return cases;
    }

    private static List<Case> convolution(String size, String precision) {
        List<Case> cases = new ArrayList<>();
        cases.add(Case.of("ConvBenchmark.forward", size, precision));
        // Nobody needs the gradient of pictures.
        if (!size.contains("x3-")) {
            cases.add(Case.of("ConvBenchmark.backwardData", size, precision));
        }
        cases.add(Case.of("ConvBenchmark.backwardFilter", size, precision));
        cases.add(Case.of("ConvBenchmark.blockForward", size, precision));
        cases.add(Case.of("ConvBenchmark.blockForwardAndGradients", size, precision));
        return cases;
    }

    /** Training steps for a CPU. */
    static List<Case> cpuSteps(boolean tiny) {
        String precision = "precision=fp32";
        return tiny
                ? List.of(Case.of(STEP, "model=simple", "size=16", "batch=2", precision))
                : List.of(
                        Case.of(STEP, "model=complex", "size=128", "batch=16", precision),
                        Case.of(STEP, "model=simple", "size=128", "batch=16", precision),
                        Case.of(STEP, "model=complex", "size=512", "batch=16", precision));
    }
}
