package dev.menny.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.backend.Backend;
import dev.menny.backend.Precision;
import dev.menny.backend.RoundedContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("gpu")
class CudaPrecisionTest {
    abstract static class Rounded extends RoundedContract {
        private final Backend backend;

        Rounded(Precision precision) {
            backend = TestGpu.open(precision);
        }

        @Override
        protected Backend backend() {
            return backend;
        }

        @AfterAll
        void closeBackend() {
            backend.close();
        }
    }

    @Nested
    class Tf32 extends Rounded {
        Tf32() {
            super(Precision.TF32);
        }
    }

    @Nested
    class Bf16 extends Rounded {
        Bf16() {
            super(Precision.BF16);
        }
    }

    @Test
    void autoIsTf32WhereTheGpuHasIt() {
        try (Backend backend = TestGpu.open(Precision.AUTO)) {
            assertThat(backend.precision()).isEqualTo(Precision.TF32);
        }
    }
}
