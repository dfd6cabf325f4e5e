// libcuda.so.1: initialization, device, contexts.
#include "driver.h"

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "memory.h"

struct CUctx_st {
    int retained = 0;
};

namespace pretend {
namespace {

constexpr int kMultiprocessors = 4;
constexpr int kKilobyte = 1024;

bool initialized = false;
CUctx_st primaryContext;
thread_local std::vector<CUcontext> currentContexts;

int driverVersion() {
    const char* setting = getenv("PRETEND_DRIVER");
    return setting == nullptr ? 13000 : atoi(setting);
}

// The most shared memory of a block that asks for it, in KiB.
int sharedKilobytes() {
    ComputeCapability compute = computeCapability();
    switch (compute.major * 10 + compute.minor) {
        case 75:
            return 64;
        case 80:
        case 87:
            return 163;
        case 90:
        case 100:
            return 227;
        default:
            return 99;
    }
}

// Attributes that do not depend on the compute capability; -1 for those that the pretend GPU does not know.
int fixedAttribute(CUdevice_attribute attribute) {
    switch (attribute) {
        case CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK:
        case CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_X:
        case CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_Y:
            return 1024;
        case CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_Z:
            return 64;
        case CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_X:
            return 2147483647;
        case CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_Y:
        case CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_Z:
            return 65535;
        case CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK:
            return 48 * kKilobyte;
        case CU_DEVICE_ATTRIBUTE_TOTAL_CONSTANT_MEMORY:
        case CU_DEVICE_ATTRIBUTE_MAX_REGISTERS_PER_BLOCK:
        case CU_DEVICE_ATTRIBUTE_MAX_REGISTERS_PER_MULTIPROCESSOR:
            return 64 * kKilobyte;
        case CU_DEVICE_ATTRIBUTE_WARP_SIZE:
            return 32;
        case CU_DEVICE_ATTRIBUTE_CLOCK_RATE:
        case CU_DEVICE_ATTRIBUTE_MEMORY_CLOCK_RATE:
            return 1000000;
        case CU_DEVICE_ATTRIBUTE_GLOBAL_MEMORY_BUS_WIDTH:
            return 64;
        case CU_DEVICE_ATTRIBUTE_L2_CACHE_SIZE:
            return 1024 * kKilobyte;
        case CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT:
            return kMultiprocessors;
        case CU_DEVICE_ATTRIBUTE_MAX_BLOCKS_PER_MULTIPROCESSOR:
            return 16;
        case CU_DEVICE_ATTRIBUTE_ASYNC_ENGINE_COUNT:
        case CU_DEVICE_ATTRIBUTE_CAN_MAP_HOST_MEMORY:
        case CU_DEVICE_ATTRIBUTE_CONCURRENT_KERNELS:
        case CU_DEVICE_ATTRIBUTE_UNIFIED_ADDRESSING:
        case CU_DEVICE_ATTRIBUTE_STREAM_PRIORITIES_SUPPORTED:
            return 1;
        case CU_DEVICE_ATTRIBUTE_INTEGRATED:
        case CU_DEVICE_ATTRIBUTE_COMPUTE_MODE:
        case CU_DEVICE_ATTRIBUTE_COOPERATIVE_LAUNCH:
        case CU_DEVICE_ATTRIBUTE_MEMORY_POOLS_SUPPORTED:
        case CU_DEVICE_ATTRIBUTE_PCI_BUS_ID:
        case CU_DEVICE_ATTRIBUTE_PCI_DEVICE_ID:
        case CU_DEVICE_ATTRIBUTE_PCI_DOMAIN_ID:
            return 0;
        default:
            return -1;
    }
}

int deviceAttribute(CUdevice_attribute attribute) {
    switch (attribute) {
        case CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR:
            return computeCapability().major;
        case CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR:
            return computeCapability().minor;
        case CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN:
            return sharedKilobytes() * kKilobyte;
        case CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_MULTIPROCESSOR:
            return (sharedKilobytes() + 1) * kKilobyte;
        case CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_MULTIPROCESSOR:
            return computeCapability().major == 7 ? 1024 : 2048;
        default:
            return fixedAttribute(attribute);
    }
}

// Runs the body of a driver call about the only device, which needs no context.
template <class Body>
CUresult deviceCall(CUdevice device, Body body) {
    std::lock_guard<std::recursive_mutex> lock(deviceMutex());
    if (!initialized) {
        return CUDA_ERROR_NOT_INITIALIZED;
    }
    return device == 0 ? body() : CUDA_ERROR_INVALID_DEVICE;
}

CUresult copyText(const char* text, char* to, int length) {
    snprintf(to, (size_t)length, "%s", text);
    return CUDA_SUCCESS;
}

}  // namespace

std::recursive_mutex& deviceMutex() {
    static std::recursive_mutex mutex;
    return mutex;
}

Counters& counters() {
    static Counters counters = {};
    return counters;
}

void complain(const char* format, ...) {
    std::lock_guard<std::recursive_mutex> lock(deviceMutex());
    counters().complaints++;
    va_list arguments;
    va_start(arguments, format);
    fputs("pretend GPU: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

ComputeCapability computeCapability() {
    const char* setting = getenv("PRETEND_COMPUTE");
    ComputeCapability compute = {9, 0};
    if (setting != nullptr && sscanf(setting, "%d.%d", &compute.major, &compute.minor) != 2) {
        complain("PRETEND_COMPUTE must look like 9.0, not like %s", setting);
    }
    return compute;
}

bool contextIsCurrent() {
    return !currentContexts.empty() && currentContexts.back() != nullptr && currentContexts.back()->retained > 0;
}

CUresult requireContext(const char* function) {
    if (!initialized) {
        complain("%s before cuInit", function);
        return CUDA_ERROR_NOT_INITIALIZED;
    }
    if (!contextIsCurrent()) {
        complain("%s on a thread without a current context", function);
        return CUDA_ERROR_INVALID_CONTEXT;
    }
    return CUDA_SUCCESS;
}

}  // namespace pretend

using namespace pretend;

extern "C" {

CUresult cuInit(unsigned flags) {
    std::lock_guard<std::recursive_mutex> lock(deviceMutex());
    initialized = true;
    return flags == 0 ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

CUresult cuDriverGetVersion(int* version) {
    *version = driverVersion();
    return CUDA_SUCCESS;
}

CUresult cuDeviceGetCount(int* count) {
    return deviceCall(0, [=] {
        *count = 1;
        return CUDA_SUCCESS;
    });
}

CUresult cuDeviceGet(CUdevice* device, int ordinal) {
    return deviceCall(ordinal, [=] {
        *device = 0;
        return CUDA_SUCCESS;
    });
}

CUresult cuDeviceGetName(char* name, int length, CUdevice device) {
    return deviceCall(device, [=] { return copyText("pretend GPU (emulated on the CPU)", name, length); });
}

CUresult cuDeviceGetPCIBusId(char* id, int length, CUdevice device) {
    return deviceCall(device, [=] { return copyText("0000:00:00.0", id, length); });
}

CUresult cuDeviceGetUuid(unsigned char* uuid, CUdevice device) {
    return deviceCall(device, [=] {
        memcpy(uuid, "pretend GPU 0000", 16);
        return CUDA_SUCCESS;
    });
}

CUresult cuDeviceTotalMem_v2(size_t* bytes, CUdevice device) {
    return deviceCall(device, [=] {
        *bytes = deviceMemoryBytes();
        return CUDA_SUCCESS;
    });
}

CUresult cuDeviceGetAttribute(int* value, CUdevice_attribute attribute, CUdevice device) {
    return deviceCall(device, [=] {
        *value = deviceAttribute(attribute);
        if (*value < 0) {
            complain("no value for the device attribute %d", (int)attribute);
            return CUDA_ERROR_INVALID_VALUE;
        }
        return CUDA_SUCCESS;
    });
}

CUresult cuDevicePrimaryCtxRetain(CUcontext* context, CUdevice device) {
    return deviceCall(device, [=] {
        primaryContext.retained++;
        *context = &primaryContext;
        return CUDA_SUCCESS;
    });
}

CUresult cuDevicePrimaryCtxRelease_v2(CUdevice device) {
    return deviceCall(device, [=] {
        if (primaryContext.retained == 0) {
            complain("cuDevicePrimaryCtxRelease without cuDevicePrimaryCtxRetain");
            return CUDA_ERROR_INVALID_CONTEXT;
        }
        if (--primaryContext.retained == 0) {
            destroyStreams();
            deviceHeap().freeAll();
            pinnedHeap().freeAll();
        }
        return CUDA_SUCCESS;
    });
}

CUresult cuDevicePrimaryCtxGetState(CUdevice device, unsigned* flags, int* active) {
    return deviceCall(device, [=] {
        *flags = 0;
        *active = primaryContext.retained > 0;
        return CUDA_SUCCESS;
    });
}

CUresult cuDevicePrimaryCtxSetFlags_v2(CUdevice device, unsigned) {
    return deviceCall(device, [] { return CUDA_SUCCESS; });
}

CUresult cuCtxSetCurrent(CUcontext context) {
    return deviceCall(0, [=] {
        if (!currentContexts.empty()) {
            currentContexts.pop_back();
        }
        currentContexts.push_back(context);
        return CUDA_SUCCESS;
    });
}

CUresult cuCtxGetCurrent(CUcontext* context) {
    return deviceCall(0, [=] {
        *context = currentContexts.empty() ? nullptr : currentContexts.back();
        return CUDA_SUCCESS;
    });
}

CUresult cuCtxPushCurrent_v2(CUcontext context) {
    return deviceCall(0, [=] {
        currentContexts.push_back(context);
        return context == nullptr ? CUDA_ERROR_INVALID_CONTEXT : CUDA_SUCCESS;
    });
}

CUresult cuCtxPopCurrent_v2(CUcontext* context) {
    return call("cuCtxPopCurrent", [=] {
        *context = currentContexts.back();
        currentContexts.pop_back();
        return CUDA_SUCCESS;
    });
}

CUresult cuCtxGetDevice(CUdevice* device) {
    return call(__func__, [=] {
        *device = 0;
        return CUDA_SUCCESS;
    });
}

CUresult cuCtxGetStreamPriorityRange(int* least, int* greatest) {
    return call(__func__, [=] {
        *least = 0;
        *greatest = -5;
        return CUDA_SUCCESS;
    });
}

CUresult cuCtxSynchronize() {
    return call(__func__, [] {
        CUresult status = forbidDuringCapture("cuCtxSynchronize");
        if (status != CUDA_SUCCESS) {
            return status;
        }
        drainAllStreams();
        return takeDeferredError();
    });
}

// The weak functions that stand for all the pretend GPU does not do.
int pretendMissing(const char* function, int status) {
    complain("%s is not part of it", function);
    return status;
}

// Live device bytes and allocations, live pinned bytes; then, since the start: kernel launches, graph launches,
// captures, calls of cuBLAS and cuDNN that compute, complaints.
void pretendStatistics(long long* eight) {
    std::lock_guard<std::recursive_mutex> lock(deviceMutex());
    const Counters& counted = counters();
    eight[0] = (long long)deviceHeap().bytes();
    eight[1] = (long long)deviceHeap().allocations();
    eight[2] = (long long)pinnedHeap().bytes();
    eight[3] = counted.kernelLaunches;
    eight[4] = counted.graphLaunches;
    eight[5] = counted.captures;
    eight[6] = counted.libraryCalls;
    eight[7] = counted.complaints;
}
}
