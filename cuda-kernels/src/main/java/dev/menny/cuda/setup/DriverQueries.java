package dev.menny.cuda.setup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.JCudaDriver;
import org.jspecify.annotations.Nullable;

/** What the driver knows before there is a context. */
final class DriverQueries {
    private static final int CUDA_ERROR_NO_DEVICE = 100;
    private static final int NAME_BYTES = 256;

    private DriverQueries() {}

    static CudaDriver driver() {
        int[] version = new int[1];
        check(JCudaDriver.cuDriverGetVersion(version));
        return new CudaDriver(version[0], release());
    }

    /** Starts the driver and asks it for its GPUs; at least one. */
    static List<GpuDescription> gpus() {
        check(JCudaDriver.cuInit(0));
        int[] count = new int[1];
        check(JCudaDriver.cuDeviceGetCount(count));
        List<GpuDescription> gpus = new ArrayList<>();
        for (int ordinal = 0; ordinal < count[0]; ordinal++) {
            gpus.add(gpu(ordinal));
        }
        if (gpus.isEmpty()) {
            throw noGpu();
        }
        return gpus;
    }

    private static GpuDescription gpu(int ordinal) {
        CUdevice device = new CUdevice();
        check(JCudaDriver.cuDeviceGet(device, ordinal));
        byte[] name = new byte[NAME_BYTES];
        check(JCudaDriver.cuDeviceGetName(name, name.length, device));
        long[] memory = new long[1];
        check(JCudaDriver.cuDeviceTotalMem(memory, device));
        return new GpuDescription(
                ordinal,
                text(name),
                attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR),
                attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR),
                memory[0]);
    }

    private static int attribute(CUdevice device, int attribute) {
        int[] value = new int[1];
        check(JCudaDriver.cuDeviceGetAttribute(value, attribute, device));
        return value[0];
    }

    private static String text(byte[] bytes) {
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8).strip();
    }

    private static Optional<String> release() {
        try {
            return CudaDriver.release(Files.readString(Path.of("/proc/driver/nvidia/version")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void check(int status) {
        if (status == CUDA_ERROR_NO_DEVICE) {
            throw noGpu();
        }
        if (status != 0) {
            @Nullable String[] name = new String[1];
            JCudaDriver.cuGetErrorName(status, name);
            throw CudaProblems.driverFails(status, name[0] == null ? "unknown" : name[0]);
        }
    }

    private static CudaUnavailableException noGpu() {
        return CudaProblems.noGpu(System.getenv("CUDA_VISIBLE_DEVICES"));
    }
}
