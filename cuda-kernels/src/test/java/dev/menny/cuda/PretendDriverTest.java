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
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import jcuda.Pointer;
import jcuda.Sizeof;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUevent;
import jcuda.driver.CUfunction;
import jcuda.driver.CUfunction_attribute;
import jcuda.driver.CUmodule;
import jcuda.driver.CUstream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pretend GPU's driver: memory, streams, modules, launches; above all, that it notices mistakes. */
@ExtendWith(PretendGpu.class)
class PretendDriverTest {
    private static PretendCuda cuda;
    private PretendGpu.Statistics before;

    @BeforeAll
    static void open() throws IOException {
        cuda = new PretendCuda();
    }

    @AfterAll
    static void close() {
        cuda.close();
    }

    @BeforeEach
    void count() {
        before = PretendGpu.statistics();
    }

    @AfterEach
    void nothingIsLeftAllocated() {
        assertThat(PretendGpu.statistics().liveBytes()).isEqualTo(before.liveBytes());
        assertThat(PretendGpu.statistics().livePinnedBytes()).isEqualTo(before.livePinnedBytes());
    }

    private long newComplaints() {
        return PretendGpu.statistics().complaints() - before.complaints();
    }

    @Test
    void freshMemoryIsNotANumber() {
        CUdeviceptr memory = allocate(100 * Sizeof.FLOAT);
        assertThat(PretendGpu.statistics().liveBytes() - before.liveBytes()).isEqualTo(400);
        assertThat(cuda.download(memory, 100)).containsOnly(Float.NaN);
        free(memory);
        assertThat(newComplaints()).isZero();
    }

    @Test
    void memoryEnds() {
        CUdeviceptr memory = new CUdeviceptr();
        assertThat(cuMemAlloc(memory, 9L << 30)).isEqualTo(CUDA_ERROR_OUT_OF_MEMORY);
        assertThat(cuMemAlloc(memory, 0)).isEqualTo(CUDA_ERROR_INVALID_VALUE);
    }

    @Test
    void freeingTwiceIsNoticed() {
        CUdeviceptr memory = allocate(16);
        free(memory);
        assertThat(cuMemFree(memory)).isEqualTo(CUDA_ERROR_INVALID_VALUE);
        assertThat(newComplaints()).isOne();
    }

    @Test
    void copiesStayInsideAnAllocation() {
        CUdeviceptr memory = upload(1, 2, 3, 4);
        Pointer five = Pointer.to(new float[5]);
        assertThat(cuMemcpyHtoD(memory, five, 20)).isEqualTo(CUDA_ERROR_INVALID_VALUE);
        assertThat(cuMemcpyDtoH(five, memory.withByteOffset(8), 12)).isEqualTo(CUDA_ERROR_INVALID_VALUE);
        assertThat(cuMemcpyDtoDAsync(memory, memory.withByteOffset(4), 8, cuda.stream))
                .isEqualTo(CUDA_ERROR_INVALID_VALUE);
        assertThat(cuMemsetD32Async(memory.withByteOffset(4), 0, 4, cuda.stream))
                .isEqualTo(CUDA_ERROR_INVALID_VALUE);
        assertThat(newComplaints()).isEqualTo(4);
        ok(cuMemsetD32Async(memory.withByteOffset(4), 0, 3, cuda.stream));
        assertThat(cuda.download(memory, 4)).containsExactly(1, 0, 0, 0);
        free(memory);
    }

    @Test
    void aKernelThatWritesBehindItsMemoryIsNoticed() {
        CUdeviceptr memory = allocate(10 * Sizeof.FLOAT);
        ok(cuda.launch(kernel("fill_f32"), 256, 0, memory, 10L, 1f));
        assertThat(cuStreamSynchronize(cuda.stream)).isZero();
        ok(cuda.launch(kernel("fill_f32"), 256, 0, memory, 11L, 2f));
        assertThat(cuStreamSynchronize(cuda.stream)).isEqualTo(CUDA_ERROR_ILLEGAL_ADDRESS);
        assertThat(newComplaints()).isOne();
        assertThat(cuda.download(memory, 10)).containsOnly(2);
        free(memory);
    }

    @Test
    void workOnFreedMemoryIsNoticed() {
        CUdeviceptr memory = allocate(10 * Sizeof.FLOAT);
        free(memory);
        assertThat(cuda.launch(kernel("fill_f32"), 256, 0, memory, 10L, 1f)).isEqualTo(CUDA_ERROR_INVALID_VALUE);
        assertThat(newComplaints()).isOne();
    }

    @Test
    void asynchronousWorkIsDoneAsLateAsPossible() {
        Pointer pinned = new Pointer();
        ok(cuMemHostAlloc(pinned, Sizeof.FLOAT, 0));
        ByteBuffer host = pinned.getByteBuffer(0, Sizeof.FLOAT).order(ByteOrder.nativeOrder());
        CUdeviceptr memory = allocate(Sizeof.FLOAT);
        host.putFloat(0, 1);
        ok(cuMemcpyHtoDAsync(memory, pinned, Sizeof.FLOAT, cuda.stream));
        host.putFloat(0, 2); // too early: the copy may still be to come
        assertThat(cuda.download(memory, 1)).containsExactly(2);

        ok(cuMemsetD32Async(memory, Float.floatToRawIntBits(3), 1, cuda.stream));
        ok(cuMemcpyDtoHAsync(pinned, memory, Sizeof.FLOAT, cuda.stream));
        assertThat(host.getFloat(0)).isEqualTo(2);
        assertThat(cuStreamQuery(cuda.stream)).isEqualTo(CUDA_ERROR_NOT_READY);
        assertThat(cuStreamQuery(cuda.stream)).isZero();
        assertThat(host.getFloat(0)).isEqualTo(3);
        free(memory);
        ok(cuMemFreeHost(pinned));
    }

