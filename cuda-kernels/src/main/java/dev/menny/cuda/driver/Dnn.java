package dev.menny.cuda.driver;

import jcuda.jcudnn.JCudnn;
import jcuda.jcudnn.cudnnHandle;

/** cuDNN on one stream. */
public final class Dnn implements AutoCloseable {
    private final cudnnHandle handle = new cudnnHandle();

    /** @param stream where convolutions are computed */
    public Dnn(Stream stream) {
        Check.cudnn("cudnnCreate", JCudnn.cudnnCreate(handle));
        Check.cudnn("cudnnSetStream", JCudnn.cudnnSetStream(handle, stream.forLibraries()));
    }

    cudnnHandle handle() {
        return handle;
    }

    @Override
    public void close() {
        Check.cudnn("cudnnDestroy", JCudnn.cudnnDestroy(handle));
    }
}
