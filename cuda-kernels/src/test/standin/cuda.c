// The driver: how it answers is up to the environment.
#include <stdio.h>
#include <stdlib.h>

static int setting(const char *name, int otherwise) {
    const char *value = getenv(name);
    return value ? atoi(value) : otherwise;
}

int cuInit(unsigned flags) { return setting("STANDIN_INIT", 0); }

int cuDriverGetVersion(int *version) {
    *version = setting("STANDIN_DRIVER", 13000);
    return 0;
}

int cuDeviceGetCount(int *count) {
    *count = setting("STANDIN_GPUS", 1);
    return 0;
}

int cuDeviceGet(int *device, int ordinal) {
    *device = ordinal;
    return 0;
}

int cuDeviceGetName(char *name, int length, int device) {
    snprintf(name, length, "Stand-in %d", device);
    return 0;
}

int cuDeviceTotalMem_v2(size_t *bytes, int device) {
    *bytes = (size_t)24 << 30;
    return 0;
}

// Compute capability: STANDIN_CAPABILITY (90) for the first GPU, one more for each further one.
int cuDeviceGetAttribute(int *value, int attribute, int device) {
    int capability = setting("STANDIN_CAPABILITY", 90) + device;
    *value = attribute == 75 ? capability / 10 : attribute == 76 ? capability % 10 : 0;
    return 0;
}

int cuGetErrorName(int status, const char **name) {
    *name = "CUDA_ERROR_STAND_IN";
    return 0;
}