    @Test
    void aStreamWaitsForAnotherOnlyIfToldTo() {
        CUstream other = new CUstream();
        CUevent begin = new CUevent();
        CUevent end = new CUevent();
        ok(cuStreamCreate(other, 1));
        ok(cuEventCreate(begin, 0));
        ok(cuEventCreate(end, 0));
        CUdeviceptr memory = upload(1, 1);
        ok(cuEventRecord(begin, other));
        ok(cuMemsetD32Async(memory, 0, 1, other));
        assertThat(cuda.download(memory, 2)).containsExactly(1, 1);

        ok(cuEventRecord(end, other));
        float[] milliseconds = new float[1];
        assertThat(cuEventElapsedTime(milliseconds, begin, end)).isEqualTo(CUDA_ERROR_NOT_READY);
        ok(cuStreamWaitEvent(cuda.stream, end, 0));
        assertThat(cuda.download(memory, 2)).containsExactly(0, 1);
        ok(cuEventElapsedTime(milliseconds, begin, end));
        assertThat(milliseconds[0]).isGreaterThanOrEqualTo(0);
        ok(cuEventDestroy(begin));
        ok(cuEventDestroy(end));
        ok(cuStreamDestroy(other));
        free(memory);
    }

    @Test
    void aKernelThatThePtxLacksIsNotFound() {
        CUmodule module = PretendCuda.module("fill_f32", "no_such_kernel");
        CUfunction function = new CUfunction();
        ok(cuModuleGetFunction(function, module, "fill_f32"));
        assertThat(cuModuleGetFunction(function, module, "fill_bf16")).isEqualTo(CUDA_ERROR_NOT_FOUND);
        assertThat(cuModuleGetFunction(function, module, "no_such_kernel")).isEqualTo(CUDA_ERROR_NOT_FOUND);
        assertThat(cuModuleLoadData(module, new byte[] {127, 'E', 'L', 'F', 0})).isEqualTo(CUDA_ERROR_INVALID_PTX);
        ok(cuModuleUnload(module));
    }

    @Test
    void allKernelsOfThePtxAreThere() throws IOException {
        byte[] ptx;
        try (InputStream in = PretendDriverTest.class.getResourceAsStream("kernels.ptx")) {
            ptx = in.readAllBytes();
        }
        CUmodule module = new CUmodule();
        ok(cuModuleLoadData(module, Arrays.copyOf(ptx, ptx.length + 1)));
        List<String> kernels = Pattern.compile("\\.entry (\\w+)\\(")
                .matcher(new String(ptx, StandardCharsets.US_ASCII))
                .results()
                .map(entry -> entry.group(1))
                .toList();
        assertThat(kernels)
                .hasSizeGreaterThan(1)
                .allSatisfy(kernel -> ok(cuModuleGetFunction(new CUfunction(), module, kernel)));
        ok(cuModuleUnload(module));
    }

    @Test
    void launchesKeepTheDevicesLimits() {
        CUfunction fill = kernel("fill_f32");
        CUdeviceptr memory = allocate(Sizeof.FLOAT);
        assertThat(cuda.launch(fill, 1025, 0, memory, 1L, 1f)).isEqualTo(CUDA_ERROR_INVALID_VALUE);
        assertThat(cuda.launch(fill, 0, 0, memory, 1L, 1f)).isEqualTo(CUDA_ERROR_INVALID_VALUE);
        assertThat(cuda.launch(fill, 32, 49153, memory, 1L, 1f)).isEqualTo(CUDA_ERROR_INVALID_VALUE);
        int most = CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES;
        assertThat(cuFuncSetAttribute(fill, most, 228 << 10)).isEqualTo(CUDA_ERROR_INVALID_VALUE);
        ok(cuFuncSetAttribute(fill, most, 100 << 10));
        ok(cuda.launch(fill, 32, 49153, memory, 1L, 1f));
        assertThat(cuda.download(memory, 1)).containsExactly(1);
        assertThat(PretendGpu.statistics().kernelLaunches() - before.kernelLaunches())
                .isOne();
        free(memory);
    }

    @Test
    void aThreadNeedsACurrentContext() {
        CUdeviceptr memory = new CUdeviceptr();
        assertThat(CompletableFuture.supplyAsync(() -> cuMemAlloc(memory, 4), run -> new Thread(run).start())
                        .join())
                .isEqualTo(CUDA_ERROR_INVALID_CONTEXT);
        assertThat(newComplaints()).isOne();
    }

    @Test
    void whatItDoesNotDoIsNoticed() {
        assertThat(cuCtxSetLimit(0, 1)).isEqualTo(CUDA_ERROR_NOT_SUPPORTED);
        assertThat(newComplaints()).isOne();
        String[] name = new String[1];
        ok(cuGetErrorName(CUDA_ERROR_OUT_OF_MEMORY, name));
        assertThat(name[0]).isEqualTo("CUDA_ERROR_OUT_OF_MEMORY");
    }
}
