package dev.menny.app.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    private static final String IDENTITY = "0,0,0,0,1,0,0,0,0";

    @Test
    void readsNineNumbers() {
        Filter filter = Filter.of(" -1, -2.5 ,1e1,0,0,0,100,-100,.5", 8, 8);

        assertThat(filter.kernel()).containsExactly(-1f, -2.5f, 10f, 0f, 0f, 0f, 100f, -100f, 0.5f);
        assertThat(filter.stride()).isEqualTo(8);
        assertThat(filter.padding()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",,,,,,,,",
                "1,2,3,4,5,6,7,8",
                "1,2,3,4,5,6,7,8,9,10",
                "1,2,3,4,5,6,7,8,9,",
                "1,2,3,4,5,6,7,8,nine",
                "1,2,3,4,5,6,7,8,NaN",
                "1,2,3,4,5,6,7,8,Infinity",
                "1,2,3,4,5,6,7,8,100.01",
                "1,2,3,4,5,6,7,8,-1e99",
                "1;2;3;4;5;6;7;8;9"
            })
    void saysWhatAKernelIs(String kernel) {
        assertThatThrownBy(() -> Filter.of(kernel, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The kernel is nine numbers from -100 to 100, row by row with commas between them,"
                        + " such as 0,0,0,0,1,0,0,0,0.");
    }

    @Test
    void saysWhatAStrideAndAPaddingAre() {
        for (int stride : new int[] {0, 9, -1}) {
            assertThatThrownBy(() -> Filter.of(IDENTITY, stride, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The stride is a whole number from 1 to 8, not " + stride + ".");
        }
        for (int padding : new int[] {-1, 9}) {
            assertThatThrownBy(() -> Filter.of(IDENTITY, 1, padding))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The padding is a whole number from 0 to 8, not " + padding + ".");
        }
    }
}
