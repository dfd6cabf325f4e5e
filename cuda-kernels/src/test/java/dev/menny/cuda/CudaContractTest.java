package dev.menny.cuda;

import dev.menny.backend.Backend;
import dev.menny.backend.Conditions;
import dev.menny.backend.KernelContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("gpu")
class CudaContractTest {
    abstract static class Float32Contract extends KernelContract {
        private final Backend backend = TestGpu.open();

        @Override
        protected Backend backend() {
            return backend;
        }

        @AfterAll
        void closeBackend() {
            backend.close();
        }
    }

    /** No kernel may take 16 bytes at a time, and the libraries get copies. */
    @Nested
    class AtOddAddresses extends Float32Contract {}

    @Nested
    class AtAlignedAddresses extends Float32Contract {
        @Override
        protected Conditions conditions() {
            return Conditions.PLAIN.aligned();
        }
    }
}
