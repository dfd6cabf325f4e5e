// What streams do, and when.
#include "stream.h"

#include <cstdlib>
#include <set>
#include <utility>

#include "memory.h"

namespace pretend {
namespace {

constexpr size_t kMostTasks = 4096;  // a longer queue is shortened without being asked

std::set<CUstream> streams;
CUresult deferredError = CUDA_SUCCESS;
thread_local CUstreamCaptureMode threadMode = CU_STREAM_CAPTURE_MODE_GLOBAL;

// Work on the default stream is done at once, after that of all streams which wait for it.
CUstream defaultStream() {
    static CUstream_st stream = {true, {}, nullptr};
    return &stream;
}

bool eager() {
    static const bool set = getenv("PRETEND_EAGER") != nullptr;
    return set;
}

// Whether CUDA's documentation of cuThreadExchangeStreamCaptureMode lets that capture forbid calls of this thread.
bool disturbs(const Capture& capture) {
    bool own = capture.thread == std::this_thread::get_id() && capture.mode != CU_STREAM_CAPTURE_MODE_RELAXED;
    bool everybodys = capture.mode == CU_STREAM_CAPTURE_MODE_GLOBAL && threadMode == CU_STREAM_CAPTURE_MODE_GLOBAL;
    return threadMode != CU_STREAM_CAPTURE_MODE_RELAXED && (own || everybodys);
}

CUresult invalidate(Capture& capture, const char* function) {
    complain("%s while a stream is captured", function);
    capture.invalidated = true;
    return CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED;
}

void perform(const Task& task) {
    if (task.await != nullptr && !task.await->reached) {
        drain(task.await->stream, task.await.get());
    } else if (task.reach != nullptr) {
        task.reach->reached = true;
        task.reach->time = std::chrono::steady_clock::now();
    } else if (task.work.run) {
        execute(task.work);
    }
}

CUresult addTask(CUstream stream, Task task) {
    if (stream == defaultStream()) {
        drainBlockingStreams();
    }
    stream->tasks.push_back(std::move(task));
    if (eager() || stream == defaultStream() || stream->tasks.size() > kMostTasks) {
        drain(stream);
    }
    return CUDA_SUCCESS;
}

CUresult createStream(CUstream* stream, unsigned flags) {
    if (flags > CU_STREAM_NON_BLOCKING) {
        return CUDA_ERROR_INVALID_VALUE;
    }
    *stream = new CUstream_st{flags != CU_STREAM_NON_BLOCKING, {}, nullptr};
    streams.insert(*stream);
    return CUDA_SUCCESS;
}

// Runs the body of a driver call about a stream.
template <class Body>
CUresult streamCall(const char* function, CUstream handle, Body body) {
    return call(function, [=] {
        CUstream stream = streamOf(handle, function);
        return stream == nullptr ? CUDA_ERROR_INVALID_HANDLE : body(stream);
    });
}

}  // namespace

CUstream streamOf(CUstream handle, const char* function) {
    if (handle == nullptr) {
        return defaultStream();
    }
    if (streams.count(handle) == 0) {
        complain("%s: %p is no stream", function, (void*)handle);
        return nullptr;
    }
    return handle;
}

void raiseDeferredError(CUresult error) {
    deferredError = error;
}

CUresult takeDeferredError() {
    return std::exchange(deferredError, CUDA_SUCCESS);
}

void execute(const Work& work) {
    for (Range range : work.memory) {
        if (!reachable(range)) {
            complain("%s is done when its %zu bytes at %p are no longer allocated", work.name.c_str(), range.bytes,
                     range.begin);
            raiseDeferredError(CUDA_ERROR_ILLEGAL_ADDRESS);
            return;
        }
    }
    work.run();
    if (!guardsIntact(work.name)) {
        raiseDeferredError(CUDA_ERROR_ILLEGAL_ADDRESS);
    }
}

void drain(CUstream stream, const Mark* until) {
    while (!stream->tasks.empty() && !(until != nullptr && until->reached)) {
        Task task = std::move(stream->tasks.front());
        stream->tasks.pop_front();
        perform(task);
    }
}

void drainAllStreams() {
    for (CUstream stream : streams) {
        drain(stream);
    }
}

void drainBlockingStreams() {
    for (CUstream stream : streams) {
        if (stream->blocking) {
            drain(stream);
        }
    }
}

void destroyStreams() {
    drainAllStreams();
    for (CUstream stream : streams) {
        delete stream;
    }
    streams.clear();
}

CUresult forbidDuringCapture(const char* function) {
    CUresult status = CUDA_SUCCESS;
    for (CUstream stream : streams) {
        if (stream->capture != nullptr && disturbs(*stream->capture)) {
            status = invalidate(*stream->capture, function);
        }
    }
    return status;
}

CUresult forbidOnCapturing(CUstream stream, const char* function) {
    return stream->capture == nullptr ? CUDA_SUCCESS : invalidate(*stream->capture, function);
}

CUresult submit(CUstream handle, Work work) {
    CUresult status = requireContext(work.name.c_str());
    CUstream stream = status == CUDA_SUCCESS ? streamOf(handle, work.name.c_str()) : nullptr;
    if (stream == nullptr) {
        return status == CUDA_SUCCESS ? CUDA_ERROR_INVALID_HANDLE : status;
    }
    for (Range range : work.memory) {
        if (!reachable(range)) {
            complain("%s: %zu bytes at %p are not inside one allocation", work.name.c_str(), range.bytes, range.begin);
            return CUDA_ERROR_INVALID_VALUE;
        }
    }
    if (stream->capture == nullptr) {
        return addTask(stream, {std::move(work), nullptr, nullptr});
    }
    if (stream->capture->invalidated) {
        return CUDA_ERROR_STREAM_CAPTURE_INVALIDATED;
    }
    stream->capture->nodes.push_back(std::move(work));
    return CUDA_SUCCESS;
}

CUresult synchronize(CUstream handle) {
    CUstream stream = streamOf(handle, "a synchronization");
    if (stream == nullptr) {
        return CUDA_ERROR_INVALID_HANDLE;
    }
    CUresult status = forbidOnCapturing(stream, "a synchronization");
    if (status == CUDA_SUCCESS) {
        drain(stream);
        status = takeDeferredError();
    }
    return status;
}

}  // namespace pretend

