// libcublas.so: handles and matrix products (column-major), as plain loops.
#include <cstring>

#include "device.h"
#include "numbers.h"

using namespace pretend;

enum cublasStatus_t {
    CUBLAS_STATUS_SUCCESS = 0,
    CUBLAS_STATUS_NOT_INITIALIZED = 1,
    CUBLAS_STATUS_INVALID_VALUE = 7,
    CUBLAS_STATUS_EXECUTION_FAILED = 13,
    CUBLAS_STATUS_NOT_SUPPORTED = 15
};
enum cudaDataType { CUDA_R_32F = 0, CUDA_R_16BF = 14 };
enum cublasComputeType_t {
    CUBLAS_COMPUTE_32F = 68,
    CUBLAS_COMPUTE_32F_PEDANTIC = 69,
    CUBLAS_COMPUTE_32F_FAST_TF32 = 77
};
enum cublasMath_t { CUBLAS_DEFAULT_MATH = 0, CUBLAS_PEDANTIC_MATH = 2, CUBLAS_TF32_TENSOR_OP_MATH = 3 };
enum cublasPointerMode_t { CUBLAS_POINTER_MODE_HOST = 0 };

struct cublasContext {
    CUstream stream = nullptr;
    cublasMath_t mathMode = CUBLAS_DEFAULT_MATH;
    Range workspace = {nullptr, 0};
};
using cublasHandle_t = cublasContext*;

namespace {

constexpr int kMinorVersion = CUDA_MAJOR == 12 ? 6 : 1;

struct Matrix {
    void* data;
    Element type;
    int rows, columns, leading;

    size_t index(int row, int column) const {
        return (size_t)column * leading + row;
    }
    Range range() const {
        size_t elements = rows == 0 || columns == 0 ? 0 : index(rows - 1, columns - 1) + 1;
        return {data, elements * bytesOf(type)};
    }
    bool valid() const {
        return rows >= 0 && columns >= 0 && leading >= std::max(1, rows);
    }
};

// c = alpha * op(a) op(b) + beta * c
struct Product {
    bool transposeA, transposeB;
    float alpha, beta;
    Matrix a, b, c;
    int depth;
    bool tf32;

    float element(const Matrix& matrix, bool transposed, int row, int column) const {
        float value =
            load(matrix.data, matrix.type, transposed ? matrix.index(column, row) : matrix.index(row, column));
        return tf32 ? toTf32(value) : value;
    }

    void compute() const {
        size_t m = (size_t)c.rows;
        int terms = alpha == 0 ? 0 : depth;
        std::vector<float> columns(m * terms);  // op(a), column by column
        for (int p = 0; p < terms; p++) {
            for (int i = 0; i < c.rows; i++) {
                columns[p * m + i] = element(a, transposeA, i, p);
            }
        }
        std::vector<double> sums(m);
        for (int j = 0; j < c.columns; j++) {
            std::fill(sums.begin(), sums.end(), 0.0);
            for (int p = 0; p < terms; p++) {
                addScaled(sums.data(), element(b, transposeB, p, j), &columns[p * m], m);
            }
            for (int i = 0; i < c.rows; i++) {
                size_t at = c.index(i, j);
                store(c.data, c.type, at, blend(alpha, sums[i], beta, c.data, c.type, at));
            }
        }
    }
};

bool supported(cudaDataType a, cudaDataType b, cudaDataType c, cublasComputeType_t compute) {
    bool float32 = a == CUDA_R_32F && c == CUDA_R_32F;
    bool bf16 = a == CUDA_R_16BF && (c == CUDA_R_16BF || c == CUDA_R_32F) && computeCapability().major >= 8;
    bool exact = compute == CUBLAS_COMPUTE_32F || compute == CUBLAS_COMPUTE_32F_PEDANTIC;
    return a == b && ((float32 && (exact || compute == CUBLAS_COMPUTE_32F_FAST_TF32)) || (bf16 && exact));
}

Element elementOf(cudaDataType type) {
    return type == CUDA_R_32F ? Element::kFloat : Element::kBf16;
}

bool roundsToTf32(cublasHandle_t handle, cudaDataType type, cublasComputeType_t compute) {
    bool allowed = compute == CUBLAS_COMPUTE_32F_FAST_TF32 ||
                   (compute == CUBLAS_COMPUTE_32F && handle->mathMode == CUBLAS_TF32_TENSOR_OP_MATH);
    return allowed && type == CUDA_R_32F && computeCapability().major >= 8;
}

cublasStatus_t multiply(cublasHandle_t handle, const Product& product) {
    if (!product.a.valid() || !product.b.valid() || !product.c.valid() || product.depth < 0) {
        complain("cublasGemm: [%d,%d] x [%d,%d], leading dimensions %d, %d, %d", product.a.rows, product.a.columns,
                 product.b.rows, product.b.columns, product.a.leading, product.b.leading, product.c.leading);
        return CUBLAS_STATUS_INVALID_VALUE;
    }
    Range workspace = handle->workspace;
    Work work = {"cublasGemm", {product.a.range(), product.b.range(), product.c.range()}, {}};
    if (workspace.bytes > 0) {
        work.memory.push_back(workspace);
    }
    work.run = [=] {
        memset((void*)workspace.begin, 0xff, std::min(workspace.bytes, (size_t)4096));
        product.compute();
    };
    bool given = submit(handle->stream, work) == CUDA_SUCCESS;
    counters().libraryCalls += given;
    return given ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_EXECUTION_FAILED;
}

}  // namespace

