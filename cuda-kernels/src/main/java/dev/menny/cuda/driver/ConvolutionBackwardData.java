package dev.menny.cuda.driver;

import java.util.Arrays;
import java.util.stream.Stream;
import jcuda.jcudnn.JCudnn;
import jcuda.jcudnn.cudnnConvolutionBwdDataAlgoPerf;

/** The gradient of a convolution's images. */
public final class ConvolutionBackwardData extends AlgorithmChoice {
    private final Dnn dnn;
    private final ConvolutionDescriptors of;

    /** The pass of a described convolution. */
    public ConvolutionBackwardData(Dnn dnn, ConvolutionDescriptors of) {
        this.dnn = dnn;
        this.of = of;
    }

    @Override
    Stream<Offer> tried(Operands operands, DevicePointer workspace, long workspaceBytes) {
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
        return offers(found, count[0]);
    }

    @Override
    Stream<Offer> estimated() {
        cudnnConvolutionBwdDataAlgoPerf[] found = room();
        int[] count = new int[1];
        Check.cudnn(
                "cudnnGetConvolutionBackwardDataAlgorithm_v7",
                JCudnn.cudnnGetConvolutionBackwardDataAlgorithm_v7(
                        dnn.handle(), of.w(), of.y(), of.window(), of.x(), MOST, count, found));
        return offers(found, count[0]);
    }

    private static cudnnConvolutionBwdDataAlgoPerf[] room() {
        cudnnConvolutionBwdDataAlgoPerf[] room = new cudnnConvolutionBwdDataAlgoPerf[MOST];
        Arrays.setAll(room, i -> new cudnnConvolutionBwdDataAlgoPerf());
        return room;
    }

    private static Stream<Offer> offers(cudnnConvolutionBwdDataAlgoPerf[] found, int count) {
        return Arrays.stream(found, 0, count).map(offer -> new Offer(offer.algo, offer.status, offer.determinism));
    }

    @Override
    int workspaceSize(int number, long[] bytes) {
        return JCudnn.cudnnGetConvolutionBackwardDataWorkspaceSize(
                dnn.handle(), of.w(), of.y(), of.window(), of.x(), number, bytes);
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
