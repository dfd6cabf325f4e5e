package dev.menny.cuda.driver;

import java.util.List;
import jcuda.Pointer;

/**
 * One of the three things that cuDNN computes of a convolution. Its operands are, in this order: images and weights for the
 * output; weights and the output's gradient for the images' gradient; images and the output's gradient for the weights'.
 */
public interface ConvolutionPass {
    /** The factors with which cuDNN blends a result into what is there. */
    Pointer ONE = Pointer.to(new float[] {1});

    /** See {@link #ONE}. */
    Pointer ZERO = Pointer.to(new float[] {0});

    /**
     * An algorithm of cuDNN's.
     *
     * @param number cuDNN's own name for it, different from pass to pass
     * @param workspaceBytes what it works in
     * @param deterministic true if it gives equal bits each time
     */
    record Algorithm(int number, long workspaceBytes, boolean deterministic) {}

    /** Where a pass finds and leaves its numbers; all 16-byte aligned. */
    record Operands(DevicePointer first, DevicePointer second, DevicePointer result) {}

    /**
     * The algorithms that can do it, the fastest first, tried on these operands. The result's content is lost.
     *
     * @param workspace of {@code workspaceBytes}, the most that an algorithm may use
     */
    List<Algorithm> measure(Operands operands, DevicePointer workspace, long workspaceBytes);

    /** The algorithms that can do it, best first in cuDNN's own estimation, which never changes. */
    List<Algorithm> estimate();

    /**
     * Computes.
     *
     * @param workspace of at least {@link Algorithm#workspaceBytes}
     * @param accumulate true to add to the result
     */
    void run(Algorithm algorithm, Operands operands, DevicePointer workspace, boolean accumulate);
}
