package dev.menny.cuda.driver;

import jcuda.driver.CUgraph;
import jcuda.driver.CUstream;
import jcuda.driver.CUstreamCaptureMode;
import jcuda.driver.JCudaDriver;
import jcuda.runtime.cudaStream_t;

/** Work for the device, done in the order in which it was given. */
public final class Stream implements AutoCloseable {
    // Does not wait for the legacy default stream, which nothing here uses.
    private static final int NON_BLOCKING = 1;

    private final CUstream handle = new CUstream();

    /** A stream of the current context. */
    public Stream() {
        Check.driver("cuStreamCreate", JCudaDriver.cuStreamCreate(handle, NON_BLOCKING));
    }

    CUstream handle() {
        return handle;
    }

    /** The stream as cuBLAS and cuDNN take it. */
    public cudaStream_t forLibraries() {
        return new cudaStream_t(handle);
    }

    /** Waits until all work given so far is done. */
    public void synchronize() {
        Check.driver("cuStreamSynchronize", JCudaDriver.cuStreamSynchronize(handle));
    }

    /** Lets work given from here on begin only after an event. */
    public void await(Event event) {
        Check.driver("cuStreamWaitEvent", JCudaDriver.cuStreamWaitEvent(handle, event.handle(), 0));
    }

    /** Copies from pinned memory, which must stay as it is until the copy is done. */
    public void copyIn(PinnedMemory source, long from, DevicePointer destination, long bytes) {
        Check.driver(
                "cuMemcpyHtoDAsync", JCudaDriver.cuMemcpyHtoDAsync(destination, source.pointer(from), bytes, handle));
    }

    /** Copies to pinned memory; what arrives is there once the stream was waited for. */
    public void copyOut(DevicePointer source, PinnedMemory destination, long to, long bytes) {
        Check.driver(
                "cuMemcpyDtoHAsync", JCudaDriver.cuMemcpyDtoHAsync(destination.pointer(to), source, bytes, handle));
    }

    /** Copies on the device. */
    public void copy(DevicePointer source, DevicePointer destination, long bytes) {
        Check.driver("cuMemcpyDtoDAsync", JCudaDriver.cuMemcpyDtoDAsync(destination, source, bytes, handle));
    }

    /** Sets {@code count} values of 4 bytes. */
    public void fill32(DevicePointer destination, int bits, long count) {
        Check.driver("cuMemsetD32Async", JCudaDriver.cuMemsetD32Async(destination, bits, count, handle));
    }

    /** Sets {@code count} values of 2 bytes. */
    public void fill16(DevicePointer destination, short bits, long count) {
        Check.driver("cuMemsetD16Async", JCudaDriver.cuMemsetD16Async(destination, bits, count, handle));
    }

    /** Sets {@code count} bytes. */
    public void fill8(DevicePointer destination, byte bits, long count) {
        Check.driver("cuMemsetD8Async", JCudaDriver.cuMemsetD8Async(destination, bits, count, handle));
    }

    /**
     * Notes the work that {@code work} gives to this stream instead of doing it. No memory may be taken, and nothing waited
     * for, meanwhile.
     */
    public Graph capture(Runnable work) {
        CUgraph graph = new CUgraph();
        // Thread-local: what other threads do on other streams neither joins nor breaks the capture.
        Check.driver(
                "cuStreamBeginCapture",
                JCudaDriver.cuStreamBeginCapture(handle, CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
        boolean noted = false;
        try {
            work.run();
            noted = true;
        } finally {
            if (!noted) {
                JCudaDriver.cuStreamEndCapture(handle, graph);
            }
        }
        Check.driver("cuStreamEndCapture", JCudaDriver.cuStreamEndCapture(handle, graph));
        return new Graph(graph);
    }

    @Override
    public void close() {
        Check.driver("cuStreamDestroy", JCudaDriver.cuStreamDestroy(handle));
    }
}
