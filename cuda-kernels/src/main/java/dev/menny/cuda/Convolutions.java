package dev.menny.cuda;

import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.GradientBuffer;
import dev.menny.cuda.Operands.Output;
import dev.menny.cuda.Workspaces.Workspace;
import dev.menny.cuda.driver.ConvolutionPass;
import dev.menny.cuda.driver.ConvolutionPass.Algorithm;
import dev.menny.cuda.driver.DataType;
import dev.menny.cuda.driver.DevicePointer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Convolutions of any window, by cuDNN. */
final class Convolutions {
    private final CommandQueue queue;
    private final ConvolutionPlans plans;
    private final DataType factors;
    private final Operands operands;
    private final Biases biases;
    private final Workspaces workspaces;

    private record Pass(
            ConvolutionPass pass,
            Algorithm algorithm,
            ConvolutionPass.Operands operands,
            DevicePointer workspace,
            boolean accumulate)
            implements Command {
        @Override
        public void issue() {
            pass.run(algorithm, operands, workspace, accumulate);
        }
    }

    /** @param factors what the factors of products are rounded to */
    Convolutions(
            CommandQueue queue,
            ConvolutionPlans plans,
            DataType factors,
            Operands operands,
            Biases biases,
            Workspaces workspaces) {
        this.queue = queue;
        this.plans = plans;
        this.factors = factors;
        this.operands = operands;
        this.biases = biases;
        this.workspaces = workspaces;
    }

    void forward(Conv2dSpec spec, DeviceBuffer x, DeviceBuffer w, @Nullable DeviceBuffer bias, DeviceBuffer y) {
        GradientBuffer result = GradientBuffer.overwrite(y);
        run(spec, ConvolutionPlan::forward, x, inputs(spec), w, weights(spec), result, spec.outputLength());
        if (bias != null) {
            biases.add(CudaBuffer.of(y), CudaBuffer.of(bias), rows(spec), spec.k());
        }
    }

    void backwardData(Conv2dSpec spec, DeviceBuffer dy, DeviceBuffer w, GradientBuffer dx) {
        run(spec, ConvolutionPlan::backwardData, w, weights(spec), dy, spec.outputLength(), dx, inputs(spec));
    }

    void backwardFilter(
            Conv2dSpec spec, DeviceBuffer x, DeviceBuffer dy, GradientBuffer dw, @Nullable GradientBuffer db) {
        run(spec, ConvolutionPlan::backwardFilter, x, inputs(spec), dy, spec.outputLength(), dw, weights(spec));
        if (db != null) {
            biases.sumColumns(CudaBuffer.of(dy), rows(spec), spec.k(), db);
        }
    }

    private void run(
            Conv2dSpec spec,
            Function<ConvolutionPlan, ConvolutionPass> which,
            DeviceBuffer first,
            long firstLength,
            DeviceBuffer second,
            long secondLength,
            GradientBuffer result,
            long resultLength) {
        try (Workspace workspace = workspaces.open()) {
            CudaBuffer a = operands.input(first, firstLength, factors, workspace);
            CudaBuffer b = operands.input(second, secondLength, factors, workspace);
            Output output = operands.output(result, resultLength, factors, workspace);
            ConvolutionPass.Operands pointers = new ConvolutionPass.Operands(
                    a.pointer(), b.pointer(), output.buffer().pointer());
            ConvolutionPass pass = which.apply(plans.of(spec));
            Algorithm algorithm = plans.algorithm(spec, pass, pointers, resultLength * factors.bytes());
            DevicePointer room = workspace.bytes(algorithm.workspaceBytes());
            queue.submit(new Pass(pass, algorithm, pointers, room, output.accumulate()));
            operands.deliver(output, resultLength);
        }
    }

    private static long inputs(Conv2dSpec spec) {
        return (long) spec.n() * spec.h() * spec.w() * spec.c();
    }

    private static long weights(Conv2dSpec spec) {
        return (long) spec.k() * spec.r() * spec.s() * spec.c();
    }

    private static long rows(Conv2dSpec spec) {
        return (long) spec.n() * spec.oh() * spec.ow();
    }
}
