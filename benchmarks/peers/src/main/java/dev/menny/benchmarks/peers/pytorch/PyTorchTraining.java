package dev.menny.benchmarks.peers.pytorch;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.menny.benchmarks.workload.AdamWWork;
import dev.menny.benchmarks.workload.Data;
import dev.menny.benchmarks.workload.NetworkWork;
import dev.menny.benchmarks.workload.Workload;

/** Training steps with AdamW, or all of them but the optimizer. */
final class PyTorchTraining implements Workload {
    private final boolean optimizes;
    private final Model model;
    private final Trainer trainer;
    private final NDArray x;
    private final NDArray labels;

    PyTorchTraining(NetworkWork work) {
        optimizes = work.pass() == NetworkWork.Pass.STEP;
        Shape pictures = PyTorchNetwork.pictures(work);
        model = Model.newInstance("benchmark");
        model.setBlock(PyTorchNetwork.of(work.network()));
        trainer = model.newTrainer(config());
        trainer.initialize(pictures);
        NDManager manager = trainer.getManager();
        x = manager.create(Data.uniform(Math.toIntExact(pictures.size())), pictures);
        labels = manager.create(Data.labels(work.batch()), new Shape(work.batch(), 1));
    }

    private static TrainingConfig config() {
        Optimizer adamW = Optimizer.adamW()
                .optLearningRateTracker(Tracker.fixed((float) AdamWWork.LEARNING_RATE))
                .optWeightDecays((float) AdamWWork.WEIGHT_DECAY)
                .build();
        return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optInitializer(new XavierInitializer(), "weight")
                .optOptimizer(adamW);
    }

    @Override
    public void run() {
        try (NDManager step = trainer.getManager().newSubManager()) {
            NDList batch = new NDList(x);
            NDList truth = new NDList(labels);
            batch.tempAttach(step);
            truth.tempAttach(step);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray loss = trainer.getLoss().evaluate(truth, trainer.forward(batch));
                collector.backward(loss);
                loss.getFloat();
            }
            if (optimizes) {
                trainer.step();
            }
        }
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
