package dev.menny.cuda.driver;

import java.util.Arrays;
import java.util.List;
import jcuda.jcudnn.JCudnn;
import jcuda.jcudnn.cudnnConvolutionFwdAlgoPerf;
import jcuda.jcudnn.cudnnDeterminism;

/** The output of a convolution. */
public final class ConvolutionForward implements ConvolutionPass {
    // More than cuDNN has.
    private static final int MOST = 16;

    private final Dnn dnn;
    private final ConvolutionDescriptors of;

    /** The pass of a described convolution. */
    public ConvolutionForward(Dnn dnn, ConvolutionDescriptors of) {
        this.dnn = dnn;
        this.of = of;
    }

    @Override
    public List<Algorithm> measure(Operands operands, DevicePointer workspace, long workspaceBytes) {
        cudnnConvolutionFwdAlgoPerf[] found = room();
        int[] count = new int[1];
        Check.cudnn(
                "cudnnFindConvolutionForwardAlgorithmEx",
                JCudnn.cudnnFindConvolutionForwardAlgorithmEx(
                        dnn.handle(),
                        of.x(),
                        operands.first(),
                        of.w(),
                        operands.second(),
                        of.window(),
                        of.y(),
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
        cudnnConvolutionFwdAlgoPerf[] found = room();
        int[] count = new int[1];
        Check.cudnn(
                "cudnnGetConvolutionForwardAlgorithm_v7",
                JCudnn.cudnnGetConvolutionForwardAlgorithm_v7(
                        dnn.handle(), of.x(), of.w(), of.window(), of.y(), MOST, count, found));
        return usable(found, count[0]);
    }

    private static cudnnConvolutionFwdAlgoPerf[] room() {
        cudnnConvolutionFwdAlgoPerf[] room = new cudnnConvolutionFwdAlgoPerf[MOST];
        Arrays.setAll(room, i -> new cudnnConvolutionFwdAlgoPerf());
        return room;
    }

    /** Asked for again, since cuDNN names algorithms for other ways to multiply than the described one as well. */
    private List<Algorithm> usable(cudnnConvolutionFwdAlgoPerf[] found, int count) {
        return Arrays.stream(found, 0, count)
                .filter(candidate -> candidate.status == 0)
                .mapToInt(candidate -> candidate.algo)
                .distinct()
                .mapToObj(number -> describe(number, found))
                .filter(algorithm -> algorithm.workspaceBytes() >= 0)
                .toList();
    }

    private Algorithm describe(int number, cudnnConvolutionFwdAlgoPerf[] found) {
        long[] bytes = new long[1];
        int status = JCudnn.cudnnGetConvolutionForwardWorkspaceSize(
                dnn.handle(), of.x(), of.w(), of.window(), of.y(), number, bytes);
        boolean deterministic = Arrays.stream(found)
                .filter(candidate -> candidate.algo == number && candidate.status == 0)
                .allMatch(candidate -> candidate.determinism == cudnnDeterminism.CUDNN_DETERMINISTIC);
        return new Algorithm(number, status == 0 ? bytes[0] : -1, deterministic);
    }

    @Override
    public void run(Algorithm algorithm, Operands operands, DevicePointer workspace, boolean accumulate) {
        Check.cudnn(
                "cudnnConvolutionForward",
                JCudnn.cudnnConvolutionForward(
                        dnn.handle(),
                        ONE,
                        of.x(),
                        operands.first(),
                        of.w(),
                        operands.second(),
                        of.window(),
                        algorithm.number(),
                        workspace,
                        algorithm.workspaceBytes(),
                        accumulate ? ONE : ZERO,
                        of.y(),
                        operands.result()));
    }
}
