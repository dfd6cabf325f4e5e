package dev.menny.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void readsAsPeopleWriteIt() {
        assertThat(Shape.of(16, 128, 64, 3)).hasToString("[N=16,H=128,W=64,C=3]");
        assertThat(Shape.of(16, 128)).hasToString("[16,128]");
        assertThat(Shape.of(1)).hasToString("[1]");
    }

    @Test
    void isAValue() {
        int[] sizes = {2, 3};
        Shape shape = Shape.of(sizes);
        sizes[0] = 9;
        shape.toArray()[1] = 9;
        assertThat(shape).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
        assertThat(shape).isNotEqualTo(Shape.of(3, 2)).isNotEqualTo(Shape.of(2, 3, 1));
    }

    @Test
    void countsItsElements() {
        assertThat(Shape.of(64, 512, 512, 128).length()).isEqualTo(2_147_483_648L);
        assertThat(Shape.of(2, 3).withBatch(5)).isEqualTo(Shape.of(5, 3));
        assertThat(Shape.of(2, 3).rank()).isEqualTo(2);
        assertThat(Shape.of(2, 3).size(1)).isEqualTo(3);
        assertThatThrownBy(() -> Shape.of(2, 3).size(2)).isInstanceOf(IndexOutOfBoundsException.class);
        Shape huge = Shape.of(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
        assertThatThrownBy(huge::length).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void refusesEmptyAxes() {
        assertThatThrownBy(() -> Shape.of(2, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a shape needs one size or more, each at least 1, got [2, 0]");
        assertThatThrownBy(Shape::of).isInstanceOf(IllegalArgumentException.class);
    }
}
