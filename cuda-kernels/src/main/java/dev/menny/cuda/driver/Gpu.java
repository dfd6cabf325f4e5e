package dev.menny.cuda.driver;

import java.nio.charset.StandardCharsets;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.JCudaDriver;

/** A GPU and its primary context. Closing gives the context back. */
public final class Gpu implements AutoCloseable {
    private static final int NAME_BYTES = 256;
    private static final int AMPERE = 80;

    private final CUdevice device = new CUdevice();
    private final CUcontext context = new CUcontext();
    private final String name;
    private final int computeCapability;
    private final int multiprocessors;

    /**
     * Opens the device and makes its context current on this thread. {@link dev.menny.cuda.setup.CudaLibraries} must have been loaded.
     *
     * @param ordinal which GPU, counted as the driver does among those that CUDA_VISIBLE_DEVICES leaves visible
     * @throws CudaException if there is no such device, or it refuses
     */
    public Gpu(int ordinal) {
        Check.driver("cuInit", JCudaDriver.cuInit(0));
        Check.driver("cuDeviceGet", JCudaDriver.cuDeviceGet(device, ordinal));
        Check.driver("cuDevicePrimaryCtxRetain", JCudaDriver.cuDevicePrimaryCtxRetain(context, device));
        makeCurrent();
        byte[] text = new byte[NAME_BYTES];
        Check.driver("cuDeviceGetName", JCudaDriver.cuDeviceGetName(text, text.length, device));
        name = new String(text, StandardCharsets.UTF_8).split("\0", 2)[0].strip();
        computeCapability = 10 * attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)
                + attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
        multiprocessors = attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT);
    }

    private int attribute(int which) {
        int[] value = new int[1];
        Check.driver("cuDeviceGetAttribute", JCudaDriver.cuDeviceGetAttribute(value, which, device));
        return value[0];
    }

    /** Lets this thread call the driver for this device. */
    public void makeCurrent() {
        Check.driver("cuCtxSetCurrent", JCudaDriver.cuCtxSetCurrent(context));
    }

    /** The device's name, such as {@code NVIDIA H100 80GB HBM3}. */
    public String name() {
        return name;
    }

    /** Ten times the major plus the minor version, such as 90. */
    public int computeCapability() {
        return computeCapability;
    }

    /** True if GPUs of a compute capability multiply TF32 and bfloat16, as all do from Ampere on. */
    public static boolean multipliesRounded(int computeCapability) {
        return computeCapability >= AMPERE;
    }

    /** Streaming multiprocessors: what a grid is spread over. */
    public int multiprocessors() {
        return multiprocessors;
    }

    /** Bytes of device memory that nobody has taken yet, this process or another. */
    public long freeBytes() {
        return memory()[0];
    }

    /** Bytes of device memory in all. */
    public long totalBytes() {
        return memory()[1];
    }

    private long[] memory() {
        long[] free = new long[1];
        long[] total = new long[1];
        Check.driver("cuMemGetInfo", JCudaDriver.cuMemGetInfo(free, total));
        return new long[] {free[0], total[0]};
    }

    @Override
    public void close() {
        Check.driver("cuDevicePrimaryCtxRelease", JCudaDriver.cuDevicePrimaryCtxRelease(device));
    }

    @Override
    public String toString() {
        return name;
    }
}
