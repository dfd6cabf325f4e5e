// Allocation, copies and fills.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>

#include "memory.h"
#include "stream.h"

using namespace pretend;

namespace {

Range deviceRange(CUdeviceptr begin, size_t bytes) {
    return {(const void*)begin, bytes};
}

CUresult requireDevice(const char* function, CUdeviceptr begin, size_t bytes) {
    if (deviceHeap().contains(deviceRange(begin, bytes))) {
        return CUDA_SUCCESS;
    }
    complain("%s: %zu bytes at %p are not inside one allocation of device memory", function, bytes, (void*)begin);
    return CUDA_ERROR_INVALID_VALUE;
}

// Work that may stay in the queue: all memory that it touches is CUDA's.
CUresult later(const char* function, CUstream stream, std::vector<Range> memory, std::function<void()> run) {
    return submit(stream, {function, std::move(memory), std::move(run)});
}

// What may not come during a capture, and comes after all work that the default stream waits for.
CUresult now(const char* function, std::function<void()> run) {
    CUresult status = forbidDuringCapture(function);
    if (status == CUDA_SUCCESS) {
        drainBlockingStreams();
        run();
        status = takeDeferredError();
    }
    return status;
}

CUresult allocateDevice(CUdeviceptr* begin, size_t bytes) {
    CUresult status = bytes == 0 ? CUDA_ERROR_INVALID_VALUE : forbidDuringCapture("cuMemAlloc");
    if (status != CUDA_SUCCESS) {
        return status;
    }
    size_t left = deviceMemoryBytes() - deviceHeap().bytes();
    void* memory = bytes <= left ? deviceHeap().allocate(bytes) : nullptr;
    *begin = (CUdeviceptr)memory;
    return memory == nullptr ? CUDA_ERROR_OUT_OF_MEMORY : CUDA_SUCCESS;
}

CUresult allocatePinned(void** begin, size_t bytes) {
    CUresult status = bytes == 0 ? CUDA_ERROR_INVALID_VALUE : forbidDuringCapture("cuMemHostAlloc");
    if (status != CUDA_SUCCESS) {
        return status;
    }
    *begin = pinnedHeap().allocate(bytes);
    return *begin == nullptr ? CUDA_ERROR_OUT_OF_MEMORY : CUDA_SUCCESS;
}

// Freeing waits for the device, as CUDA's cuMemFree does.
CUresult release(const char* function, Heap& heap, void* begin) {
    CUresult status = forbidDuringCapture(function);
    if (status != CUDA_SUCCESS || begin == nullptr) {
        return status;
    }
    drainAllStreams();
    if (!guardsIntact("somebody")) {
        raiseDeferredError(CUDA_ERROR_ILLEGAL_ADDRESS);
    }
    if (!heap.free(begin)) {
        complain("%s: no allocation begins at %p", function, begin);
        return CUDA_ERROR_INVALID_VALUE;
    }
    return takeDeferredError();
}

CUresult hostToDeviceAsync(CUdeviceptr to, const void* from, size_t bytes, CUstream handle) {
    const char* name = "cuMemcpyHtoDAsync";
    if (pinnedHeap().contains({from, bytes})) {
        return later(name, handle, {deviceRange(to, bytes), {from, bytes}}, [=] { memcpy((void*)to, from, bytes); });
    }
    CUstream stream = streamOf(handle, name);
    if (stream != nullptr && stream->capture != nullptr) {
        complain("%s captured from memory that is not pinned: a replay might not find it", name);
        return CUDA_ERROR_INVALID_VALUE;
    }
    // As CUDA does: pageable memory is read before the call returns.
    auto staged = std::make_shared<std::vector<char>>((const char*)from, (const char*)from + bytes);
    return later(name, handle, {deviceRange(to, bytes)}, [=] { memcpy((void*)to, staged->data(), bytes); });
}

CUresult deviceToHostAsync(void* to, CUdeviceptr from, size_t bytes, CUstream handle) {
    const char* name = "cuMemcpyDtoHAsync";
    if (pinnedHeap().contains({to, bytes})) {
        return later(name, handle, {deviceRange(from, bytes), {to, bytes}}, [=] { memcpy(to, (void*)from, bytes); });
    }
    // As CUDA does: pageable memory is written before the call returns.
    CUresult status = synchronize(handle);
    if (status == CUDA_SUCCESS) {
        memcpy(to, (void*)from, bytes);
    }
    return status;
}

// Overlapping copies are undefined in CUDA.
CUresult requireDevicePair(const char* function, CUdeviceptr to, CUdeviceptr from, size_t bytes) {
    CUresult status = requireDevice(function, to, bytes);
    status = status == CUDA_SUCCESS ? requireDevice(function, from, bytes) : status;
    if (status == CUDA_SUCCESS && bytes > 0 && to < from + bytes && from < to + bytes) {
        complain("%s: %zu bytes at %p and at %p overlap", function, bytes, (void*)to, (void*)from);
        return CUDA_ERROR_INVALID_VALUE;
    }
    return status;
}

template <class T>
CUresult requireDeviceArray(const char* function, CUdeviceptr begin, size_t count) {
    if (begin % sizeof(T) != 0) {
        complain("%s: %p is not aligned to %zu bytes", function, (void*)begin, sizeof(T));
        return CUDA_ERROR_INVALID_VALUE;
    }
    return requireDevice(function, begin, count * sizeof(T));
}

template <class T>
std::function<void()> fill(CUdeviceptr begin, T value, size_t count) {
    return [=] { std::fill_n((T*)begin, count, value); };
}

template <class T>
CUresult fillNow(const char* function, CUdeviceptr begin, T value, size_t count) {
    return call(function, [=] {
        CUresult status = requireDeviceArray<T>(function, begin, count);
        return status == CUDA_SUCCESS ? now(function, fill(begin, value, count)) : status;
    });
}

template <class T>
CUresult fillLater(const char* function, CUdeviceptr begin, T value, size_t count, CUstream stream) {
    return call(function, [=] {
        CUresult status = requireDeviceArray<T>(function, begin, count);
        return status == CUDA_SUCCESS
                   ? later(function, stream, {deviceRange(begin, count * sizeof(T))}, fill(begin, value, count))
                   : status;
    });
}

}  // namespace

