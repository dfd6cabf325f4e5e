package dev.menny.benchmarks.gpureport;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A chapter of the report. */
interface Part {
    /** All of them, in the order in which they run: what decides whether figures mean anything comes first. */
    List<Part> ALL = List.of(
            new EnvironmentPart(),
            new ContractPart(),
            new MemoryPart(),
            new PeaksPart(),
            MeasuringPart.steps(),
            MeasuringPart.kernels(),
            new PortraitsPart(),
            MeasuringPart.compiledSteps(),
            MeasuringPart.cpu());

    /** What it is called on the command line. */
    String name();

    /** The time that it may take of a whole report's 25 minutes. */
    Duration limit();

    /** Finds out, and writes down what it found as soon as it knows. */
    void run(Bench bench, Deadline deadline) throws IOException;
}
