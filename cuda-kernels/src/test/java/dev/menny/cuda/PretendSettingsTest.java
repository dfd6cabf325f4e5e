package dev.menny.cuda;

import static jcuda.driver.JCudaDriver.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import jcuda.cudaDataType;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUmodule;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasComputeType;
import jcuda.jcublas.cublasHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pretend GPUs with other properties, each in a JVM of its own. */
@ExtendWith(PretendGpu.class)
class PretendSettingsTest {
    @Test
    void anOldAndSmallGpu() throws Exception {
        Script probe = PretendGpu.fork(
                12,
                Map.of("PRETEND_COMPUTE", "7.5", "PRETEND_MEMORY", "1000000", "PRETEND_DRIVER", "12020"),
                Probe.class);
        assertThat(probe.output())
                .contains("compute capability 7.5")
                .contains("driver 12020")
                .contains("most shared memory 65536")
                .contains("a million bytes 0, one more 2")
                .contains("bf16 15")
                .contains("PTX of CUDA 13: 222");
        assertThat(probe.status()).isZero();
    }

    @Test
    void workDoneAtOnce() throws Exception {
        Script probe = PretendGpu.fork(12, Map.of("PRETEND_EAGER", "1"), Probe.class);
        assertThat(probe.output()).contains("idle 0").contains("bf16 0");
        assertThat(PretendGpu.fork(12, Map.of(), Probe.class).output()).contains("idle 600");
    }

    /** Prints what a GPU is like. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) throws IOException {
            try (PretendCuda cuda = new PretendCuda()) {
                int[] version = new int[1];
                cuDriverGetVersion(version);
                System.out.println("driver " + version[0]);
                System.out.printf(
                        "compute capability %d.%d%n",
                        cuda.attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR),
                        cuda.attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR));
                System.out.println("most shared memory "
                        + cuda.attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN));
                CUdeviceptr million = new CUdeviceptr();
                int fits = cuMemAlloc(million, 1_000_000);
                System.out.printf("a million bytes %d, one more %d%n", fits, cuMemAlloc(new CUdeviceptr(), 1));
                cuMemsetD8Async(million, (byte) 0, 1_000_000, cuda.stream);
                System.out.println("idle " + cuStreamQuery(cuda.stream));
                System.out.println("bf16 " + productInBf16(million));
                byte[] newPtx = new String(PretendCuda.ptx("fill_f32"), StandardCharsets.US_ASCII)
                        .replace(".version 8.0", ".version 9.0")
                        .getBytes(StandardCharsets.US_ASCII);
                System.out.println("PTX of CUDA 13: " + cuModuleLoadData(new CUmodule(), newPtx));
            }
        }

        private static int productInBf16(CUdeviceptr memory) {
            cublasHandle handle = new cublasHandle();
            PretendCuda.ok(JCublas2.cublasCreate(handle));
            int type = cudaDataType.CUDA_R_16BF;
            int compute = cublasComputeType.CUBLAS_COMPUTE_32F;
            return JCublas2.cublasGemmEx_new(
                    handle,
                    0,
                    0,
                    1,
                    1,
                    1,
                    PretendCuda.ONE,
                    memory,
                    type,
                    1,
                    memory.withByteOffset(2),
                    type,
                    1,
                    PretendCuda.ZERO,
                    memory.withByteOffset(4),
                    type,
                    1,
                    compute,
                    -1);
        }
    }
}
