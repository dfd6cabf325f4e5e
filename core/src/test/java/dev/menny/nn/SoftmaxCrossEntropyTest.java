package dev.menny.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.menny.autograd.ExecutionContext;
import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SoftmaxCrossEntropyTest {
    private static final float[] LOGITS = {1, 0, 0, 2};
    // -log softmax of the rows' first and second class.
    private static final double FIRST = Math.log(1 + Math.exp(-1));
    private static final double SECOND = Math.log(1 + Math.exp(-2));
    private static final Backend BACKEND = Backends.open("reference");

    @AfterAll
    static void close() {
        BACKEND.close();
    }

    private static double loss(SoftmaxCrossEntropy loss) {
        try (Scope scope = Scope.open(BACKEND)) {
            return loss.forward(ExecutionContext.inference(scope), scope.tensor(Shape.of(2, 2), LOGITS), 0, 1)
                    .item();
        }
    }

    @Test
    void withoutWeightsItIsTheMean() {
        assertThat(loss(new SoftmaxCrossEntropy())).isCloseTo((FIRST + SECOND) / 2, within(1e-7));
    }

    @Test
    void withWeightsItIsTheWeightedMean() {
        assertThat(loss(new SoftmaxCrossEntropy(3, 1))).isCloseTo((3 * FIRST + SECOND) / 4, within(1e-7));
        assertThat(loss(new SoftmaxCrossEntropy(6, 2))).isEqualTo(loss(new SoftmaxCrossEntropy(3, 1)));
    }

    @Test
    void balancedWeightsAreTheInverseOfTheCounts() {
        assertThat(SoftmaxCrossEntropy.balanced(10, 30))
                .hasToString("softmax cross-entropy, class weights [2.0, 0.6666666666666666]");
    }

    @Test
    void aClassWithoutPicturesCannotBeBalanced() {
        assertThatThrownBy(() -> SoftmaxCrossEntropy.balanced(3, 0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "balanced class weights need pictures of each class, class 1 has 0: add some or leave it out");
    }

    @Test
    void refusesWeightsThatFitNoClass() {
        assertThatThrownBy(() -> loss(new SoftmaxCrossEntropy(1, 1, 1)))
                .hasMessage("[softmax_cross_entropy] expected logits of 3 classes, got [2,2]");
        assertThatThrownBy(() -> new SoftmaxCrossEntropy(new double[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SoftmaxCrossEntropy(1, 0))
                .hasMessage("class weights must be finite and above 0, got 0.0");
    }
}
