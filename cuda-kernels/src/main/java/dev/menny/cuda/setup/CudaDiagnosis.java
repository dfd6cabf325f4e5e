package dev.menny.cuda.setup;

import java.util.ArrayList;
import java.util.List;

/** What people see who ask why CUDA runs here or does not. */
public final class CudaDiagnosis {
    private CudaDiagnosis() {}

    /**
     * What was found of CUDA: the driver, each GPU, cuBLAS, cuDNN and where they lie, a line each, up to where something
     * is missing, which {@link CudaLibraries#problem} names. Nothing on a machine without a GPU.
     */
    public static List<String> findings() {
        return findings(CudaLibraries.outcome());
    }

    static List<String> findings(CudaSetup.Outcome outcome) {
        CudaInstallation installation = outcome.installation();
        if (installation == null) {
            return outcome.findings();
        }
        List<String> lines = new ArrayList<>();
        lines.add(installation.driver().description());
        installation.gpus().forEach(gpu -> lines.add(gpu.description()));
        lines.add(installation.cublas().description());
        lines.add(installation.cudnn().description());
        return lines;
    }
}
