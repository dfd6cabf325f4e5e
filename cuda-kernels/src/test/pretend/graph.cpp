// Capture of a stream's work as a graph, and its replay.
#include "stream.h"

struct CUgraph_st {
    std::vector<pretend::Work> nodes;
};

struct CUgraphExec_st {
    std::shared_ptr<const std::vector<pretend::Work>> nodes;
};

using namespace pretend;

namespace {

CUresult endCapture(CUstream stream, CUgraph* graph) {
    *graph = nullptr;
    if (stream->capture == nullptr) {
        complain("cuStreamEndCapture on a stream that does not capture");
        return CUDA_ERROR_STREAM_CAPTURE_UNMATCHED;
    }
    bool sameThread = stream->capture->thread == std::this_thread::get_id();
    if (!sameThread && stream->capture->mode != CU_STREAM_CAPTURE_MODE_RELAXED) {
        complain("cuStreamEndCapture on another thread than cuStreamBeginCapture");
        return CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD;
    }
    std::unique_ptr<Capture> capture = std::move(stream->capture);
    if (capture->invalidated) {
        return CUDA_ERROR_STREAM_CAPTURE_INVALIDATED;
    }
    counters().captures++;
    *graph = new CUgraph_st{std::move(capture->nodes)};
    return CUDA_SUCCESS;
}

}  // namespace

extern "C" {

CUresult cuStreamBeginCapture_v2(CUstream handle, CUstreamCaptureMode mode) {
    return call("cuStreamBeginCapture", [=] {
        CUstream stream = streamOf(handle, "cuStreamBeginCapture");
        if (stream == nullptr) {
            return CUDA_ERROR_INVALID_HANDLE;
        }
        if (handle == nullptr || stream->capture != nullptr) {
            complain("cuStreamBeginCapture on the default stream, or twice");
            return handle == nullptr ? CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED : CUDA_ERROR_INVALID_VALUE;
        }
        stream->capture.reset(new Capture{mode, std::this_thread::get_id()});
        return CUDA_SUCCESS;
    });
}

CUresult cuStreamEndCapture(CUstream handle, CUgraph* graph) {
    return call(__func__, [=] {
        CUstream stream = streamOf(handle, "cuStreamEndCapture");
        return stream == nullptr ? CUDA_ERROR_INVALID_HANDLE : endCapture(stream, graph);
    });
}

// As in CUDA: the number of nodes where the array is null, else at most as many of them as fit.
CUresult cuGraphGetNodes(CUgraph graph, CUgraphNode* nodes, size_t* count) {
    return call(__func__, [=] {
        for (size_t i = 0; nodes != nullptr && i < *count; i++) {
            nodes[i] = i < graph->nodes.size() ? (CUgraphNode)&graph->nodes[i] : nullptr;
        }
        *count = nodes == nullptr ? graph->nodes.size() : std::min(*count, graph->nodes.size());
        return CUDA_SUCCESS;
    });
}

CUresult cuGraphInstantiateWithFlags(CUgraphExec* executable, CUgraph graph, unsigned long long) {
    return call("cuGraphInstantiate", [=] {
        *executable = new CUgraphExec_st{std::make_shared<const std::vector<Work>>(graph->nodes)};
        return CUDA_SUCCESS;
    });
}

CUresult cuGraphUpload(CUgraphExec, CUstream handle) {
    return call(__func__, [=] {
        CUstream stream = streamOf(handle, "cuGraphUpload");
        return stream == nullptr ? CUDA_ERROR_INVALID_HANDLE : forbidOnCapturing(stream, "cuGraphUpload");
    });
}

CUresult cuGraphLaunch(CUgraphExec executable, CUstream stream) {
    return call(__func__, [=] {
        auto replay = [nodes = executable->nodes] {
            for (const Work& node : *nodes) {
                execute(node);
            }
        };
        CUresult status = submit(stream, {"cuGraphLaunch", {}, replay});
        counters().graphLaunches += status == CUDA_SUCCESS;
        return status;
    });
}

CUresult cuGraphDestroy(CUgraph graph) {
    return call(__func__, [=] {
        delete graph;
        return CUDA_SUCCESS;
    });
}

CUresult cuGraphExecDestroy(CUgraphExec executable) {
    return call(__func__, [=] {
        delete executable;
        return CUDA_SUCCESS;
    });
}
}
