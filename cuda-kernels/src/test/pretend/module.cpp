// Modules of PTX, functions, kernel launches.
#include <cstdio>
#include <cstring>
#include <map>
#include <memory>

#include "driver.h"
#include "kernels.h"

using namespace pretend;

struct CUfunc_st {
    const Kernel* kernel;
    int mostSharedBytes = 48 << 10;
};

struct CUmod_st {
    std::string ptx;
    std::map<std::string, std::unique_ptr<CUfunc_st>> functions;
};

extern "C" CUresult cuDeviceGetAttribute(int* value, CUdevice_attribute attribute, CUdevice device);
extern "C" CUresult cuDriverGetVersion(int* version);

namespace {

int attribute(CUdevice_attribute which) {
    int value = 0;
    cuDeviceGetAttribute(&value, which, 0);
    return value;
}

// Two numbers after a PTX directive, such as .version 8.0 or .target sm_75; false where it is missing.
bool directive(const std::string& ptx, const char* name, const char* format, int* first, int* second) {
    size_t at = ptx.find(std::string("\n") + name);
    return at != std::string::npos && sscanf(ptx.c_str() + at + 1 + strlen(name), format, first, second) >= 1;
}

CUresult checkPtx(const std::string& ptx) {
    int major = 0, minor = 0, target = 0, driver = 0;
    if (!directive(ptx, ".version", " %d.%d", &major, &minor) ||
        !directive(ptx, ".target", " sm_%d", &target, nullptr)) {
        complain("cuModuleLoadData: no PTX with .version and .target");
        return CUDA_ERROR_INVALID_PTX;
    }
    // PTX 8.x came with CUDA 12.x, PTX 9.x with CUDA 13.x.
    cuDriverGetVersion(&driver);
    if ((major + 4) * 1000 + minor * 10 > driver) {
        complain("cuModuleLoadData: PTX %d.%d is too new for a driver of CUDA %d", major, minor, driver);
        return CUDA_ERROR_UNSUPPORTED_PTX_VERSION;
    }
    ComputeCapability compute = computeCapability();
    if (target > compute.major * 10 + compute.minor) {
        complain("cuModuleLoadData: PTX for sm_%d on compute capability %d.%d", target, compute.major, compute.minor);
        return CUDA_ERROR_NO_BINARY_FOR_GPU;
    }
    return CUDA_SUCCESS;
}

CUresult loadModule(CUmodule* module, const void* image) {
    // A directive begins a line; the first line gets a predecessor.
    std::string ptx = "\n" + std::string((const char*)image);
    CUresult status = forbidDuringCapture("cuModuleLoadData");
    status = status == CUDA_SUCCESS ? checkPtx(ptx) : status;
    if (status == CUDA_SUCCESS) {
        *module = new CUmod_st{ptx, {}};
    }
    return status;
}

const Kernel* findKernel(const std::string& name) {
    for (const Kernel& kernel : allKernels()) {
        if (kernel.name == name) {
            return &kernel;
        }
    }
    return nullptr;
}

CUresult findFunction(CUfunction* function, CUmodule module, const char* name) {
    const Kernel* kernel = findKernel(name);
    bool inPtx = module->ptx.find(std::string(".entry ") + name + "(") != std::string::npos;
    if (kernel == nullptr || !inPtx) {
        complain("cuModuleGetFunction: no %s in the %s", name, inPtx ? "kernels' sources" : "PTX");
        return CUDA_ERROR_NOT_FOUND;
    }
    std::unique_ptr<CUfunc_st>& found = module->functions[name];
    if (found == nullptr) {
        found.reset(new CUfunc_st{kernel});
    }
    *function = found.get();
    return CUDA_SUCCESS;
}

// A dimension of the grid and of the block that the device cannot run; -1 where all is well.
int excessiveDimension(const LaunchShape& shape) {
    for (int i = 0; i < 3; i++) {
        unsigned mostBlocks = (unsigned)attribute((CUdevice_attribute)(CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_X + i));
        unsigned mostThreads = (unsigned)attribute((CUdevice_attribute)(CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_X + i));
        if (shape.grid[i] - 1 >= mostBlocks || shape.block[i] - 1 >= mostThreads) {
            return i;
        }
    }
    return -1;
}

CUresult checkLaunch(CUfunction function, const LaunchShape& shape) {
    const char* name = function->kernel->name.c_str();
    unsigned long long threads = 1ull * shape.block[0] * shape.block[1] * shape.block[2];
    int dimension = excessiveDimension(shape);
    if (dimension >= 0) {
        complain("%s: %u blocks of %u threads in dimension %d", name, shape.grid[dimension], shape.block[dimension],
                 dimension);
        return CUDA_ERROR_INVALID_VALUE;
    }
    if (threads > (unsigned)attribute(CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK)) {
        complain("%s: %llu threads in a block", name, threads);
        return CUDA_ERROR_INVALID_VALUE;
    }
    if (shape.sharedBytes > (unsigned)function->mostSharedBytes) {
        complain("%s: %u bytes of dynamic shared memory, %d allowed", name, shape.sharedBytes,
                 function->mostSharedBytes);
        return CUDA_ERROR_INVALID_VALUE;
    }
    return CUDA_SUCCESS;
}

CUresult launch(CUfunction function, const LaunchShape& shape, CUstream stream, void** arguments) {
    CUresult status = checkLaunch(function, shape);
    if (status != CUDA_SUCCESS || arguments == nullptr) {
        return arguments == nullptr ? CUDA_ERROR_INVALID_VALUE : status;
    }
    BoundKernel bound = function->kernel->bind(arguments);
    status = submit(stream, {function->kernel->name, bound.pointers, [=] { run(shape, bound.thread); }});
    counters().kernelLaunches += status == CUDA_SUCCESS;
    return status;
}

}  // namespace