extern "C" {

CUresult cuMemGetInfo_v2(size_t* free, size_t* total) {
    return call("cuMemGetInfo", [=] {
        *total = deviceMemoryBytes();
        *free = *total - deviceHeap().bytes();
        return CUDA_SUCCESS;
    });
}

CUresult cuMemAlloc_v2(CUdeviceptr* begin, size_t bytes) {
    return call("cuMemAlloc", [=] { return allocateDevice(begin, bytes); });
}

CUresult cuMemFree_v2(CUdeviceptr begin) {
    return call("cuMemFree", [=] { return release("cuMemFree", deviceHeap(), (void*)begin); });
}

CUresult cuMemHostAlloc(void** begin, size_t bytes, unsigned) {
    return call(__func__, [=] { return allocatePinned(begin, bytes); });
}

CUresult cuMemAllocHost_v2(void** begin, size_t bytes) {
    return call("cuMemAllocHost", [=] { return allocatePinned(begin, bytes); });
}

CUresult cuMemFreeHost(void* begin) {
    return call(__func__, [=] { return release("cuMemFreeHost", pinnedHeap(), begin); });
}

CUresult cuMemHostGetDevicePointer_v2(CUdeviceptr* device, void* host, unsigned) {
    return call("cuMemHostGetDevicePointer", [=] {
        *device = (CUdeviceptr)host;
        return pinnedHeap().contains({host, 0}) ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
    });
}

CUresult cuMemGetAddressRange_v2(CUdeviceptr* begin, size_t* bytes, CUdeviceptr address) {
    return call("cuMemGetAddressRange", [=] {
        Range allocation = deviceHeap().allocationAt((const void*)address);
        *begin = (CUdeviceptr)allocation.begin;
        *bytes = allocation.bytes;
        return allocation.begin == nullptr ? CUDA_ERROR_NOT_FOUND : CUDA_SUCCESS;
    });
}

CUresult cuMemcpyHtoD_v2(CUdeviceptr to, const void* from, size_t bytes) {
    return call("cuMemcpyHtoD", [=] {
        CUresult status = requireDevice("cuMemcpyHtoD", to, bytes);
        return status == CUDA_SUCCESS ? now("cuMemcpyHtoD", [=] { memcpy((void*)to, from, bytes); }) : status;
    });
}

CUresult cuMemcpyDtoH_v2(void* to, CUdeviceptr from, size_t bytes) {
    return call("cuMemcpyDtoH", [=] {
        CUresult status = requireDevice("cuMemcpyDtoH", from, bytes);
        return status == CUDA_SUCCESS ? now("cuMemcpyDtoH", [=] { memcpy(to, (void*)from, bytes); }) : status;
    });
}

CUresult cuMemcpyDtoD_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes) {
    return call("cuMemcpyDtoD", [=] {
        CUresult status = requireDevicePair("cuMemcpyDtoD", to, from, bytes);
        return status == CUDA_SUCCESS ? now("cuMemcpyDtoD", [=] { memcpy((void*)to, (void*)from, bytes); }) : status;
    });
}

