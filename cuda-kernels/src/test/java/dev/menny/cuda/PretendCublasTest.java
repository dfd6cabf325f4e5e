package dev.menny.cuda;

import static dev.menny.cuda.PretendCuda.ONE;
import static dev.menny.cuda.PretendCuda.ZERO;
import static dev.menny.cuda.PretendCuda.allocate;
import static dev.menny.cuda.PretendCuda.free;
import static dev.menny.cuda.PretendCuda.ok;
import static dev.menny.cuda.PretendCuda.upload;
import static dev.menny.cuda.PretendCuda.uploadBf16;
import static jcuda.cudaDataType.CUDA_R_16BF;
import static jcuda.cudaDataType.CUDA_R_32F;
import static jcuda.jcublas.JCublas2.*;
import static jcuda.jcublas.cublasComputeType.CUBLAS_COMPUTE_32F;
import static jcuda.jcublas.cublasComputeType.CUBLAS_COMPUTE_32F_FAST_TF32;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUgraphExec;
import jcuda.driver.JCudaDriver;
import jcuda.jcublas.cublasHandle;
import jcuda.jcublas.cublasMath;
import jcuda.jcublas.cublasStatus;
import jcuda.runtime.cudaStream_t;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Matrix products of the pretend cuBLAS. */
@ExtendWith(PretendGpu.class)
class PretendCublasTest {
    private static final int M = 3;
    private static final int N = 2;
    private static final int K = 4;
    /** 1 + 2^-12 is a float, but no TF32 number. */
    private static final float FINE = 1 + 0x1p-12f;

    private static final cublasHandle HANDLE = new cublasHandle();
    private static PretendCuda cuda;

    @BeforeAll
    static void open() throws IOException {
        cuda = new PretendCuda();
        ok(cublasCreate(HANDLE));
        ok(cublasSetStream(HANDLE, new cudaStream_t(cuda.stream)));
    }

