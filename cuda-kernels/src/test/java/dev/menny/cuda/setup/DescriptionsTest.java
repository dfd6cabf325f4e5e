package dev.menny.cuda.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptionsTest {
    @ParameterizedTest
    @CsvSource({
        "'NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Thu Mar  7 04:17:09 UTC 2024', 550.54.15",
        "'NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.10  Release Build  (builder@host)', 570.86.10",
        "'NVRM version: NVIDIA UNIX x86_64 Kernel Module  390.157  Wed Oct 12', 390.157",
        "'something else 1.2.3 entirely',",
        "'',",
    })
    void readsTheDriversRelease(String text, String release) {
        assertThat(CudaDriver.release(text)).isEqualTo(Optional.ofNullable(release));
    }

    @Test
    void describesWhatWasFoundInALineEach() {
        CudaDriver driver = new CudaDriver(12040, Optional.of("550.54.15"));
        GpuDescription gpu = new GpuDescription(0, "NVIDIA H200", 9, 0, 150_754_820_096L);
        CudaInstallation installation = new CudaInstallation(
                driver,
                gpu,
                List.of(gpu),
                new CudaLibrary("cuBLAS", "12.6.4", 12, Path.of("/cuda/lib64/libcublas.so.12")),
                new CudaLibrary("cuDNN", "9.5.1", 12, Path.of("/dnn/libcudnn.so.9")));

        assertThat(CudaDiagnosis.findings(new CudaSetup.Outcome(installation, null, List.of())))
                .containsExactly(
                        "NVIDIA driver 550.54.15 for CUDA 12.4 and older",
                        "GPU 0: NVIDIA H200, compute capability 9.0, 140.4 GiB",
                        "cuBLAS 12.6.4 in /cuda/lib64",
                        "cuDNN 9.5.1 in /dnn");
        assertThat(new CudaDriver(13000, Optional.empty()).description())
                .isEqualTo("NVIDIA driver for CUDA 13.0 and older");
    }

    @ParameterizedTest
    @CsvSource({"7, 4, false", "7, 5, true", "8, 0, true", "10, 0, true", "6, 9, false", "12, 1, true"})
    void kernelsRunFromTuringOn(int major, int minor, boolean supported) {
        assertThat(new GpuDescription(0, "any", major, minor, 1).isSupported()).isEqualTo(supported);
    }

    @Test
    void otherPlatformsHearSo() {
        assertThatCode(() -> CudaSetup.requirePlatform("Linux", "amd64")).doesNotThrowAnyException();
        assertThatThrownBy(() -> CudaSetup.requirePlatform("Mac OS X", "aarch64"))
                .isInstanceOf(CudaUnavailableException.class)
                .hasMessage("GPUs are used on Linux x86-64 only, and this is Mac OS X on aarch64");
        assertThatThrownBy(() -> CudaSetup.requirePlatform("Linux", "aarch64"))
                .hasMessageContaining("Linux on aarch64");
    }
}