CUresult cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void* from, size_t bytes, CUstream stream) {
    return call("cuMemcpyHtoDAsync", [=] {
        CUresult status = requireDevice("cuMemcpyHtoDAsync", to, bytes);
        return status == CUDA_SUCCESS ? hostToDeviceAsync(to, from, bytes, stream) : status;
    });
}

CUresult cuMemcpyDtoHAsync_v2(void* to, CUdeviceptr from, size_t bytes, CUstream stream) {
    return call("cuMemcpyDtoHAsync", [=] {
        CUresult status = requireDevice("cuMemcpyDtoHAsync", from, bytes);
        return status == CUDA_SUCCESS ? deviceToHostAsync(to, from, bytes, stream) : status;
    });
}

CUresult cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes, CUstream stream) {
    return call("cuMemcpyDtoDAsync", [=] {
        CUresult status = requireDevicePair("cuMemcpyDtoDAsync", to, from, bytes);
        auto copy = [=] { memcpy((void*)to, (void*)from, bytes); };
        std::vector<Range> memory = {deviceRange(to, bytes), deviceRange(from, bytes)};
        return status == CUDA_SUCCESS ? later("cuMemcpyDtoDAsync", stream, memory, copy) : status;
    });
}

CUresult cuMemsetD8_v2(CUdeviceptr begin, unsigned char value, size_t count) {
    return fillNow("cuMemsetD8", begin, value, count);
}

CUresult cuMemsetD16_v2(CUdeviceptr begin, unsigned short value, size_t count) {
    return fillNow("cuMemsetD16", begin, value, count);
}

CUresult cuMemsetD32_v2(CUdeviceptr begin, unsigned value, size_t count) {
    return fillNow("cuMemsetD32", begin, value, count);
}

CUresult cuMemsetD8Async(CUdeviceptr begin, unsigned char value, size_t count, CUstream stream) {
    return fillLater(__func__, begin, value, count, stream);
}

CUresult cuMemsetD16Async(CUdeviceptr begin, unsigned short value, size_t count, CUstream stream) {
    return fillLater(__func__, begin, value, count, stream);
}

CUresult cuMemsetD32Async(CUdeviceptr begin, unsigned value, size_t count, CUstream stream) {
    return fillLater(__func__, begin, value, count, stream);
}
}
