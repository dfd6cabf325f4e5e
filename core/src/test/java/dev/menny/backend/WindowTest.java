package dev.menny.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WindowTest {
    @Test
    void tellsTheOutputsSize() {
        assertThat(Window.same(3).outHeight(7)).isEqualTo(7);
        assertThat(Window.of(3, 5).outHeight(7)).isEqualTo(5);
        assertThat(Window.of(3, 5).outWidth(7)).isEqualTo(3);
        assertThat(Window.of(3).stride(2, 3).outHeight(8)).isEqualTo(3);
        assertThat(Window.of(3).stride(2, 3).outWidth(8)).isEqualTo(2);
        assertThat(Window.of(3).padding(2, 0).outHeight(1)).isEqualTo(3);
    }

    @Test
    void anOutputOfAKernelThatDoesNotFitIsBelowOne() {
        assertThat(Window.of(5).outHeight(4)).isLessThan(1);
        assertThat(Window.of(5).stride(3, 3).outHeight(4)).isLessThan(1);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> Window.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got kernel 0x0, stride 1x1, padding 0x0");
        assertThatThrownBy(() -> Window.of(3).stride(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Window.of(3).padding(0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Window.same(4)).hasMessage("only an odd kernel can keep the input's size, got 4");
    }
}
