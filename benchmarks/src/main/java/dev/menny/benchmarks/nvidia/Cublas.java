package dev.menny.benchmarks.nvidia;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Products of square matrices by cuBLAS. */
final class Cublas {
    private static final int NOT_TRANSPOSED = 0;
    private static final int DEFAULT_ALGORITHM = -1;
    private static final List<MemoryLayout> GEMM = List.of(
            ADDRESS, JAVA_INT, JAVA_INT, // handle, both transpositions
            JAVA_INT, JAVA_INT, JAVA_INT, // m, n, k
            ADDRESS, // alpha
            ADDRESS, JAVA_INT, JAVA_INT, // a, its type, its leading dimension
            ADDRESS, JAVA_INT, JAVA_INT, // b
            ADDRESS, // beta
            ADDRESS, JAVA_INT, JAVA_INT, // c
            JAVA_INT, JAVA_INT); // compute type, algorithm

    private final NativeLibrary library;
    private final MemorySegment handle;
    private final MemorySegment one;
    private final MemorySegment zero;

    /** How a product is computed: cuBLAS's numbers for the type of the elements and for the arithmetic. */
    enum Kind {
        FP32(0, 68, Float.BYTES),
        TF32(0, 77, Float.BYTES),
        BF16(14, 68, Short.BYTES);

        private final int type;
        private final int compute;
        private final int bytes;

        Kind(int type, int compute, int bytes) {
            this.type = type;
            this.compute = compute;
            this.bytes = bytes;
        }

        int bytes() {
            return bytes;
        }
    }

    /** @throws NvidiaException if it is not there */
    Cublas(Arena arena) {
        library = NativeLibrary.first(arena, List.of("libcublas.so.13", "libcublas.so.12"));
        MemorySegment created = arena.allocate(ADDRESS);
        library.call("cublasCreate_v2", List.of(ADDRESS), created);
        handle = created.get(ADDRESS, 0);
        one = arena.allocateFrom(JAVA_FLOAT, 1f);
        zero = arena.allocateFrom(JAVA_FLOAT, 0f);
    }

    String name() {
        return library.name();
    }

    /** Starts computing {@code c = a b} of matrices with {@code n} rows and columns. */
    void multiply(Kind kind, int n, long a, long b, long c) {
        library.call(
                "cublasGemmEx",
                GEMM,
                handle,
                NOT_TRANSPOSED,
                NOT_TRANSPOSED,
                n,
                n,
                n,
                one,
                MemorySegment.ofAddress(a),
                kind.type,
                n,
                MemorySegment.ofAddress(b),
                kind.type,
                n,
                zero,
                MemorySegment.ofAddress(c),
                kind.type,
                n,
                kind.compute,
                DEFAULT_ALGORITHM);
    }
}
