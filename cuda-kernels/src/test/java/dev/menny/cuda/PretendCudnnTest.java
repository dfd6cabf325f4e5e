package dev.menny.cuda;

import static dev.menny.cuda.PretendCuda.ONE;
import static dev.menny.cuda.PretendCuda.ZERO;
import static dev.menny.cuda.PretendCuda.allocate;
import static dev.menny.cuda.PretendCuda.free;
import static dev.menny.cuda.PretendCuda.ok;
import static dev.menny.cuda.PretendCuda.upload;
import static dev.menny.cuda.PretendCuda.uploadBf16;
import static jcuda.jcudnn.JCudnn.*;
import static jcuda.jcudnn.cudnnConvolutionMode.CUDNN_CROSS_CORRELATION;
import static jcuda.jcudnn.cudnnDataType.CUDNN_DATA_BFLOAT16;
import static jcuda.jcudnn.cudnnDataType.CUDNN_DATA_FLOAT;
import static jcuda.jcudnn.cudnnDeterminism.CUDNN_NON_DETERMINISTIC;
import static jcuda.jcudnn.cudnnMathType.CUDNN_DEFAULT_MATH;
import static jcuda.jcudnn.cudnnMathType.CUDNN_FMA_MATH;
import static jcuda.jcudnn.cudnnMathType.CUDNN_TENSOR_OP_MATH;
import static jcuda.jcudnn.cudnnTensorFormat.CUDNN_TENSOR_NCHW;
import static jcuda.jcudnn.cudnnTensorFormat.CUDNN_TENSOR_NHWC;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUgraphExec;
import jcuda.driver.JCudaDriver;
import jcuda.jcudnn.cudnnConvolutionBwdFilterAlgoPerf;
import jcuda.jcudnn.cudnnConvolutionDescriptor;
import jcuda.jcudnn.cudnnConvolutionFwdAlgoPerf;
import jcuda.jcudnn.cudnnFilterDescriptor;
import jcuda.jcudnn.cudnnHandle;
import jcuda.jcudnn.cudnnTensorDescriptor;
import jcuda.runtime.cudaStream_t;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions of the pretend cuDNN. */
@ExtendWith(PretendGpu.class)
class PretendCudnnTest {
    /** Not those of {@code cudnnStatus}, which is of cuDNN 8. */
    private static final int BAD_PARAM = 2000;

    private static final int NOT_SUPPORTED = 3000;
    private static final int WITHOUT_WORKSPACE = 0;
    private static final int WITH_WORKSPACE = 1;

    private static final int N = 2;
    private static final int H = 5;
    private static final int W = 4;
    private static final int C = 3;
    private static final int OUT = 2;
    private static final int KERNEL = 3;
    private static final int PAD = 1;
    private static final int STRIDE = 2;
    private static final int OH = 3;
    private static final int OW = 2;

    private static final cudnnHandle HANDLE = new cudnnHandle();
    private static final cudnnTensorDescriptor X = new cudnnTensorDescriptor();
    private static final cudnnTensorDescriptor Y = new cudnnTensorDescriptor();
    private static final cudnnFilterDescriptor WEIGHTS = new cudnnFilterDescriptor();
    private static final cudnnConvolutionDescriptor HOW = new cudnnConvolutionDescriptor();
    private static PretendCuda cuda;

    private final float[] x = numbers(N * H * W * C, 1);
    private final float[] w = numbers(OUT * KERNEL * KERNEL * C, 2);
    private final float[] y = numbers(N * OH * OW * OUT, 3);

    @BeforeAll
    static void open() throws IOException {
        cuda = new PretendCuda();
        ok(cudnnCreate(HANDLE));
        ok(cudnnSetStream(HANDLE, new cudaStream_t(cuda.stream)));
        ok(cudnnCreateTensorDescriptor(X));
        ok(cudnnCreateTensorDescriptor(Y));
        ok(cudnnCreateFilterDescriptor(WEIGHTS));
        ok(cudnnCreateConvolutionDescriptor(HOW));
        ok(cudnnSetConvolution2dDescriptor(
                HOW, PAD, PAD, STRIDE, STRIDE, 1, 1, CUDNN_CROSS_CORRELATION, CUDNN_DATA_FLOAT));
    }

