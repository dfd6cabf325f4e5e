package dev.menny.cuda.driver;

import java.util.Arrays;
import java.util.stream.Stream;
import jcuda.jcudnn.JCudnn;
import jcuda.jcudnn.cudnnConvolutionFwdAlgoPerf;

/** The output of a convolution. */
public final class ConvolutionForward extends AlgorithmChoice {
    private final Dnn dnn;
    private final ConvolutionDescriptors of;

    /** The pass of a described convolution. */
    public ConvolutionForward(Dnn dnn, ConvolutionDescriptors of) {
        this.dnn = dnn;
        this.of = of;
    }

    @Override
    Stream<Offer> tried(Operands operands, DevicePointer workspace, long workspaceBytes) {
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
        return offers(found, count[0]);
    }

    @Override
    Stream<Offer> estimated() {
        cudnnConvolutionFwdAlgoPerf[] found = room();
        int[] count = new int[1];
        Check.cudnn(
                "cudnnGetConvolutionForwardAlgorithm_v7",
                JCudnn.cudnnGetConvolutionForwardAlgorithm_v7(
                        dnn.handle(), of.x(), of.w(), of.window(), of.y(), MOST, count, found));
        return offers(found, count[0]);
    }

    private static cudnnConvolutionFwdAlgoPerf[] room() {
        cudnnConvolutionFwdAlgoPerf[] room = new cudnnConvolutionFwdAlgoPerf[MOST];
        Arrays.setAll(room, i -> new cudnnConvolutionFwdAlgoPerf());
        return room;
    }

    private static Stream<Offer> offers(cudnnConvolutionFwdAlgoPerf[] found, int count) {
        return Arrays.stream(found, 0, count).map(offer -> new Offer(offer.algo, offer.status, offer.determinism));
    }

    @Override
    int workspaceSize(int number, long[] bytes) {
        return JCudnn.cudnnGetConvolutionForwardWorkspaceSize(
                dnn.handle(), of.x(), of.w(), of.window(), of.y(), number, bytes);
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
