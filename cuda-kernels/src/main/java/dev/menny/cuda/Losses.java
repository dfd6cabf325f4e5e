package dev.menny.cuda;

import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.SoftmaxSpec;
import dev.menny.cuda.Launcher.Grid;
import dev.menny.cuda.Workspaces.Workspace;
import dev.menny.cuda.driver.DataType;

/** Softmax and its cross-entropy. Probabilities and losses are float32 whatever the logits are. */
final class Losses {
    /** Threads of a block. */
    static final int THREADS = 128;

    private static final int ROWS_PER_BLOCK = THREADS / 32;

    private final Launcher launcher;
    private final Workspaces workspaces;
    private final Operands operands;

    Losses(Launcher launcher, Workspaces workspaces, Operands operands) {
        this.launcher = launcher;
        this.workspaces = workspaces;
        this.operands = operands;
    }

    void softmax(SoftmaxSpec spec, DeviceBuffer logitsb, DeviceBuffer probabilities) {
        CudaBuffer logits = CudaBuffer.of(logitsb);
        launcher.run(
                Types.kernel("softmax", logits),
                rowGrid(spec),
                logits,
                CudaBuffer.of(probabilities),
                spec.n(),
                spec.classes());
    }

    void crossEntropyForward(
            SoftmaxSpec spec,
            DeviceBuffer logitsb,
            DeviceBuffer labels,
            DeviceBuffer shares,
            DeviceBuffer probabilities,
            DeviceBuffer loss) {
        CudaBuffer logits = CudaBuffer.of(logitsb);
        try (Workspace workspace = workspaces.open()) {
            CudaBuffer rows = workspace.floats(DataType.F32, spec.n());
            launcher.run(
                    Types.kernel("cross_entropy_forward", logits),
                    rowGrid(spec),
                    logits,
                    CudaBuffer.of(labels),
                    CudaBuffer.of(shares),
                    CudaBuffer.of(probabilities),
                    rows,
                    spec.n(),
                    spec.classes());
            launcher.run("sum_floats", Grid.of(1, Launcher.THREADS), rows, CudaBuffer.of(loss), spec.n());
        }
    }

    void crossEntropyBackward(
            SoftmaxSpec spec,
            DeviceBuffer probabilities,
            DeviceBuffer labels,
            DeviceBuffer shares,
            DeviceBuffer dlossb,
            GradientBuffer dlogitsb) {
        CudaBuffer dlogits = CudaBuffer.of(dlogitsb.buffer());
        try (Workspace workspace = workspaces.open()) {
            CudaBuffer dloss = operands.input(dlossb, 1, DataType.F32, workspace);
            launcher.run(
                    Types.kernel("cross_entropy_backward", dlogits),
                    rowGrid(spec),
                    CudaBuffer.of(probabilities),
                    CudaBuffer.of(labels),
                    CudaBuffer.of(shares),
                    dloss,
                    dlogits,
                    spec.n(),
                    spec.classes(),
                    dlogitsb.accumulate());
        }
    }

    /** A warp for each row. */
    private static Grid rowGrid(SoftmaxSpec spec) {
        return Grid.of(Math.ceilDiv(spec.n(), ROWS_PER_BLOCK), THREADS);
    }
}
