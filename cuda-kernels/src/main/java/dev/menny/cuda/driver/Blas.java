package dev.menny.cuda.driver;

import jcuda.Pointer;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasComputeType;
import jcuda.jcublas.cublasHandle;
import jcuda.jcublas.cublasOperation;

/** cuBLAS on one stream: matrix products. */
public final class Blas implements AutoCloseable {
    /**
     * What cuBLAS works in on large GPUs (32 MiB). Given to it once, so that it takes none of its own, which a capture
     * forbids, and so that equal calls give equal bits.
     */
    public static final int WORKSPACE_BYTES = 32 << 20;

    private static final int DEFAULT_ALGORITHM = -1;
    private static final Pointer ONE = Pointer.to(new float[] {1});
    private static final Pointer ZERO = Pointer.to(new float[] {0});

    private final cublasHandle handle = new cublasHandle();
    private final int float32Products;

    /**
     * Opens cuBLAS.
     *
     * @param tf32 true if products of float32 may be rounded to TF32
     * @param workspace of {@link #WORKSPACE_BYTES}, for as long as this is open
     */
    public Blas(Stream stream, boolean tf32, DevicePointer workspace) {
        Check.cublas("cublasCreate", JCublas2.cublasCreate(handle));
        Check.cublas("cublasSetStream", JCublas2.cublasSetStream(handle, stream.forLibraries()));
        Check.cublas("cublasSetWorkspace", JCublas2.cublasSetWorkspace(handle, workspace, WORKSPACE_BYTES));
        float32Products = tf32 ? cublasComputeType.CUBLAS_COMPUTE_32F_FAST_TF32 : cublasComputeType.CUBLAS_COMPUTE_32F;
    }

    /**
     * A matrix as cuBLAS sees one: column by column.
     *
     * @param transposed true to multiply with its transpose
     * @param leading elements from one column to the next
     */
    public record Matrix(DevicePointer pointer, DataType type, boolean transposed, int leading) {
        /** A matrix to be multiplied as it is. */
        public static Matrix plain(DevicePointer pointer, DataType type, int leading) {
            return new Matrix(pointer, type, false, leading);
        }

        /** A matrix whose transpose is to be multiplied. */
        public static Matrix transpose(DevicePointer pointer, DataType type, int leading) {
            return new Matrix(pointer, type, true, leading);
        }

        private int operation() {
            return transposed ? cublasOperation.CUBLAS_OP_T : cublasOperation.CUBLAS_OP_N;
        }
    }

    /**
     * {@code c = a b}, or {@code c += a b}.
     *
     * @param m rows of a and c
     * @param n columns of b and c
     * @param k columns of a, rows of b
     * @param a like b of one type
     * @param c float32, or of the type of a and b
     */
    public void multiply(int m, int n, int k, Matrix a, Matrix b, Matrix c, boolean accumulate) {
        // The "_new" form takes a compute type; the plain one answers "not supported" to it.
        int status = JCublas2.cublasGemmEx_new(
                handle,
                a.operation(),
                b.operation(),
                m,
                n,
                k,
                ONE,
                a.pointer(),
                a.type().cublas(),
                a.leading(),
                b.pointer(),
                b.type().cublas(),
                b.leading(),
                accumulate ? ONE : ZERO,
                c.pointer(),
                c.type().cublas(),
                c.leading(),
                a.type() == DataType.F32 ? float32Products : cublasComputeType.CUBLAS_COMPUTE_32F,
                DEFAULT_ALGORITHM);
        Check.cublas("cublasGemmEx", status);
    }

    @Override
    public void close() {
        Check.cublas("cublasDestroy", JCublas2.cublasDestroy(handle));
    }
}