    @AfterAll
    static void close() {
        ok(cublasDestroy(HANDLE));
        cuda.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "1, 0", "1, 1"})
    void productsOfFloats(int transposeA, int transposeB) {
        int lda = (transposeA == 0 ? M : K) + 1;
        int ldb = (transposeB == 0 ? K : N) + 2;
        float[] a = numbers(lda * (transposeA == 0 ? K : M), 1);
        float[] b = numbers(ldb * (transposeB == 0 ? N : K), 2);
        float[] c = numbers(M * N, 3);
        float[] expected = new float[M * N];
        for (int i = 0; i < M; i++) {
            for (int j = 0; j < N; j++) {
                float sum = 0;
                for (int p = 0; p < K; p++) {
                    sum += a[transposeA == 0 ? i + p * lda : p + i * lda]
                            * b[transposeB == 0 ? p + j * ldb : j + p * ldb];
                }
                expected[i + j * M] = 2 * sum + 3 * c[i + j * M];
            }
        }
        CUdeviceptr x = upload(a);
        CUdeviceptr y = upload(b);
        CUdeviceptr z = upload(c);
        Pointer two = Pointer.to(new float[] {2});
        Pointer three = Pointer.to(new float[] {3});
        ok(cublasSgemm(HANDLE, transposeA, transposeB, M, N, K, two, x, lda, y, ldb, three, z, M));
        assertThat(cuda.download(z, M * N)).containsExactly(expected);
        free(x, y, z);
    }

    /** Small integers, whose sums of products are exact. */
    private static float[] numbers(int length, int seed) {
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = (i * 7 + seed * 5) % 11 - 5;
        }
        return numbers;
    }

    @ParameterizedTest
    @CsvSource({
        CUBLAS_COMPUTE_32F + ", " + cublasMath.CUBLAS_DEFAULT_MATH + ", " + FINE,
        CUBLAS_COMPUTE_32F + ", " + cublasMath.CUBLAS_TF32_TENSOR_OP_MATH + ", 1",
        CUBLAS_COMPUTE_32F_FAST_TF32 + ", " + cublasMath.CUBLAS_DEFAULT_MATH + ", 1"
    })
    void tf32IsUsedWhereItIsAllowed(int computeType, int mathMode, float expected) {
        CUdeviceptr a = upload(FINE);
        CUdeviceptr b = upload(1);
        CUdeviceptr c = allocate(4);
        ok(cublasSetMathMode(HANDLE, mathMode));
        ok(product(a, CUDA_R_32F, b, CUDA_R_32F, c, CUDA_R_32F, computeType));
        ok(cublasSetMathMode(HANDLE, cublasMath.CUBLAS_DEFAULT_MATH));
        assertThat(cuda.download(c, 1)).containsExactly(expected);
        free(a, b, c);
    }

    /** Of numbers: c = a b. */
    private static int product(
            CUdeviceptr a, int typeA, CUdeviceptr b, int typeB, CUdeviceptr c, int typeC, int computeType) {
        return cublasGemmEx_new(
                HANDLE, 0, 0, 1, 1, 1, ONE, a, typeA, 1, b, typeB, 1, ZERO, c, typeC, 1, computeType, -1);
    }

    @Test
    void bf16IsRoundedInTheResultAlone() {
        CUdeviceptr a = uploadBf16(1.0078125f);
        CUdeviceptr b = uploadBf16(1.0078125f);
        CUdeviceptr c = allocate(4);
        ok(product(a, CUDA_R_16BF, b, CUDA_R_16BF, c, CUDA_R_32F, CUBLAS_COMPUTE_32F));
        assertThat(cuda.download(c, 1)).containsExactly(1.0078125f * 1.0078125f);
        ok(product(a, CUDA_R_16BF, b, CUDA_R_16BF, c, CUDA_R_16BF, CUBLAS_COMPUTE_32F));
        assertThat(cuda.downloadBf16(c, 1)).containsExactly(1.015625f);
        free(a, b, c);
    }

    @Test
    void unknownTypesAndMemoryOutsideAreRefused() {
        CUdeviceptr a = upload(1);
        CUdeviceptr c = allocate(4);
        assertThat(product(a, CUDA_R_32F, a, CUDA_R_16BF, c, CUDA_R_32F, CUBLAS_COMPUTE_32F))
                .isEqualTo(cublasStatus.CUBLAS_STATUS_NOT_SUPPORTED);
        assertThat(cublasSgemm(HANDLE, 0, 0, 2, 1, 1, ONE, a, 1, a, 1, ZERO, c, 2))
                .isEqualTo(cublasStatus.CUBLAS_STATUS_INVALID_VALUE);
        assertThat(cublasSgemm(HANDLE, 0, 0, 2, 1, 1, ONE, a, 2, a, 1, ZERO, c, 2))
                .isEqualTo(cublasStatus.CUBLAS_STATUS_EXECUTION_FAILED);
        free(a, c);
    }

    @Test
    void aCaptureHoldsProducts() {
        CUdeviceptr a = upload(3);
        CUdeviceptr c = upload(1);
        CUdeviceptr workspace = allocate(1 << 20);
        ok(cublasSetWorkspace(HANDLE, workspace, 1 << 20));
        float[] alpha = {2};
        CUgraphExec graph =
                cuda.capture(() -> ok(cublasSgemm(HANDLE, 0, 0, 1, 1, 1, Pointer.to(alpha), a, 1, a, 1, ONE, c, 1)));
        alpha[0] = 100;
        assertThat(cuda.download(c, 1)).containsExactly(1);
        ok(JCudaDriver.cuGraphLaunch(graph, cuda.stream));
        ok(JCudaDriver.cuGraphLaunch(graph, cuda.stream));
        assertThat(cuda.download(c, 1)).containsExactly(37);
        ok(JCudaDriver.cuGraphExecDestroy(graph));
        ok(cublasSetStream(HANDLE, new cudaStream_t(cuda.stream)));
        free(a, c, workspace);
    }
}
