#pragma once
// What the files of libcuda.so.1 share.

#include "device.h"

namespace pretend {

// Success where CUDA was initialized and a context is current on the calling thread; else the error, complained of.
CUresult requireContext(const char* function);

// Runs the body of a driver call that needs a context.
template <class Body>
CUresult call(const char* function, Body body) {
    std::lock_guard<std::recursive_mutex> lock(deviceMutex());
    CUresult status = requireContext(function);
    return status == CUDA_SUCCESS ? body() : status;
}

// For calls that CUDA forbids while something is captured: breaks the captures that they disturb.
CUresult forbidDuringCapture(const char* function);

// Does all work of all streams, or of those that the default stream waits for.
void drainAllStreams();
void drainBlockingStreams();

// The error of work that was done since the last call.
CUresult takeDeferredError();

void raiseDeferredError(CUresult error);

// Ends all that belongs to the context.
void destroyStreams();

}  // namespace pretend
