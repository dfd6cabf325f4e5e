package dev.menny.cuda;

import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.LinearSpec;
import dev.menny.cuda.Operands.Output;
import dev.menny.cuda.Workspaces.Workspace;
import dev.menny.cuda.driver.Blas;
import dev.menny.cuda.driver.Blas.Matrix;
import dev.menny.cuda.driver.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Fully connected layers, as products of matrices. cuBLAS reads matrices column by column, so to it our {@code [n,in]} is a
 * matrix of {@code in} rows and n columns, and what we call {@code y = x w^T} is {@code y = w^T x}.
 */
final class LinearLayers {
    private final CommandQueue queue;
    private final Blas blas;
    private final DataType factors;
    private final Operands operands;
    private final Biases biases;
    private final Workspaces workspaces;

    private record Product(Blas blas, int m, int n, int k, Matrix a, Matrix b, Matrix c, boolean accumulate)
            implements Command {
        @Override
        public void issue() {
            blas.multiply(m, n, k, a, b, c, accumulate);
        }
    }

    /** @param factors what the factors of products are rounded to */
    LinearLayers(
            CommandQueue queue, Blas blas, DataType factors, Operands operands, Biases biases, Workspaces workspaces) {
        this.queue = queue;
        this.blas = blas;
        this.factors = factors;
        this.operands = operands;
        this.biases = biases;
        this.workspaces = workspaces;
    }

    void forward(LinearSpec spec, DeviceBuffer xb, DeviceBuffer wb, @Nullable DeviceBuffer bias, DeviceBuffer yb) {
        CudaBuffer y = CudaBuffer.of(yb);
        try (Workspace workspace = workspaces.open()) {
            CudaBuffer x = operands.input(xb, inputs(spec), factors, workspace);
            CudaBuffer w = operands.input(wb, spec.weights(), factors, workspace);
            Matrix a = Matrix.transpose(w.pointer(), factors, spec.in());
            Matrix b = Matrix.plain(x.pointer(), factors, spec.in());
            multiply(spec.out(), spec.n(), spec.in(), a, b, GradientBuffer.overwrite(y), spec.out(), workspace);
        }
        if (bias != null) {
            biases.add(y, CudaBuffer.of(bias), spec.n(), spec.out());
        }
    }

    void backwardData(LinearSpec spec, DeviceBuffer dyb, DeviceBuffer wb, GradientBuffer dx) {
        try (Workspace workspace = workspaces.open()) {
            CudaBuffer dy = operands.input(dyb, outputs(spec), factors, workspace);
            CudaBuffer w = operands.input(wb, spec.weights(), factors, workspace);
            Matrix a = Matrix.plain(w.pointer(), factors, spec.in());
            Matrix b = Matrix.plain(dy.pointer(), factors, spec.out());
            multiply(spec.in(), spec.n(), spec.out(), a, b, dx, spec.in(), workspace);
        }
    }

    void backwardFilter(
            LinearSpec spec,
            DeviceBuffer xb,
            DeviceBuffer dyb,
            @Nullable GradientBuffer dw,
            @Nullable GradientBuffer db) {
        if (dw != null) {
            try (Workspace workspace = workspaces.open()) {
                CudaBuffer x = operands.input(xb, inputs(spec), factors, workspace);
                CudaBuffer dy = operands.input(dyb, outputs(spec), factors, workspace);
                Matrix a = Matrix.plain(x.pointer(), factors, spec.in());
                Matrix b = Matrix.transpose(dy.pointer(), factors, spec.out());
                multiply(spec.in(), spec.out(), spec.n(), a, b, dw, spec.in(), workspace);
            }
        }
        if (db != null) {
            biases.sumColumns(CudaBuffer.of(dyb), spec.n(), spec.out(), db);
        }
    }

    /** {@code c = a b}: m rows, n columns, k terms each. cuBLAS writes both types of floats, but not at every address. */
    private void multiply(int m, int n, int k, Matrix a, Matrix b, GradientBuffer c, int leading, Workspace workspace) {
        DataType type = CudaBuffer.of(c.buffer()).type();
        Output output = operands.output(c, (long) m * n, type, workspace);
        Matrix result = Matrix.plain(output.buffer().pointer(), type, leading);
        queue.submit(new Product(blas, m, n, k, a, b, result, output.accumulate()));
        operands.deliver(output, (long) m * n);
    }

    private static long inputs(LinearSpec spec) {
        return (long) spec.n() * spec.in();
    }

    private static long outputs(LinearSpec spec) {
        return (long) spec.n() * spec.out();
    }
}
