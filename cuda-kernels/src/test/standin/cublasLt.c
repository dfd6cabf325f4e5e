// cuBLAS's larger half.
int cublasLtMajor(void) { return MAJOR; }
