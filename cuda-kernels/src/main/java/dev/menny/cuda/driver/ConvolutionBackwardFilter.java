package dev.menny.cuda.driver;

import java.util.Arrays;
import java.util.List;
import jcuda.jcudnn.JCudnn;
import jcuda.jcudnn.cudnnConvolutionBwdFilterAlgoPerf;
import jcuda.jcudnn.cudnnDeterminism;

/** The gradient of a convolution's weights. */
public final class ConvolutionBackwardFilter implements ConvolutionPass {
    // More than cuDNN has.
    private static final int MOST = 16;

    private final Dnn dnn;
    private final ConvolutionDescriptors of;

    /** The pass of a described convolution. */
    public ConvolutionBackwardFilter(Dnn dnn, ConvolutionDescriptors of) {
        this.dnn = dnn;
        this.of = of;
    }

    @Override
    public List<Algorithm> measure(Operands operands, DevicePointer workspace, long workspaceBytes) {
        cudnnConvolutionBwdFilterAlgoPerf[] found = room();
        int[] count = new int[1];
        Check.cudnn(
                "cudnnFindConvolutionBackwardFilterAlgorithmEx",
                JCudnn.cudnnFindConvolutionBackwardFilterAlgorithmEx(
                        dnn.handle(),
                        of.x(),
                        operands.first(),
                        of.y(),
                        operands.second(),
                        of.window(),
                        of.w(),
                        operands.result(),
                        MOST,
                        count,
                        found,
                        workspace,
                        workspaceBytes));
        return usable(found, count[0]);
    }

    @Override
    public List<Algorithm> estimate() {
        cudnnConvolutionBwdFilterAlgoPerf[] found = room();
        int[] count = new int[1];
        Check.cudnn(
                "cudnnGetConvolutionBackwardFilterAlgorithm_v7",
                JCudnn.cudnnGetConvolutionBackwardFilterAlgorithm_v7(
                        dnn.handle(), of.x(), of.y(), of.window(), of.w(), MOST, count, found));
        return usable(found, count[0]);
    }

    private static cudnnConvolutionBwdFilterAlgoPerf[] room() {
        cudnnConvolutionBwdFilterAlgoPerf[] room = new cudnnConvolutionBwdFilterAlgoPerf[MOST];
        Arrays.setAll(room, i -> new cudnnConvolutionBwdFilterAlgoPerf());
        return room;
    }

    /** Asked for again, since cuDNN names algorithms for other ways to multiply than the described one as well. */
    private List<Algorithm> usable(cudnnConvolutionBwdFilterAlgoPerf[] found, int count) {
        return Arrays.stream(found, 0, count)
                .filter(candidate -> candidate.status == 0)
                .mapToInt(candidate -> candidate.algo)
                .distinct()
                .mapToObj(number -> describe(number, found))
                .filter(algorithm -> algorithm.workspaceBytes() >= 0)
                .toList();
    }

    private Algorithm describe(int number, cudnnConvolutionBwdFilterAlgoPerf[] found) {
        long[] bytes = new long[1];
        int status = JCudnn.cudnnGetConvolutionBackwardFilterWorkspaceSize(
                dnn.handle(), of.x(), of.y(), of.window(), of.w(), number, bytes);
        boolean deterministic = Arrays.stream(found)
                .filter(candidate -> candidate.algo == number && candidate.status == 0)
                .allMatch(candidate -> candidate.determinism == cudnnDeterminism.CUDNN_DETERMINISTIC);
        return new Algorithm(number, status == 0 ? bytes[0] : -1, deterministic);
    }

    @Override
    public void run(Algorithm algorithm, Operands operands, DevicePointer workspace, boolean accumulate) {
        Check.cudnn(
                "cudnnConvolutionBackwardFilter",
                JCudnn.cudnnConvolutionBackwardFilter(
                        dnn.handle(),
                        ONE,
                        of.x(),
                        operands.first(),
                        of.y(),
                        operands.second(),
                        of.window(),
                        algorithm.number(),
                        workspace,
                        algorithm.workspaceBytes(),
                        accumulate ? ONE : ZERO,
                        of.w(),
                        operands.result()));
    }
}
