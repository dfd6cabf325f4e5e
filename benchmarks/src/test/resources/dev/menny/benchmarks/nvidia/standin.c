/* Stands in for NVIDIA's driver and cuBLAS in a test of who calls them: memory is the process's, time is the clock's. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec * 1e-6;
}

int cuInit(unsigned flags) { return flags; }
int cuDeviceGet(int *device, int ordinal) { *device = 7 + ordinal; return 0; }
int cuDevicePrimaryCtxRetain(void **context, int device) { *context = (void *)0x1234; return device != 7; }
int cuDevicePrimaryCtxRelease_v2(int device) { return device != 7; }
int cuCtxSetCurrent(void *context) { return context != (void *)0x1234; }
int cuDeviceGetAttribute(int *value, int attribute, int device) {
    *value = 50 << 20;
    return attribute != 38 || device != 7;
}
int cuMemGetInfo_v2(size_t *free_bytes, size_t *total) { *free_bytes = 1000; *total = 3000; return 0; }
int cuMemAlloc_v2(uint64_t *address, size_t bytes) { *address = (uint64_t)(uintptr_t)malloc(bytes); return 0; }
int cuMemFree_v2(uint64_t address) { free((void *)(uintptr_t)address); return 0; }
int cuMemcpyHtoD_v2(uint64_t to, const void *from, size_t bytes) { memcpy((void *)(uintptr_t)to, from, bytes); return 0; }
int cuMemcpyDtoDAsync_v2(uint64_t to, uint64_t from, size_t bytes, void *stream) {
    memcpy((void *)(uintptr_t)to, (void *)(uintptr_t)from, bytes);
    return stream != 0;
}
int cuEventCreate(double **event, unsigned flags) { *event = malloc(sizeof(double)); return flags; }
int cuEventRecord(double *event, void *stream) { *event = now_ms(); return stream != 0; }
int cuEventSynchronize(double *event) { return event == 0; }
int cuEventElapsedTime(float *ms, double *before, double *after) { *ms = (float)(*after - *before); return 0; }
int cuEventDestroy_v2(double *event) { free(event); return 0; }

int cublasCreate_v2(void **handle) { *handle = (void *)0x5678; return 0; }

static float element(const void *matrix, int type, int index) {
    uint32_t bits;
    float value;
    if (type == 0) return ((const float *)matrix)[index];
    bits = (uint32_t)((const uint16_t *)matrix)[index] << 16;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Refuses what cuBLAS would compute otherwise than it is asked to here, and zeros. */
int cublasGemmEx(void *handle, int ta, int tb, int m, int n, int k, const float *alpha, const void *a, int a_type, int lda,
                 const void *b, int b_type, int ldb, const float *beta, void *c, int c_type, int ldc, int compute,
                 int algorithm) {
    int i, p;
    float sum = 0;
    if (handle != (void *)0x5678 || ta || tb || m != n || n != k || lda != n || ldb != n || ldc != n) return 7;
    if (*alpha != 1 || *beta != 0 || algorithm != -1 || a_type != b_type || b_type != c_type) return 7;
    if (!(a_type == 0 && (compute == 68 || compute == 77)) && !(a_type == 14 && compute == 68)) return 15;
    for (i = 0; i < n; i++)
        for (p = 0; p < k; p++) sum += element(a, a_type, i + p * n) * element(b, b_type, p + i * n);
    memset(c, 0, (size_t)n * n * (c_type == 0 ? 4 : 2));
    return sum == 0 ? 13 : 0;
}
