package dev.menny.benchmarks.peers.pytorch;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import dev.menny.benchmarks.workload.ConvShape;
import dev.menny.benchmarks.workload.Network;
import dev.menny.benchmarks.workload.NetworkWork;

/** Menny's networks, layer by layer. */
final class PyTorchNetwork {
    private static final Shape KERNEL = new Shape(ConvShape.KERNEL, ConvShape.KERNEL);
    private static final Shape PADDING = new Shape(1, 1);
    private static final Shape POOL = new Shape(2, 2);

    private PyTorchNetwork() {}

    static Block of(Network network) {
        SequentialBlock layers = new SequentialBlock();
        for (int channels : network.channels()) {
            layers.add(Conv2d.builder()
                    .setKernelShape(KERNEL)
                    .optPadding(PADDING)
                    .setFilters(channels)
                    .build());
            layers.add(Activation.reluBlock());
            layers.add(Pool.avgPool2dBlock(POOL, POOL));
        }
        if (network.dropsFeatures()) {
            layers.add(dropout());
        }
        layers.add(Blocks.batchFlattenBlock());
        layers.add(linear(network.hidden()));
        layers.add(Activation.reluBlock());
        layers.add(dropout());
        layers.add(linear(Network.CLASSES));
        return layers;
    }

    /** The shape of a batch, NCHW. */
    static Shape pictures(NetworkWork work) {
        return new Shape(work.batch(), Network.PICTURE_CHANNELS, work.size(), work.size());
    }

    private static Block dropout() {
        return Dropout.builder().optRate(Network.DROPOUT).build();
    }

    private static Block linear(int features) {
        return Linear.builder().setUnits(features).build();
    }
}
