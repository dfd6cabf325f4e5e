package dev.menny.cuda.driver;

import java.util.Arrays;
import java.util.stream.Stream;
import jcuda.jcudnn.JCudnn;
import jcuda.jcudnn.cudnnConvolutionBwdFilterAlgoPerf;

/** The gradient of a convolution's weights. */
public final class ConvolutionBackwardFilter extends AlgorithmChoice {
    private final Dnn dnn;
    private final ConvolutionDescriptors of;

    /** The pass of a described convolution. */
    public ConvolutionBackwardFilter(Dnn dnn, ConvolutionDescriptors of) {
        this.dnn = dnn;
        this.of = of;
    }

    @Override
    Stream<Offer> tried(Operands operands, DevicePointer workspace, long workspaceBytes) {
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
        return offers(found, count[0]);
    }

    @Override
    Stream<Offer> estimated() {
        cudnnConvolutionBwdFilterAlgoPerf[] found = room();
        int[] count = new int[1];
        Check.cudnn(
                "cudnnGetConvolutionBackwardFilterAlgorithm_v7",
                JCudnn.cudnnGetConvolutionBackwardFilterAlgorithm_v7(
                        dnn.handle(), of.x(), of.y(), of.window(), of.w(), MOST, count, found));
        return offers(found, count[0]);
    }

    private static cudnnConvolutionBwdFilterAlgoPerf[] room() {
        cudnnConvolutionBwdFilterAlgoPerf[] room = new cudnnConvolutionBwdFilterAlgoPerf[MOST];
        Arrays.setAll(room, i -> new cudnnConvolutionBwdFilterAlgoPerf());
        return room;
    }

    private static Stream<Offer> offers(cudnnConvolutionBwdFilterAlgoPerf[] found, int count) {
        return Arrays.stream(found, 0, count).map(offer -> new Offer(offer.algo, offer.status, offer.determinism));
    }

    @Override
    int workspaceSize(int number, long[] bytes) {
        return JCudnn.cudnnGetConvolutionBackwardFilterWorkspaceSize(
                dnn.handle(), of.x(), of.y(), of.window(), of.w(), number, bytes);
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
