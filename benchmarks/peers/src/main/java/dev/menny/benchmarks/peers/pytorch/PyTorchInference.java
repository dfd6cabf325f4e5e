package dev.menny.benchmarks.peers.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import dev.menny.benchmarks.workload.Data;
import dev.menny.benchmarks.workload.NetworkWork;
import dev.menny.benchmarks.workload.Workload;

/** Logits of a batch, frozen parameters, results in a Java array. */
final class PyTorchInference implements Workload {
    private final NDManager manager = NDManager.newBaseManager();
    private final Block network;
    private final NDArray x;
    private final ParameterStore parameters;

    PyTorchInference(NetworkWork work) {
        Shape pictures = PyTorchNetwork.pictures(work);
        network = PyTorchNetwork.of(work.network());
        network.setInitializer(
                new XavierInitializer(), parameter -> parameter.getName().contains("weight"));
        network.initialize(manager, DataType.FLOAT32, pictures);
        network.freezeParameters(true);
        x = manager.create(Data.uniform(Math.toIntExact(pictures.size())), pictures);
        parameters = new ParameterStore(manager, false);
    }

    @Override
    public void run() {
        try (NDManager request = manager.newSubManager()) {
            NDList batch = new NDList(x);
            batch.tempAttach(request);
            network.forward(parameters, batch, false).singletonOrThrow().toFloatArray();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
