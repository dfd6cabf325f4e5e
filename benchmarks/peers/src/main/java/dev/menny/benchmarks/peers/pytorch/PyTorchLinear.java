package dev.menny.benchmarks.peers.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.menny.benchmarks.workload.Data;
import dev.menny.benchmarks.workload.LinearWork;
import dev.menny.benchmarks.workload.Workload;
import java.util.function.Consumer;

/** One fully connected layer of PyTorch; the gradients are the products that its autograd computes. */
final class PyTorchLinear implements Workload {
    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray operand;
    private final Consumer<NDArray> pass;

    PyTorchLinear(LinearWork work) {
        Shape inputs = new Shape(work.n(), work.in());
        Shape outputs = new Shape(work.n(), work.out());
        this.operand = switch (work.pass()) {
            case FORWARD, BACKWARD_FILTER -> random(inputs);
            case BACKWARD_DATA -> random(outputs);
        };
        this.pass = switch (work.pass()) {
            case FORWARD -> {
                NDArray w = weights(work);
                NDArray b = manager.zeros(new Shape(work.out()));
                yield x -> Linear.linear(x, w, b);
            }
            case BACKWARD_DATA -> {
                NDArray w = weights(work);
                yield dy -> dy.matMul(w);
            }
            case BACKWARD_FILTER -> {
                NDArray dy = random(outputs);
                yield x -> {
                    NDArray transposed = dy.transpose();
                    transposed.tempAttach(x.getManager());
                    NDArray db = dy.sum(new int[] {0});
                    db.tempAttach(x.getManager());
                    transposed.matMul(x);
                };
            }
        };
    }

    private NDArray weights(LinearWork work) {
        return manager.create(
                Data.weights(Math.toIntExact(work.weightLength()), work.in()), new Shape(work.out(), work.in()));
    }

    private NDArray random(Shape shape) {
        return manager.create(Data.uniform(Math.toIntExact(shape.size())), shape);
    }

    @Override
    public void run() {
        try (NDManager step = manager.newSubManager()) {
            operand.tempAttach(step);
            pass.accept(operand);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
