package dev.menny.benchmarks.peers.dl4j;

import dev.menny.benchmarks.workload.ConvPass;
import dev.menny.benchmarks.workload.ConvShape;
import dev.menny.benchmarks.workload.ConvWork;
import dev.menny.benchmarks.workload.Data;
import dev.menny.benchmarks.workload.Workload;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** One convolution of ND4J, NCHW, into arrays that are there already. */
final class Nd4jConv implements Workload {
    // Kernel, stride, padding, dilation, each by height and width; explicit padding, NCHW, weights [kH,kW,in,out].
    private static final int[] ARGUMENTS = {ConvShape.KERNEL, ConvShape.KERNEL, 1, 1, 1, 1, 1, 1, 0, 0, 0};

    private final ConvPass pass;
    private final INDArray x;
    private final INDArray w;
    private final INDArray b;
    private final INDArray y;
    private final INDArray dy;
    private final INDArray dx;
    private final INDArray dw;
    private final INDArray db;

    Nd4jConv(ConvWork work) {
        ConvShape shape = work.shape();
        this.pass = work.pass();
        int taps = ConvShape.KERNEL * ConvShape.KERNEL;
        this.x = Nd4j.create(
                Data.uniform(Math.toIntExact(shape.inputLength())),
                new long[] {shape.n(), shape.c(), shape.h(), shape.w()},
                'c');
        this.w = Nd4j.create(
                Data.weights(Math.toIntExact(shape.weightLength()), taps * shape.c()),
                new long[] {ConvShape.KERNEL, ConvShape.KERNEL, shape.c(), shape.k()},
                'c');
        this.b = Nd4j.zeros(DataType.FLOAT, shape.k());
        this.y = Nd4j.create(DataType.FLOAT, shape.n(), shape.k(), shape.h(), shape.w());
        this.dy = Nd4j.ones(DataType.FLOAT, shape.n(), shape.k(), shape.h(), shape.w());
        this.dx = x.ulike();
        this.dw = w.ulike();
        this.db = b.ulike();
    }

    @Override
    public void run() {
        Nd4j.exec(DynamicCustomOp.builder("conv2d")
                .addInputs(x, w, b)
                .addOutputs(y)
                .addIntegerArguments(ARGUMENTS)
                .build());
        if (pass.isForwardAndGradients()) {
            Nd4j.exec(DynamicCustomOp.builder("conv2d_bp")
                    .addInputs(x, w, b, dy)
                    .addOutputs(dx, dw, db)
                    .addIntegerArguments(ARGUMENTS)
                    .build());
        }
    }

    @Override
    public void close() {
        List.of(x, w, b, y, dy, dx, dw, db).forEach(INDArray::close);
    }
}
