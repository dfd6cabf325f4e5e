package dev.menny.cuda;

import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.DeviceMemoryException;
import dev.menny.backend.Window;
import dev.menny.cuda.driver.ConvolutionBackwardData;
import dev.menny.cuda.driver.ConvolutionBackwardFilter;
import dev.menny.cuda.driver.ConvolutionDescriptors;
import dev.menny.cuda.driver.ConvolutionForward;
import dev.menny.cuda.driver.ConvolutionPass;
import dev.menny.cuda.driver.ConvolutionSizes;
import dev.menny.cuda.driver.DataType;
import dev.menny.cuda.driver.Dnn;
import dev.menny.cuda.driver.Products;

/** What is kept of a convolution of certain sizes: its description to cuDNN and its three passes. */
final class ConvolutionPlan implements AutoCloseable {
    // cuDNN counts a tensor's elements in 31 bits.
    private static final long MOST_ELEMENTS = (1L << 31) - 1;

    private final ConvolutionDescriptors descriptors;
    private final ConvolutionPass forward;
    private final ConvolutionPass backwardData;
    private final ConvolutionPass backwardFilter;

    /** @throws DeviceMemoryException if the images or the output are too large for cuDNN */
    ConvolutionPlan(Dnn dnn, Conv2dSpec spec, DataType type, Products products) {
        long largest = Math.max((long) spec.n() * spec.h() * spec.w() * spec.c(), spec.outputLength());
        if (largest > MOST_ELEMENTS) {
            throw new DeviceMemoryException(
                    "[conv2d] a tensor of %,d elements is too large for cuDNN, which takes 2^31 - 1".formatted(largest),
                    "lower the batch or the picture size");
        }
        descriptors = new ConvolutionDescriptors(sizes(spec), type, products);
        forward = new ConvolutionForward(dnn, descriptors);
        backwardData = new ConvolutionBackwardData(dnn, descriptors);
        backwardFilter = new ConvolutionBackwardFilter(dnn, descriptors);
    }

    private static ConvolutionSizes sizes(Conv2dSpec spec) {
        Window window = spec.window();
        return new ConvolutionSizes(
                spec.n(),
                spec.h(),
                spec.w(),
                spec.c(),
                spec.k(),
                spec.r(),
                spec.s(),
                spec.oh(),
                spec.ow(),
                window.strideH(),
                window.strideW(),
                window.padH(),
                window.padW());
    }

    ConvolutionPass forward() {
        return forward;
    }

    ConvolutionPass backwardData() {
        return backwardData;
    }

    ConvolutionPass backwardFilter() {
        return backwardFilter;
    }

    @Override
    public void close() {
        descriptors.close();
    }
}
