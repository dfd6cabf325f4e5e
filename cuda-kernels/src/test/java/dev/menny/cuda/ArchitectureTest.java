package dev.menny.cuda;

import dev.menny.architecture.DependencyRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theBackendSeesTheKernelInterfaceAlone() {
        DependencyRules.check(DependencyRules.production());
    }
}
