#pragma once
// Streams, events and captures.

#include <chrono>
#include <deque>
#include <memory>
#include <thread>

#include "driver.h"

namespace pretend {

// A point in a stream's work: where an event was recorded.
struct Mark {
    CUstream stream;
    bool reached = false;
    std::chrono::steady_clock::time_point time = {};
};

// What a stream has yet to do: some work, to reach a mark, or to wait for another stream's mark.
struct Task {
    Work work;
    std::shared_ptr<Mark> reach;
    std::shared_ptr<Mark> await;
};

struct Capture {
    CUstreamCaptureMode mode;
    std::thread::id thread;
    bool invalidated = false;
    std::vector<Work> nodes;
};

// The stream behind a handle (null is the default stream); null, complained of, where there is none.
CUstream streamOf(CUstream handle, const char* function);

// Does a piece of work now, with all checks.
void execute(const Work& work);

// Does the work of a stream, all of it or until the mark is reached.
void drain(CUstream stream, const Mark* until = nullptr);

// A call that must not come while the stream captures: breaks the capture.
CUresult forbidOnCapturing(CUstream stream, const char* function);

}  // namespace pretend

struct CUstream_st {
    bool blocking;
    std::deque<pretend::Task> tasks;
    std::unique_ptr<pretend::Capture> capture;
};

struct CUevent_st {
    bool timing;
    bool captured = false;
    std::shared_ptr<pretend::Mark> mark;
};
