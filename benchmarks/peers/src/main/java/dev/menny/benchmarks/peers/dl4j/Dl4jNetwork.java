package dev.menny.benchmarks.peers.dl4j;

import dev.menny.benchmarks.workload.AdamWWork;
import dev.menny.benchmarks.workload.ConvShape;
import dev.menny.benchmarks.workload.Data;
import dev.menny.benchmarks.workload.Network;
import dev.menny.benchmarks.workload.NetworkWork;
import dev.menny.benchmarks.workload.Workload;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Menny's networks in DL4J, NCHW as it likes best. It has no AdamW, but Adam with decoupled decay is one. */
final class Dl4jNetwork implements Workload {
    // DL4J's number is the chance to keep a feature.
    private static final double KEEP = 1 - Network.DROPOUT;

    private final MultiLayerNetwork network;
    private final INDArray x;
    private final INDArray labels;
    private final Runnable pass;

    Dl4jNetwork(NetworkWork work) {
        network = build(work);
        x = Nd4j.create(
                Data.uniform(work.batch() * Network.PICTURE_CHANNELS * work.size() * work.size()),
                new long[] {work.batch(), Network.PICTURE_CHANNELS, work.size(), work.size()},
                'c');
        labels = oneHot(Data.labels(work.batch()));
        pass = switch (work.pass()) {
            case INFERENCE -> () -> network.output(x, false).toFloatMatrix();
            case FORWARD_BACKWARD -> this::forwardBackward;
            case STEP -> () -> network.fit(x, labels);
        };
    }

    private static MultiLayerNetwork build(NetworkWork work) {
        Network layers = work.network();
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(AdamWWork.LEARNING_RATE))
                .weightDecay(AdamWWork.WEIGHT_DECAY)
                .convolutionMode(ConvolutionMode.Same)
                .list();
        for (int channels : layers.channels()) {
            list.layer(new ConvolutionLayer.Builder(ConvShape.KERNEL, ConvShape.KERNEL)
                    .stride(1, 1)
                    .nOut(channels)
                    .activation(Activation.RELU)
                    .build());
            list.layer(new SubsamplingLayer.Builder(PoolingType.AVG)
                    .kernelSize(2, 2)
                    .stride(2, 2)
                    .build());
        }
        if (layers.dropsFeatures()) {
            list.layer(new DropoutLayer.Builder(KEEP).build());
        }
        list.layer(new DenseLayer.Builder()
                .nOut(layers.hidden())
                .activation(Activation.RELU)
                .build());
        list.layer(new DropoutLayer.Builder(KEEP).build());
        list.layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(Network.CLASSES)
                .activation(Activation.SOFTMAX)
                .build());
        list.setInputType(InputType.convolutional(work.size(), work.size(), Network.PICTURE_CHANNELS));
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    private static INDArray oneHot(int[] labels) {
        INDArray rows = Nd4j.zeros(DataType.FLOAT, labels.length, Network.CLASSES);
        for (int i = 0; i < labels.length; i++) {
            rows.putScalar(i, labels[i], 1);
        }
        return rows;
    }

    private void forwardBackward() {
        network.setInput(x);
        network.setLabels(labels);
        network.computeGradientAndScore();
    }

    @Override
    public void run() {
        pass.run();
    }

    @Override
    public void close() {
        network.close();
        x.close();
        labels.close();
    }
}