extern "C" {

cublasStatus_t cublasCreate_v2(cublasHandle_t* handle) {
    if (!contextIsCurrent()) {
        complain("cublasCreate on a thread without a current context");
        return CUBLAS_STATUS_NOT_INITIALIZED;
    }
    *handle = new cublasContext;
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasDestroy_v2(cublasHandle_t handle) {
    delete handle;
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasGetVersion_v2(cublasHandle_t, int* version) {
    *version = CUDA_MAJOR * 10000 + kMinorVersion * 100;
    return CUBLAS_STATUS_SUCCESS;
}

// 0, 1, 2: major version, minor version, patch.
cublasStatus_t cublasGetProperty(int property, int* value) {
    *value = property == 0 ? CUDA_MAJOR : property == 1 ? kMinorVersion : 0;
    return CUBLAS_STATUS_SUCCESS;
}

// As CUDA's does, this takes the workspace away.
cublasStatus_t cublasSetStream_v2(cublasHandle_t handle, CUstream stream) {
    handle->stream = stream;
    handle->workspace = {nullptr, 0};
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasGetStream_v2(cublasHandle_t handle, CUstream* stream) {
    *stream = handle->stream;
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasSetWorkspace_v2(cublasHandle_t handle, void* workspace, size_t bytes) {
    std::lock_guard<std::recursive_mutex> lock(deviceMutex());
    if ((size_t)workspace % 256 != 0 || !reachable({workspace, bytes})) {
        complain("cublasSetWorkspace: %zu bytes at %p are not one aligned allocation", bytes, workspace);
        return CUBLAS_STATUS_INVALID_VALUE;
    }
    handle->workspace = {workspace, bytes};
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasSetMathMode(cublasHandle_t handle, cublasMath_t mode) {
    if (mode != CUBLAS_DEFAULT_MATH && mode != CUBLAS_PEDANTIC_MATH && mode != CUBLAS_TF32_TENSOR_OP_MATH) {
        return CUBLAS_STATUS_INVALID_VALUE;
    }
    handle->mathMode = mode;
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasGetMathMode(cublasHandle_t handle, cublasMath_t* mode) {
    *mode = handle->mathMode;
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasSetPointerMode_v2(cublasHandle_t, cublasPointerMode_t mode) {
    return mode == CUBLAS_POINTER_MODE_HOST ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_NOT_SUPPORTED;
}

cublasStatus_t cublasGetPointerMode_v2(cublasHandle_t, cublasPointerMode_t* mode) {
    *mode = CUBLAS_POINTER_MODE_HOST;
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasSetAtomicsMode(cublasHandle_t, int) {
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasGemmEx(cublasHandle_t handle, int transposeA, int transposeB, int m, int n, int k,
                            const void* alpha, const void* a, cudaDataType typeA, int lda, const void* b,
                            cudaDataType typeB, int ldb, const void* beta, void* c, cudaDataType typeC, int ldc,
                            cublasComputeType_t compute, int) {
    std::lock_guard<std::recursive_mutex> lock(deviceMutex());
    if (handle == nullptr) {
        return CUBLAS_STATUS_NOT_INITIALIZED;
    }
    if (!supported(typeA, typeB, typeC, compute)) {
        complain("cublasGemmEx: data types %d, %d, %d with compute type %d", typeA, typeB, typeC, compute);
        return CUBLAS_STATUS_NOT_SUPPORTED;
    }
    Product product;
    product.transposeA = transposeA != 0;
    product.transposeB = transposeB != 0;
    product.alpha = *(const float*)alpha;
    product.beta = *(const float*)beta;
    product.a = {(void*)a, elementOf(typeA), transposeA ? k : m, transposeA ? m : k, lda};
    product.b = {(void*)b, elementOf(typeB), transposeB ? n : k, transposeB ? k : n, ldb};
    product.c = {c, elementOf(typeC), m, n, ldc};
    product.depth = k;
    product.tf32 = roundsToTf32(handle, typeA, compute);
    return multiply(handle, product);
}

cublasStatus_t cublasSgemm_v2(cublasHandle_t handle, int transposeA, int transposeB, int m, int n, int k,
                              const float* alpha, const float* a, int lda, const float* b, int ldb, const float* beta,
                              float* c, int ldc) {
    return cublasGemmEx(handle, transposeA, transposeB, m, n, k, alpha, a, CUDA_R_32F, lda, b, CUDA_R_32F, ldb, beta, c,
                        CUDA_R_32F, ldc, CUBLAS_COMPUTE_32F, -1);
}

const char* cublasGetStatusName(cublasStatus_t status) {
    switch (status) {
        case CUBLAS_STATUS_SUCCESS:
            return "CUBLAS_STATUS_SUCCESS";
        case CUBLAS_STATUS_NOT_INITIALIZED:
            return "CUBLAS_STATUS_NOT_INITIALIZED";
        case CUBLAS_STATUS_INVALID_VALUE:
            return "CUBLAS_STATUS_INVALID_VALUE";
        case CUBLAS_STATUS_EXECUTION_FAILED:
            return "CUBLAS_STATUS_EXECUTION_FAILED";
        case CUBLAS_STATUS_NOT_SUPPORTED:
            return "CUBLAS_STATUS_NOT_SUPPORTED";
        default:
            return "<unknown>";
    }
}

const char* cublasGetStatusString(cublasStatus_t status) {
    return cublasGetStatusName(status);
}
}