extern "C" {

CUresult cuModuleLoadData(CUmodule* module, const void* image) {
    return call(__func__, [=] { return loadModule(module, image); });
}

CUresult cuModuleLoadDataEx(CUmodule* module, const void* image, unsigned, int*, void**) {
    return call(__func__, [=] { return loadModule(module, image); });
}

CUresult cuModuleUnload(CUmodule module) {
    return call(__func__, [=] {
        CUresult status = forbidDuringCapture("cuModuleUnload");
        if (status == CUDA_SUCCESS) {
            drainAllStreams();
            delete module;
        }
        return status;
    });
}

CUresult cuModuleGetFunction(CUfunction* function, CUmodule module, const char* name) {
    return call(__func__, [=] { return findFunction(function, module, name); });
}

CUresult cuFuncGetAttribute(int* value, CUfunction_attribute which, CUfunction function) {
    return call(__func__, [=] {
        switch (which) {
            case CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK:
                *value = attribute(CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK);
                return CUDA_SUCCESS;
            case CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES:
                *value = 0;
                return CUDA_SUCCESS;
            case CU_FUNC_ATTRIBUTE_NUM_REGS:
                *value = 32;
                return CUDA_SUCCESS;
            case CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES:
                *value = function->mostSharedBytes;
                return CUDA_SUCCESS;
            default:
                complain("no value for the function attribute %d", (int)which);
                return CUDA_ERROR_INVALID_VALUE;
        }
    });
}

CUresult cuFuncSetAttribute(CUfunction function, CUfunction_attribute which, int value) {
    return call(__func__, [=] {
        if (which == CU_FUNC_ATTRIBUTE_PREFERRED_SHARED_MEMORY_CARVEOUT) {
            return CUDA_SUCCESS;
        }
        bool sharedSize = which == CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES;
        if (!sharedSize || value < 0 || value > attribute(CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN)) {
            complain("%s: function attribute %d cannot be %d", function->kernel->name.c_str(), (int)which, value);
            return CUDA_ERROR_INVALID_VALUE;
        }
        function->mostSharedBytes = value;
        return CUDA_SUCCESS;
    });
}

CUresult cuOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, CUfunction, int threads, size_t sharedBytes) {
    return call(__func__, [=] {
        if (threads <= 0 || threads > attribute(CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK)) {
            return CUDA_ERROR_INVALID_VALUE;
        }
        int byThreads = attribute(CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_MULTIPROCESSOR) / threads;
        int byShared = attribute(CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_MULTIPROCESSOR) / ((int)sharedBytes + 1024);
        *blocks = std::min({byThreads, byShared, attribute(CU_DEVICE_ATTRIBUTE_MAX_BLOCKS_PER_MULTIPROCESSOR)});
        return CUDA_SUCCESS;
    });
}

CUresult cuLaunchKernel(CUfunction function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX,
                        unsigned blockY, unsigned blockZ, unsigned sharedBytes, CUstream stream, void** arguments,
                        void**) {
    return call(__func__, [=] {
        LaunchShape shape = {{gridX, gridY, gridZ}, {blockX, blockY, blockZ}, sharedBytes};
        return launch(function, shape, stream, arguments);
    });
}
}
