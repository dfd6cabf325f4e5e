// cuBLAS of CUDA's version MAJOR.
int cublasLtMajor(void);

int cublasCreate_v2(void **handle) {
    *handle = (void *)1;
    return 0;
}

int cublasGetVersion_v2(void *handle, int *version) {
    *version = cublasLtMajor() * 10000 + 601;
    return 0;
}

// 0: major, 1: minor, 2: patch
int cublasGetProperty(int type, int *value) {
    *value = type == 0 ? MAJOR : type == 1 ? 6 : 1;
    return 0;
}