using namespace pretend;

extern "C" {

CUresult cuStreamCreate(CUstream* stream, unsigned flags) {
    return call(__func__, [=] { return createStream(stream, flags); });
}

CUresult cuStreamCreateWithPriority(CUstream* stream, unsigned flags, int) {
    return call(__func__, [=] { return createStream(stream, flags); });
}

CUresult cuStreamDestroy_v2(CUstream handle) {
    return streamCall("cuStreamDestroy", handle, [](CUstream stream) {
        if (stream == defaultStream()) {
            return CUDA_ERROR_INVALID_HANDLE;
        }
        drain(stream);
        streams.erase(stream);
        delete stream;
        return CUDA_SUCCESS;
    });
}

CUresult cuStreamSynchronize(CUstream handle) {
    return call(__func__, [=] { return synchronize(handle); });
}

// Work is never done when somebody looks; it is when they look again.
CUresult cuStreamQuery(CUstream handle) {
    return streamCall(__func__, handle, [](CUstream stream) {
        CUresult status = forbidOnCapturing(stream, "cuStreamQuery");
        if (status == CUDA_SUCCESS && !stream->tasks.empty()) {
            drain(stream);
            return CUDA_ERROR_NOT_READY;
        }
        return status == CUDA_SUCCESS ? takeDeferredError() : status;
    });
}

CUresult cuThreadExchangeStreamCaptureMode(CUstreamCaptureMode* mode) {
    std::swap(*mode, threadMode);
    return CUDA_SUCCESS;
}

CUresult cuStreamIsCapturing(CUstream handle, CUstreamCaptureStatus* status) {
    return streamCall(__func__, handle, [=](CUstream stream) {
        const Capture* capture = stream->capture.get();
        *status = capture == nullptr     ? CU_STREAM_CAPTURE_STATUS_NONE
                  : capture->invalidated ? CU_STREAM_CAPTURE_STATUS_INVALIDATED
                                         : CU_STREAM_CAPTURE_STATUS_ACTIVE;
        return CUDA_SUCCESS;
    });
}

// An event of one stream makes another wait. Captures stay in one stream: nothing of Menny's forks them.
CUresult cuStreamWaitEvent(CUstream handle, CUevent event, unsigned) {
    return streamCall(__func__, handle, [=](CUstream stream) {
        if (stream->capture != nullptr || event->captured) {
            complain("cuStreamWaitEvent between a captured stream and another");
            return event->captured ? CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED : CUDA_ERROR_STREAM_CAPTURE_ISOLATION;
        }
        return event->mark == nullptr ? CUDA_SUCCESS : addTask(stream, {{}, nullptr, event->mark});
    });
}

CUresult cuEventCreate(CUevent* event, unsigned flags) {
    return call(__func__, [=] {
        *event = new CUevent_st{(flags & CU_EVENT_DISABLE_TIMING) == 0, false, nullptr};
        return CUDA_SUCCESS;
    });
}

CUresult cuEventDestroy_v2(CUevent event) {
    return call("cuEventDestroy", [=] {
        delete event;
        return CUDA_SUCCESS;
    });
}

CUresult cuEventRecord(CUevent event, CUstream handle) {
    return streamCall(__func__, handle, [=](CUstream stream) {
        event->captured = stream->capture != nullptr;
        if (event->captured) {
            return stream->capture->invalidated ? CUDA_ERROR_STREAM_CAPTURE_INVALIDATED : CUDA_SUCCESS;
        }
        event->mark.reset(new Mark{stream});
        return addTask(stream, {{}, event->mark, nullptr});
    });
}

CUresult cuEventSynchronize(CUevent event) {
    return call(__func__, [=] {
        if (event->captured) {
            return CUDA_ERROR_CAPTURED_EVENT;
        }
        if (event->mark != nullptr && !event->mark->reached) {
            drain(event->mark->stream, event->mark.get());
        }
        return takeDeferredError();
    });
}

CUresult cuEventQuery(CUevent event) {
    return call(__func__, [=] {
        if (event->captured) {
            return CUDA_ERROR_CAPTURED_EVENT;
        }
        if (event->mark != nullptr && !event->mark->reached) {
            drain(event->mark->stream, event->mark.get());
            return CUDA_ERROR_NOT_READY;
        }
        return takeDeferredError();
    });
}

CUresult cuEventElapsedTime(float* milliseconds, CUevent start, CUevent end) {
    return call(__func__, [=] {
        if (!start->timing || !end->timing || start->mark == nullptr || end->mark == nullptr) {
            return CUDA_ERROR_INVALID_HANDLE;
        }
        if (!start->mark->reached || !end->mark->reached) {
            return CUDA_ERROR_NOT_READY;
        }
        *milliseconds = std::chrono::duration<float, std::milli>(end->mark->time - start->mark->time).count();
        return CUDA_SUCCESS;
    });
}
}