    @AfterAll
    static void close() {
        ok(cudnnDestroyTensorDescriptor(X));
        ok(cudnnDestroyTensorDescriptor(Y));
        ok(cudnnDestroyFilterDescriptor(WEIGHTS));
        ok(cudnnDestroyConvolutionDescriptor(HOW));
        ok(cudnnDestroy(HANDLE));
        cuda.close();
    }

    private static void describe(int format, int type) {
        ok(cudnnSetTensor4dDescriptor(X, format, type, N, C, H, W));
        ok(cudnnSetTensor4dDescriptor(Y, format, type, N, OUT, OH, OW));
        ok(cudnnSetFilter4dDescriptor(WEIGHTS, type, format, OUT, C, KERNEL, KERNEL));
        ok(cudnnSetConvolutionMathType(HOW, CUDNN_FMA_MATH));
    }

    /** Small integers: sums of their products are exact in float, and the numbers themselves in bfloat16. */
    private static float[] numbers(int length, int seed) {
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = (i * 7 + seed * 5) % 11 - 5;
        }
        return numbers;
    }

    private interface Tap {
        void at(int x, int w, int y);
    }

    /** Calls a function with the places in x, w and y that belong together, for each product of the convolution. */
    private static void forEachProduct(Tap tap) {
        for (int at = 0; at < N * OH * OW * OUT * KERNEL * KERNEL * C; at++) {
            int c = at % C;
            int s = at / C % KERNEL;
            int r = at / C / KERNEL % KERNEL;
            int y = at / C / KERNEL / KERNEL;
            int k = y % OUT;
            int column = y / OUT % OW * STRIDE + s - PAD;
            int row = y / OUT / OW % OH * STRIDE + r - PAD;
            int n = y / OUT / OW / OH;
            if (row >= 0 && row < H && column >= 0 && column < W) {
                tap.at(((n * H + row) * W + column) * C + c, ((k * KERNEL + r) * KERNEL + s) * C + c, y);
            }
        }
    }

    /** alpha 2, beta 3. */
    private static float[] blend(float[] result, float[] before) {
        float[] blended = new float[result.length];
        for (int i = 0; i < blended.length; i++) {
            blended[i] = 2 * result[i] + 3 * before[i];
        }
        return blended;
    }

    private static final Pointer TWO = Pointer.to(new float[] {2});
    private static final Pointer THREE = Pointer.to(new float[] {3});

    @Test
    void forward() {
        describe(CUDNN_TENSOR_NHWC, CUDNN_DATA_FLOAT);
        float[] expected = new float[y.length];
        forEachProduct((i, j, k) -> expected[k] += x[i] * w[j]);
        CUdeviceptr dx = upload(x);
        CUdeviceptr dw = upload(w);
        CUdeviceptr dy = upload(y);
        ok(cudnnConvolutionForward(
                HANDLE, TWO, X, dx, WEIGHTS, dw, HOW, WITHOUT_WORKSPACE, new Pointer(), 0, THREE, Y, dy));
        assertThat(cuda.download(dy, y.length)).containsExactly(blend(expected, y));
        free(dx, dw, dy);
    }

    @Test
    void backwardData() {
        describe(CUDNN_TENSOR_NHWC, CUDNN_DATA_FLOAT);
        float[] expected = new float[x.length];
        forEachProduct((i, j, k) -> expected[i] += y[k] * w[j]);
        CUdeviceptr dx = upload(x);
        CUdeviceptr dw = upload(w);
        CUdeviceptr dy = upload(y);
        CUdeviceptr workspace = allocate(4096);
        ok(cudnnConvolutionBackwardData(
                HANDLE, TWO, WEIGHTS, dw, Y, dy, HOW, WITH_WORKSPACE, workspace, 4096, THREE, X, dx));
        assertThat(cuda.download(dx, x.length)).containsExactly(blend(expected, x));
        free(dx, dw, dy, workspace);
    }

    @Test
    void backwardFilterInBf16() {
        describe(CUDNN_TENSOR_NHWC, CUDNN_DATA_BFLOAT16);
        float[] expected = new float[w.length];
        forEachProduct((i, j, k) -> expected[j] += y[k] * x[i]);
        CUdeviceptr dx = uploadBf16(x);
        CUdeviceptr dw = allocate(2L * w.length);
        CUdeviceptr dy = uploadBf16(y);
        CUdeviceptr workspace = allocate(4096);
        ok(cudnnConvolutionBackwardFilter(
                HANDLE, ONE, X, dx, Y, dy, HOW, WITH_WORKSPACE, workspace, 4096, ZERO, WEIGHTS, dw));
        assertThat(cuda.downloadBf16(dw, w.length)).containsExactly(expected);
        free(dx, dw, dy, workspace);
    }

    @ParameterizedTest
    @ValueSource(ints = {CUDNN_FMA_MATH, CUDNN_DEFAULT_MATH})
    void tensorCoresRoundToTf32(int math) {
        describe(CUDNN_TENSOR_NHWC, CUDNN_DATA_FLOAT);
        ok(cudnnSetConvolutionMathType(HOW, math));
        float[] fine = new float[x.length];
        Arrays.fill(fine, 1 + 0x1p-12f);
        float[] weights = new float[w.length];
        weights[(KERNEL + 1) * C] = 1; // the middle of the first output's kernel
        CUdeviceptr dx = upload(fine);
        CUdeviceptr dw = upload(weights);
        CUdeviceptr dy = allocate(4L * y.length);
        CUdeviceptr workspace = allocate(4096);
        ok(cudnnConvolutionForward(HANDLE, ONE, X, dx, WEIGHTS, dw, HOW, WITH_WORKSPACE, workspace, 4096, ZERO, Y, dy));
        assertThat(cuda.download(dy, 1)).containsExactly(math == CUDNN_FMA_MATH ? 1 + 0x1p-12f : 1);
        free(dx, dw, dy, workspace);
    }

    @Test
    void aCaptureHoldsConvolutions() {
        describe(CUDNN_TENSOR_NHWC, CUDNN_DATA_FLOAT);
        CUdeviceptr dx = upload(x);
        CUdeviceptr dw = upload(w);
        CUdeviceptr dy = upload(y);
        CUgraphExec graph = cuda.capture(() -> ok(cudnnConvolutionForward(
                HANDLE, TWO, X, dx, WEIGHTS, dw, HOW, WITHOUT_WORKSPACE, new Pointer(), 0, THREE, Y, dy)));
        assertThat(cuda.download(dy, y.length)).containsExactly(y);
        ok(JCudaDriver.cuGraphLaunch(graph, cuda.stream));
        float[] expected = new float[y.length];
        forEachProduct((i, j, k) -> expected[k] += x[i] * w[j]);
        assertThat(cuda.download(dy, y.length)).containsExactly(blend(expected, y));
        ok(JCudaDriver.cuGraphExecDestroy(graph));
        free(dx, dw, dy);
    }

    @Test
    void heuristicsNameTheFastestFirst() {
        describe(CUDNN_TENSOR_NHWC, CUDNN_DATA_FLOAT);
        ok(cudnnSetConvolutionMathType(HOW, CUDNN_DEFAULT_MATH));
        var forward = new cudnnConvolutionFwdAlgoPerf[8];
        Arrays.setAll(forward, i -> new cudnnConvolutionFwdAlgoPerf());
        int[] count = new int[1];
        ok(cudnnGetConvolutionForwardAlgorithm_v7(HANDLE, X, WEIGHTS, HOW, Y, 8, count, forward));
        assertThat(count[0]).isEqualTo(3);
        long[] bytes = new long[1];
        ok(cudnnGetConvolutionForwardWorkspaceSize(HANDLE, X, WEIGHTS, HOW, Y, forward[0].algo, bytes));
        assertThat(forward[0].memory).isEqualTo(bytes[0]).isPositive();
        assertThat(forward[1].memory).isZero();
        assertThat(forward[2].status).isEqualTo(NOT_SUPPORTED);

        var filter = filterResults();
        ok(cudnnGetConvolutionBackwardFilterAlgorithm_v7(HANDLE, X, Y, HOW, WEIGHTS, 2, count, filter));
        assertThat(count[0]).isEqualTo(2);
        assertThat(filter[0].determinism).isEqualTo(CUDNN_NON_DETERMINISTIC);
        // JCuda tells the math type of this direction alone.
        assertThat(filter[0].mathType).isEqualTo(CUDNN_TENSOR_OP_MATH);
        assertThat(filter[1].mathType).isEqualTo(CUDNN_FMA_MATH);
    }

    @Test
    void findingLeavesRubbishAndKeepsTheWorkspacesSize() {
        describe(CUDNN_TENSOR_NHWC, CUDNN_DATA_FLOAT);
        CUdeviceptr dx = upload(x);
        CUdeviceptr dw = upload(w);
        CUdeviceptr dy = upload(y);
        var filter = filterResults();
        int[] count = new int[1];
        ok(cudnnFindConvolutionBackwardFilterAlgorithmEx(
                HANDLE, X, dx, Y, dy, HOW, WEIGHTS, dw, 8, count, filter, new Pointer(), 0));
        assertThat(filter[0].status).isZero();
        assertThat(filter[0].memory).isZero();
        assertThat(filter[1].status).isNotZero();
        assertThat(cuda.download(dw, w.length)).containsOnly(Float.NaN);
        free(dx, dw, dy);
    }

    private static cudnnConvolutionBwdFilterAlgoPerf[] filterResults() {
        var results = new cudnnConvolutionBwdFilterAlgoPerf[8];
        Arrays.setAll(results, i -> new cudnnConvolutionBwdFilterAlgoPerf());
        return results;
    }

    /** Two runs give the same bits if and only if the algorithm promises it. */
    @ParameterizedTest
    @ValueSource(ints = {WITHOUT_WORKSPACE, WITH_WORKSPACE})
    void onlyDeterministicAlgorithmsRepeatThemselves(int algorithm) {
        describe(CUDNN_TENSOR_NHWC, CUDNN_DATA_FLOAT);
        CUdeviceptr dx = upload(x);
        CUdeviceptr dw = upload(w);
        CUdeviceptr dy = upload(y);
        CUdeviceptr workspace = allocate(4096);
        float[][] runs = new float[2][];
        for (int i = 0; i < runs.length; i++) {
            ok(cudnnConvolutionBackwardFilter(
                    HANDLE, ONE, X, dx, Y, dy, HOW, algorithm, workspace, 4096, ZERO, WEIGHTS, dw));
            runs[i] = cuda.download(dw, w.length);
        }
        assertThat(Arrays.equals(runs[0], runs[1])).isEqualTo(algorithm == WITH_WORKSPACE);
        free(dx, dw, dy, workspace);
    }

    @Test
    void smallWorkspacesAndCrookedPointersAreRefused() {
        describe(CUDNN_TENSOR_NHWC, CUDNN_DATA_FLOAT);
        CUdeviceptr dx = allocate(4L * x.length + 4);
        CUdeviceptr dw = upload(w);
        CUdeviceptr dy = upload(y);
        CUdeviceptr workspace = allocate(4096);
        assertThat(cudnnConvolutionForward(
                        HANDLE, ONE, X, dx, WEIGHTS, dw, HOW, WITH_WORKSPACE, workspace, 16, ZERO, Y, dy))
                .isEqualTo(BAD_PARAM);
        Pointer crooked = dx.withByteOffset(4);
        assertThat(cudnnConvolutionForward(
                        HANDLE, ONE, X, crooked, WEIGHTS, dw, HOW, WITH_WORKSPACE, workspace, 4096, ZERO, Y, dy))
                .isEqualTo(BAD_PARAM);
        describe(CUDNN_TENSOR_NCHW, CUDNN_DATA_FLOAT);
        assertThat(cudnnConvolutionForward(
                        HANDLE, ONE, X, dx, WEIGHTS, dw, HOW, WITH_WORKSPACE, workspace, 4096, ZERO, Y, dy))
                .isEqualTo(NOT_SUPPORTED);
        assertThat(cudnnGetErrorString(NOT_SUPPORTED)).isEqualTo("CUDNN_STATUS_NOT_SUPPORTED");
        free(dx, dw, dy, workspace);
    }
}
