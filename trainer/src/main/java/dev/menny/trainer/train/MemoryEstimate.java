package dev.menny.trainer.train;

import dev.menny.backend.DeviceMemory;
import dev.menny.nn.Flatten;
import dev.menny.nn.Layer;
import dev.menny.nn.Linear;
import dev.menny.nn.Sequential;
import dev.menny.tensor.ParameterArena;
import dev.menny.tensor.Shape;
import dev.menny.trainer.data.PictureFormat;
import java.util.Optional;

/**
 * What a training will take of the memory, in bytes of float32, before any of it is taken. Decoded pictures come on top:
 * they take what is left.
 *
 * @param parameters weights, gradients, the optimizer's numbers and the best epoch's weights
 * @param activations what one step computes on its way there and back
 * @param batches pictures ready to be trained on
 */
public record MemoryEstimate(long parameters, long activations, long batches) {
    /** The JVM itself, compiled code, work space of the kernels. */
    private static final long BASE = 300L << 20;

    /** Batches that the loaders of training and validation hold at once. */
    private static final int BATCHES_HELD = 6;

    // Halves of such sizes still suit three pools.
    private static final int DIVISIBLE = 16;

    // Weights, and the weights of the best epoch.
    private static final int COPIES = 2;

    /** The estimate for a training of a network, which has its memory or not. */
    public static MemoryEstimate of(Sequential network, TrainingConfig config) {
        PictureFormat format = config.model().format();
        long copies = COPIES + config.optimizer().kind().states();
        return new MemoryEstimate(
                (network.parameterCount() * copies + denseGradients(network)) * Float.BYTES,
                activations(network, format.preprocessing().shape(config.batch())),
                (long) BATCHES_HELD * config.batch() * format.samples() * Float.BYTES);
    }

    /** Values of gradients that are stored: those of large linear weights are not. */
    private static long denseGradients(Sequential network) {
        long factored = network.layers().stream()
                .filter(Linear.class::isInstance)
                .flatMap(layer -> layer.parameters().values().stream())
                .mapToLong(parameter -> parameter.shape().length())
                .filter(length -> length >= ParameterArena.LARGE)
                .sum();
        return network.parameterCount() - factored;
    }

    private static long activations(Sequential network, Shape input) {
        long bytes = input.length() * Float.BYTES;
        Shape shape = input;
        for (Layer layer : network.layers()) {
            shape = layer.outputShape(shape);
            // A value, its gradient, and a byte to find the way back; flattening only looks at the same numbers.
            bytes += layer instanceof Flatten ? 0 : shape.length() * (2L * Float.BYTES + 1);
        }
        return bytes;
    }

    /**
     * A training that fits where a larger one does not: with pictures half as large, or a quarter, and so on.
     *
     * @param device where parameters and activations lie
     * @param free bytes of the Java heap that it may take
     * @return empty if none of them fits
     */
    public static Optional<TrainingConfig> smaller(TrainingConfig config, int classes, DeviceMemory device, long free) {
        ModelSettings model = config.model();
        int height = model.format().height();
        int width = model.format().width();
        // Halving keeps sizes divisible by what the pools need, as long as it goes.
        while (height % DIVISIBLE == 0 && width % DIVISIBLE == 0) {
            height /= 2;
            width /= 2;
            TrainingConfig smaller = config.withModel(model.withSize(height, width));
            if (of(smaller.model().build(classes), smaller).onHeap(device) <= free) {
                return Optional.of(smaller);
            }
        }
        return Optional.empty();
    }

    /** Everything together: what a training on the CPU takes. */
    public long total() {
        return parameters + activations + batches + BASE;
    }

    /**
     * The part that counts against the Java heap.
     *
     * @param device where parameters and activations lie
     */
    public long onHeap(DeviceMemory device) {
        return device.isOnHeap() ? total() : batches + BASE;
    }

    /** Bytes of one checkpoint at most: weights, the optimizer's numbers, the best epoch's weights. */
    public static long checkpointBytes(Sequential network, OptimizerSettings optimizer) {
        return network.parameterCount() * Float.BYTES * (2 + optimizer.kind().states());
    }
}
