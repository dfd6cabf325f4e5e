package dev.menny.cuda.driver;

import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.JCudaDriver;

/** A point in a stream's work that others can wait for. */
public final class Event implements AutoCloseable {
    private final CUevent handle = new CUevent();

    /** An event that has happened. */
    public Event() {
        Check.driver("cuEventCreate", JCudaDriver.cuEventCreate(handle, CUevent_flags.CU_EVENT_DISABLE_TIMING));
    }

    CUevent handle() {
        return handle;
    }

    /** Happens once all work that the stream has been given so far is done. */
    public void record(Stream stream) {
        Check.driver("cuEventRecord", JCudaDriver.cuEventRecord(handle, stream.handle()));
    }

    /** Waits until it has happened. */
    public void synchronize() {
        Check.driver("cuEventSynchronize", JCudaDriver.cuEventSynchronize(handle));
    }

    @Override
    public void close() {
        Check.driver("cuEventDestroy", JCudaDriver.cuEventDestroy(handle));
    }
}
