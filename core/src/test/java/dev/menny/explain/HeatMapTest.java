package dev.menny.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeatMapTest {
    @Test
    void nobodyChangesIt() {
        float[] values = {0, 1};
        HeatMap map = new HeatMap(1, 2, values);

        values[0] = 0.5f;
        map.values()[1] = 0.5f;

        assertThat(map.values()).containsExactly(0, 1);
    }

    @Test
    void heatLiesBetweenNothingAndOne() {
        for (float wrong : new float[] {-0.01f, 1.01f, Float.NaN}) {
            assertThatThrownBy(() -> new HeatMap(1, 1, new float[] {wrong}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("heat lies in [0, 1], got " + wrong);
        }
    }

    @Test
    void hasAValueForEachPlace() {
        assertThatThrownBy(() -> new HeatMap(2, 3, new float[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a heat map of 3x2 cannot have 5 values");
        assertThatThrownBy(() -> new FeatureMap(0, "Conv2d", 2, 3, 4, new float[23]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("feature maps of 3x2 with 4 channels cannot have 23 values");
    }
}
