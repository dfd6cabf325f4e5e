package dev.menny.cuda.driver;

import java.util.Arrays;
import java.util.List;
import jcuda.jcudnn.JCudnn;
import jcuda.jcudnn.cudnnConvolutionBwdDataAlgoPerf;
import jcuda.jcudnn.cudnnDeterminism;

/** The gradient of a convolution's images. */
public final class ConvolutionBackwardData implements ConvolutionPass {
    // More than cuDNN has.
    private static final int MOST = 16;

    private final Dnn dnn;
    private final ConvolutionDescriptors of;

    /** The pass of a described convolution. */
    public ConvolutionBackwardData(Dnn dnn, ConvolutionDescriptors of) {
        this.dnn = dnn;
        this.of = of;
    }

    @Override
    public List<Algorithm> measure(Operands operands, DevicePointer workspace, long workspaceBytes) {
        cudnnConvolutionBwdDataAlgoPerf[] found = room();
        int[] count = new int[1];
        Check.cudnn(
                "cudnnFindConvolutionBackwardDataAlgorithmEx",
                JCudnn.cudnnFindConvolutionBackwardDataAlgorithmEx(
                        dnn.handle(),
                        of.w(),
                        operands.first(),
                        of.y(),
                        operands.second(),
                        of.window(),
                        of.x(),
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
        cudnnConvolutionBwdDataAlgoPerf[] found = room();
        int[] count = new int[1];
        Check.cudnn(
                "cudnnGetConvolutionBackwardDataAlgorithm_v7",
                JCudnn.cudnnGetConvolutionBackwardDataAlgorithm_v7(
                        dnn.handle(), of.w(), of.y(), of.window(), of.x(), MOST, count, found));
        return usable(found, count[0]);
    }

    private static cudnnConvolutionBwdDataAlgoPerf[] room() {
        cudnnConvolutionBwdDataAlgoPerf[] room = new cudnnConvolutionBwdDataAlgoPerf[MOST];
        Arrays.setAll(room, i -> new cudnnConvolutionBwdDataAlgoPerf());
        return room;
    }

    /** Asked for again, since cuDNN names algorithms for other ways to multiply than the described one as well. */
    private List<Algorithm> usable(cudnnConvolutionBwdDataAlgoPerf[] found, int count) {
        return Arrays.stream(found, 0, count)
                .filter(candidate -> candidate.status == 0)
                .mapToInt(candidate -> candidate.algo)
                .distinct()
                .mapToObj(number -> describe(number, found))
                .filter(algorithm -> algorithm.workspaceBytes() >= 0)
                .toList();
    }

    private Algorithm describe(int number, cudnnConvolutionBwdDataAlgoPerf[] found) {
        long[] bytes = new long[1];
        int status = JCudnn.cudnnGetConvolutionBackwardDataWorkspaceSize(
                dnn.handle(), of.w(), of.y(), of.window(), of.x(), number, bytes);
        boolean deterministic = Arrays.stream(found)
                .filter(candidate -> candidate.algo == number && candidate.status == 0)
                .allMatch(candidate -> candidate.determinism == cudnnDeterminism.CUDNN_DETERMINISTIC);
        return new Algorithm(number, status == 0 ? bytes[0] : -1, deterministic);
    }

    @Override
    public void run(Algorithm algorithm, Operands operands, DevicePointer workspace, boolean accumulate) {
        Check.cudnn(
                "cudnnConvolutionBackwardData",
                JCudnn.cudnnConvolutionBackwardData(
                        dnn.handle(),
                        ONE,
                        of.w(),
                        operands.first(),
                        of.y(),
                        operands.second(),
                        of.window(),
                        algorithm.number(),
                        workspace,
                        algorithm.workspaceBytes(),
                        accumulate ? ONE : ZERO,
                        of.x(),
                        operands.result()));
    }
}
