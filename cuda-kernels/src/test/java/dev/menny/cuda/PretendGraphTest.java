package dev.menny.cuda;

import static dev.menny.cuda.PretendCuda.allocate;
import static dev.menny.cuda.PretendCuda.free;
import static dev.menny.cuda.PretendCuda.kernel;
import static dev.menny.cuda.PretendCuda.ok;
import static dev.menny.cuda.PretendCuda.upload;
import static jcuda.driver.CUresult.*;
import static jcuda.driver.JCudaDriver.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jcuda.Pointer;
import jcuda.Sizeof;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Capture and replay on the pretend GPU. */
@ExtendWith(PretendGpu.class)
class PretendGraphTest {
    private static PretendCuda cuda;

    @BeforeAll
    static void open() throws IOException {
        cuda = new PretendCuda();
    }

    @AfterAll
    static void close() {
        cuda.close();
    }

    @Test
    void aReplayReadsMemoryAnewAndKeepsParameters() {
        Pointer pinned = new Pointer();
        ok(cuMemHostAlloc(pinned, Sizeof.FLOAT, 0));
        ByteBuffer host = pinned.getByteBuffer(0, Sizeof.FLOAT).order(ByteOrder.nativeOrder());
        CUdeviceptr x = allocate(Sizeof.FLOAT);
        CUdeviceptr y = upload(0);
        CUfunction affine = kernel("affine_f32");
        host.putFloat(0, 1);
        PretendGpu.Statistics before = PretendGpu.statistics();
        CUgraphExec graph = cuda.capture(() -> {
            ok(cuMemcpyHtoDAsync(x, pinned, Sizeof.FLOAT, cuda.stream));
            ok(cuda.launch(affine, 32, 0, x, y, 1L, 10f, 0f, 1));
        });
        assertThat(cuda.download(y, 1)).containsExactly(0);

        ok(cuGraphLaunch(graph, cuda.stream));
        assertThat(cuda.download(y, 1)).containsExactly(10);
        host.putFloat(0, 2);
        ok(cuGraphLaunch(graph, cuda.stream));
        ok(cuGraphLaunch(graph, cuda.stream));
        assertThat(cuda.download(y, 1)).containsExactly(50);

        PretendGpu.Statistics after = PretendGpu.statistics();
        assertThat(after.captures() - before.captures()).isOne();
        assertThat(after.graphLaunches() - before.graphLaunches()).isEqualTo(3);
        assertThat(after.kernelLaunches() - before.kernelLaunches()).isOne();
        assertThat(after.complaints()).isEqualTo(before.complaints());
        ok(cuGraphExecDestroy(graph));
        free(x, y);
        ok(cuMemFreeHost(pinned));
    }

    @Test
    void aGraphKnowsItsNodes() {
        CUdeviceptr x = allocate(2 * Sizeof.FLOAT);
        CUgraph graph = new CUgraph();
        ok(cuda.beginCapture());
        ok(cuMemsetD32Async(x, 0, 1, cuda.stream));
        ok(cuMemcpyDtoDAsync(x.withByteOffset(4), x, 4, cuda.stream));
        ok(cuStreamEndCapture(cuda.stream, graph));
        long[] count = new long[1];
        ok(cuGraphGetNodes(graph, null, count));
        assertThat(count[0]).isEqualTo(2);
        ok(cuGraphDestroy(graph));
        free(x);
    }

    @Test
    void aReplayOnFreedMemoryIsNoticed() {
        CUdeviceptr x = allocate(Sizeof.FLOAT);
        CUgraphExec graph = cuda.capture(() -> ok(cuMemsetD32Async(x, 0, 1, cuda.stream)));
        free(x);
        ok(cuGraphLaunch(graph, cuda.stream));
        assertThat(cuStreamSynchronize(cuda.stream)).isEqualTo(CUDA_ERROR_ILLEGAL_ADDRESS);
        ok(cuGraphExecDestroy(graph));
    }

    @ParameterizedTest
    @ValueSource(strings = {"synchronize", "query", "allocate", "free", "copy", "upload", "context"})
    void whatBreaksACapture(String call) {
        CUdeviceptr x = upload(1);
        CUgraph graph = new CUgraph();
        ok(cuda.beginCapture());
        ok(cuMemsetD32Async(x, 0, 1, cuda.stream));
        assertThat(forbidden(call, x)).isEqualTo(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED);
        assertThat(cuMemsetD32Async(x, 0, 1, cuda.stream)).isEqualTo(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED);
        assertThat(cuStreamEndCapture(cuda.stream, graph)).isEqualTo(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED);
        assertThat(cuda.download(x, 1)).containsExactly(1);
        free(x);
    }

    private static int forbidden(String call, CUdeviceptr x) {
        return switch (call) {
            case "synchronize" -> cuStreamSynchronize(cuda.stream);
            case "query" -> cuStreamQuery(cuda.stream);
            case "allocate" -> cuMemAlloc(new CUdeviceptr(), 4);
            case "free" -> cuMemFree(x);
            case "copy" -> cuMemcpyDtoH(Pointer.to(new float[1]), x, Sizeof.FLOAT);
            case "upload" -> cuMemcpyHtoD(x, Pointer.to(new float[1]), Sizeof.FLOAT);
            case "context" -> cuCtxSynchronize();
            default -> throw new IllegalArgumentException(call);
        };
    }

    @Test
    void aCaptureReadsPinnedMemoryAlone() {
        CUdeviceptr x = upload(1);
        ok(cuda.beginCapture());
        assertThat(cuMemcpyHtoDAsync(x, Pointer.to(new float[1]), Sizeof.FLOAT, cuda.stream))
                .isEqualTo(CUDA_ERROR_INVALID_VALUE);
        CUgraph graph = new CUgraph();
        ok(cuStreamEndCapture(cuda.stream, graph));
        ok(cuGraphDestroy(graph));
        assertThat(cuStreamEndCapture(cuda.stream, graph)).isEqualTo(CUDA_ERROR_STREAM_CAPTURE_UNMATCHED);
        free(x);
    }
}
