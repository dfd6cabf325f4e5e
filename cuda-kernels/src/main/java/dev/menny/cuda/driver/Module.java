package dev.menny.cuda.driver;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.JCudaDriver;

/** Kernels that the driver has translated for the device. */
public final class Module implements AutoCloseable {
    private final CUmodule handle = new CUmodule();
    private final Map<String, Kernel> kernels = new ConcurrentHashMap<>();

    /** @param ptx the text of a PTX file */
    public Module(byte[] ptx) {
        // The driver reads up to a zero byte.
        byte[] terminated = Arrays.copyOf(ptx, ptx.length + 1);
        Check.driver("cuModuleLoadData", JCudaDriver.cuModuleLoadData(handle, terminated));
    }

    /**
     * A kernel by name.
     *
     * @throws CudaException if there is none of that name
     */
    public Kernel kernel(String name) {
        return kernels.computeIfAbsent(name, this::load);
    }

    private Kernel load(String name) {
        CUfunction function = new CUfunction();
        Check.driver("cuModuleGetFunction " + name, JCudaDriver.cuModuleGetFunction(function, handle, name));
        return new Kernel(name, function);
    }

    @Override
    public void close() {
        Check.driver("cuModuleUnload", JCudaDriver.cuModuleUnload(handle));
    }
}
