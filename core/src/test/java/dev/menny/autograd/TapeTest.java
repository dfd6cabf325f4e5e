package dev.menny.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Backend;
import dev.menny.backend.TestBackends;
import dev.menny.nn.Flatten;
import dev.menny.nn.Linear;
import dev.menny.nn.ReLU;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Parameter;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What flows where; the numbers are small enough to work out by hand. */
class TapeTest {
    private final Backend backend = TestBackends.reference();
    private final Scope scope = Scope.open(backend);
    private final Tape tape = new Tape(scope);
    private final ExecutionContext ctx = ExecutionContext.recording(tape);

    /** {@code y = 2 x0 + 3 x1 + 1}. */
    private final Linear line = new Linear(2, 1);

    private final Parameter weight = line.parameters().get("weight");
    private final Parameter bias = line.parameters().get("bias");

    @BeforeEach
    void setWeights() {
        Sequential.of(line).allocate(backend);
        set(weight, 2, 3);
        set(bias, 1);
    }

    @AfterEach
    void close() {
        scope.close();
        backend.close();
    }

    private void set(Parameter parameter, float... values) {
        backend.memory().upload(values, 0, parameter.value().buffer(), values.length);
    }

    private Tensor watched(float... values) {
        Tensor x = scope.tensor(Shape.of(1, values.length), values);
        tape.watch(x);
        return x;
    }

    private Tensor loss(Tensor y) {
        return y.reshape(Shape.of(1));
    }

    @Test
    void parametersGetTheGradientOfTheLoss() {
        Tensor y = line.forward(ctx, scope.tensor(Shape.of(1, 2), 5, 7));
        assertThat(y.item()).isEqualTo(32);
        tape.backward(loss(y));
        assertThat(weight.grad().toArray()).containsExactly(5, 7);
        assertThat(bias.grad().toArray()).containsExactly(1);
    }

    @Test
    void onlyOneNumberComputedWithThisTapeHasAGradient() {
        Tensor two = line.forward(ctx, scope.tensor(Shape.of(2, 2), 1, 2, 3, 4));
        assertThatThrownBy(() -> tape.backward(two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("[backward] expected a loss of one element, got [2,1]: take a mean or a sum first");
        Tensor stranger = scope.tensor(Shape.of(1), 1f);
        assertThatThrownBy(() -> tape.backward(stranger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not computed with this tape");
    }

    @Test
    void onlyAWatchedInputGetsAGradient() {
        Tensor watched = watched(5, 7);
        Gradients gradients = tape.backward(loss(line.forward(ctx, watched)));
        assertThat(gradients.of(watched).toArray()).containsExactly(2, 3);

        Tensor unwatched = scope.tensor(Shape.of(1, 2), 5, 7);
        Gradients others = tape.backward(loss(line.forward(ctx, unwatched)));
        assertThatThrownBy(() -> others.of(unwatched))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no gradient reached Tensor[1,2]");
    }

    @Test
    void aTensorUsedTwiceGetsTheSumOfItsGradients() {
        Tensor x = watched(5, -7);
        // x + relu(x) + x: the gradient is 3 where x is positive, and 2 elsewhere.
        Tensor y = Sum.apply(ctx, Sum.apply(ctx, x, new ReLU().forward(ctx, x)), x);
        assertThat(y.toArray()).containsExactly(15, -14);
        Tensor gradient = tape.gradient(y, scope.tensor(Shape.of(1, 2), 1, 1), x);
        assertThat(gradient.toArray()).containsExactly(3, 2);
    }

    @Test
    void aParameterUsedTwiceGetsTheSumOfItsGradients() {
        Tensor y = Sum.apply(
                ctx,
                line.forward(ctx, scope.tensor(Shape.of(1, 2), 5, 7)),
                line.forward(ctx, scope.tensor(Shape.of(1, 2), 10, 20)));
        tape.backward(loss(y));
        assertThat(weight.grad().toArray()).containsExactly(15, 27);
        assertThat(bias.grad().toArray()).containsExactly(2);
    }

    @Test
    void twoBackwardPassesAddUp() {
        Tensor y = line.forward(ctx, scope.tensor(Shape.of(1, 2), 5, 7));
        tape.backward(loss(y));
        tape.backward(loss(y));
        assertThat(weight.grad().toArray()).containsExactly(10, 14);
    }

    @Test
    void theGradientOfOneTensorLeavesTheParametersAlone() {
        Tensor x = watched(5, 7);
        Tensor y = line.forward(ctx, x);
        Tensor dy = scope.tensor(y.shape(), 10);
        assertThat(tape.gradient(y, dy, x).toArray()).containsExactly(20, 30);
        assertThatThrownBy(weight::grad).isInstanceOf(IllegalStateException.class);

        tape.backward(loss(y));
        assertThat(tape.gradient(y, dy, x).toArray()).containsExactly(20, 30);
        assertThat(weight.grad().toArray()).containsExactly(5, 7);
        assertThat(dy.toArray()).as("what was handed in").containsExactly(10);
    }

    @Test
    void aParameterCanBeAskedForAlone() {
        Tensor y = line.forward(ctx, scope.tensor(Shape.of(1, 2), 5, 7));
        Tensor dy = scope.tensor(y.shape(), 10);
        assertThat(tape.gradient(y, dy, weight.value()).toArray()).containsExactly(50, 70);
        assertThat(tape.gradient(y, dy, bias.value()).toArray()).containsExactly(10);
        assertThatThrownBy(bias::grad).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTensorOnTheWayCanBeAskedFor() {
        Tensor hidden = new ReLU().forward(ctx, watched(5, 7));
        Tensor y = line.forward(ctx, hidden);
        assertThat(tape.gradient(y, scope.tensor(y.shape(), 1), hidden).toArray())
                .containsExactly(2, 3);
        assertThat(tape.gradient(y, scope.tensor(y.shape(), 4), y).toArray()).containsExactly(4);
    }

    @Test
    void gradientsPassAFlattenInTheInputsShape() {
        Tensor image = scope.tensor(Shape.of(1, 1, 2, 1), 5, 7);
        tape.watch(image);
        Tensor y = line.forward(ctx, new Flatten().forward(ctx, image));
        Tensor gradient = tape.gradient(y, scope.tensor(y.shape(), 1), image);
        assertThat(gradient.shape()).isEqualTo(Shape.of(1, 1, 2, 1));
        assertThat(gradient.toArray()).containsExactly(2, 3);
    }

    @Test
    void aTensorAndItsReshapeShareOneGradient() {
        Tensor x = watched(5, 7);
        Tensor y = Sum.apply(ctx, x, x.reshape(Shape.of(2, 1)));
        assertThat(tape.gradient(y, scope.tensor(y.shape(), 1, 10), x).toArray())
                .containsExactly(2, 20);
    }

    @Test
    void whatDoesNotDependSaysSo() {
        Tensor x = scope.tensor(Shape.of(1, 2), 5, 7);
        Tensor y = new ReLU().forward(ctx, x);
        assertThatThrownBy(() -> tape.gradient(y, scope.tensor(y.shape(), 1, 1), x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Tensor[1,2] does not depend on Tensor[1,2] on this tape:"
                        + " watch() it before the forward pass");
    }

    @Test
    void withoutATapeNothingIsTracked() {
        ExecutionContext predicting = ExecutionContext.inference(scope);
        assertThat(predicting.tracks(weight.value())).isFalse();
        Tensor y = line.forward(predicting, watched(5, 7));
        assertThat(y.item()).isEqualTo(32);
        assertThatThrownBy(() -> tape.gradient(y, scope.tensor(y.shape(), 1), weight.value()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
