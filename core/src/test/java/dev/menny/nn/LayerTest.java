package dev.menny.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.Gradients;
import dev.menny.autograd.RandomStream;
import dev.menny.autograd.Tape;
import dev.menny.backend.Backend;
import dev.menny.backend.TestBackends;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Layers on numbers that a reader can check. */
class LayerTest {
    private final Backend backend = TestBackends.reference();
    private final Scope scope = Scope.open(backend);
    private final Tape tape = new Tape(scope);

    @AfterEach
    void close() {
        scope.close();
        backend.close();
    }

    @Test
    void averagePoolingIsTheMeanOfFour() {
        Tensor x = scope.tensor(Shape.of(1, 2, 4, 1), 1, 2, 5, 7, 3, 4, -1, -3);
        Tensor y = new AvgPool2d().forward(ExecutionContext.inference(scope), x);
        assertThat(y.shape()).isEqualTo(Shape.of(1, 1, 2, 1));
        assertThat(y.toArray()).containsExactly(2.5f, 2);
    }

    @Test
    void maxPoolingGivesTheGradientToTheFirstOfEquals() {
        Tensor x = scope.tensor(Shape.of(1, 2, 4, 1), 1, 9, 5, 5, 9, 4, -1, 5);
        tape.watch(x);
        Tensor y = new MaxPool2d().forward(ExecutionContext.recording(tape), x);
        assertThat(y.toArray()).containsExactly(9, 5);
        Tensor dy = scope.tensor(y.shape(), 10, 20);
        assertThat(tape.gradient(y, dy, x).toArray()).containsExactly(0, 10, 20, 0, 0, 0, 0, 0);
    }

    @Test
    void maxPoolingDropsWhatFillsNoWindow() {
        assertThat(new MaxPool2d(2, 2).outputShape(Shape.of(1, 5, 7, 3))).isEqualTo(Shape.of(1, 2, 3, 3));
        assertThat(new MaxPool2d(3, 1).outputShape(Shape.of(1, 5, 7, 3))).isEqualTo(Shape.of(1, 3, 5, 3));
        assertThatThrownBy(() -> new MaxPool2d(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max pooling needs a size and a stride of at least 1, got 0 and 1");
    }

    @Test
    void reluPassesNoGradientAtZero() {
        Tensor x = scope.tensor(Shape.of(1, 3), -1, 0, 2);
        tape.watch(x);
        Tensor y = new ReLU().forward(ExecutionContext.recording(tape), x);
        assertThat(y.toArray()).containsExactly(0, 0, 2);
        assertThat(tape.gradient(y, scope.tensor(y.shape(), 5, 5, 5), x).toArray())
                .containsExactly(0, 0, 5);
    }

    @Test
    void flattenKeepsTheBatch() {
        assertThat(new Flatten().outputShape(Shape.of(5, 4, 3, 2))).isEqualTo(Shape.of(5, 24));
    }

    @Test
    void dropoutKeepsTheExpectedSumAndItsGradientTheSameMask() {
        Tensor x = scope.tensor(Shape.of(100, 100), ones(10_000));
        tape.watch(x);
        ExecutionContext training = ExecutionContext.training(tape, RandomStream.of(1));
        Tensor y = new Dropout(0.25f).forward(training, x);
        float[] values = y.toArray();
        int kept = 0;
        for (float value : values) {
            assertThat(value == 0 || value == 1 / 0.75f).isTrue();
            kept += value == 0 ? 0 : 1;
        }
        assertThat(kept).isBetween(7_300, 7_700);
        Tensor dy = scope.tensor(y.shape(), ones(10_000));
        assertThat(tape.gradient(y, dy, x).toArray()).isEqualTo(values);
        assertThat(new Dropout(0.25f).forward(training, x).toArray())
                .as("the next mask")
                .isNotEqualTo(values);
    }

    @Test
    void dropoutDoesNothingOutsideOfTraining() {
        Tensor x = scope.tensor(Shape.of(1, 2), 1, 2);
        assertThat(new Dropout(0.5f).forward(ExecutionContext.inference(scope), x))
                .isSameAs(x);
        assertThat(new Dropout(0.5f).forward(ExecutionContext.recording(tape), x))
                .isSameAs(x);
        ExecutionContext training = ExecutionContext.training(tape, RandomStream.of(1));
        assertThat(new Dropout(0).forward(training, x)).isSameAs(x);
    }

    @Test
    void dropoutWantsAProbability() {
        for (float wrong : new float[] {-0.1f, 1, Float.NaN}) {
            assertThatThrownBy(() -> new Dropout(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a dropout probability lies in [0, 1), got " + wrong);
        }
    }

    @Test
    void normalisationPutsTheMeanAtZeroAndTheDeviationAtOne() {
        Tensor x = scope.tensor(Shape.of(1, 2, 2, 1), 0, 0.5f, 0.75f, 1);
        tape.watch(x);
        Normalize layer = new Normalize(0.5f, 0.25f);
        Tensor y = layer.forward(ExecutionContext.recording(tape), x);
        assertThat(y.toArray()).containsExactly(-2, 0, 1, 2);
        assertThat(layer.outputShape(x.shape())).isEqualTo(y.shape()).isEqualTo(x.shape());
        assertThat(tape.gradient(y, scope.tensor(y.shape(), 1, 2, 3, -4), x).toArray())
                .containsExactly(4, 8, 12, -16);
    }

    @Test
    void normalisationIsBuiltAgainFromItsSettings() {
        LayerConfig config = new Normalize(-0.1f, 0.3f).config();
        Layer again = LayerFactory.create(config);
        assertThat(again).isInstanceOf(Normalize.class);
        assertThat(again.config()).isEqualTo(config);
        assertThatThrownBy(() -> LayerFactory.create(LayerConfig.of("Normalize").with("mean", 0)))
                .hasMessage("layer Normalize lacks the setting 'deviation'");
    }

    @Test
    void normalisationWantsAFiniteMeanAndAPositiveDeviation() {
        float[][] wrong = {
            {Float.NaN, 1}, {Float.POSITIVE_INFINITY, 1}, {0, 0}, {0, -1}, {0, Float.NaN}, {0, Float.POSITIVE_INFINITY}
        };
        for (float[] numbers : wrong) {
            assertThatThrownBy(() -> new Normalize(numbers[0], numbers[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("normalisation takes a finite mean and a finite deviation above 0, got %s and %s"
                            .formatted(numbers[0], numbers[1]));
        }
    }

    @Test
    void theLossOfEvenLogitsIsTheLogOfTheClasses() {
        Tensor logits = scope.tensor(Shape.of(2, 4), 3, 3, 3, 3, -7, -7, -7, -7);
        tape.watch(logits);
        Tensor loss = new SoftmaxCrossEntropy().forward(ExecutionContext.recording(tape), logits, 0, 3);
        assertThat(loss.item()).isEqualTo((float) Math.log(4));
        Gradients gradients = tape.backward(loss);
        assertThat(gradients.of(logits).toArray())
                .containsExactly(-0.375f, 0.125f, 0.125f, 0.125f, 0.125f, 0.125f, 0.125f, -0.375f);
    }

    @Test
    void aHopelesslyWrongLogitGivesALargeLossAndNoInfinity() {
        Tensor logits = scope.tensor(Shape.of(1, 2), 1000, -1000);
        Tensor loss = new SoftmaxCrossEntropy().forward(ExecutionContext.inference(scope), logits, 1);
        assertThat(loss.item()).isEqualTo(2000);
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
