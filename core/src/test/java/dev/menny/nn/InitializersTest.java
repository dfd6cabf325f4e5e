package dev.menny.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.menny.backend.Backend;
import dev.menny.backend.TestBackends;
import dev.menny.backend.Window;
import dev.menny.tensor.Parameter;
import org.junit.jupiter.api.Test;

class InitializersTest {
    private static final int COUNT = 200_000;

    @Test
    void weightsFillTheirBoundEvenly() {
        int fanIn = 27;
        double bound = Math.sqrt(6.0 / fanIn);
        float[] values = new float[COUNT];
        Initializers.heUniform(fanIn).fill(values, COUNT, 3, 0);
        double sum = 0;
        double squares = 0;
        float smallest = Float.MAX_VALUE;
        float largest = -Float.MAX_VALUE;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
            smallest = Math.min(smallest, value);
            largest = Math.max(largest, value);
        }
        assertThat((double) smallest).isBetween(-bound, -0.999 * bound);
        assertThat((double) largest).isBetween(0.999 * bound, bound);
        assertThat(sum / COUNT).isCloseTo(0, within(0.01 * bound));
        assertThat(squares / COUNT).as("variance 2 / fan-in").isCloseTo(2.0 / fanIn, within(0.01 * 2 / fanIn));
    }

    @Test
    void layersCountTheInputsThatAnOutputSums() {
        assertBound(new Conv2d(5, 400, Window.of(3, 2), false), 30);
        assertBound(new ConvBlock(7, 400, 3), 63);
        assertBound(new Linear(50, 300), 50);
    }

    private static void assertBound(Layer layer, int fanIn) {
        try (Backend backend = TestBackends.reference()) {
            Sequential.of(layer).initialize(backend, 1);
            float largest = 0;
            for (float value : layer.parameters().get("weight").value().toArray()) {
                largest = Math.max(largest, Math.abs(value));
            }
            double bound = Math.sqrt(6.0 / fanIn);
            assertThat((double) largest).isBetween(0.99 * bound, bound);
            Parameter bias = layer.parameters().get("bias");
            if (bias != null) {
                assertThat(bias.value().toArray()).containsOnly(0);
            }
        }
    }
}
