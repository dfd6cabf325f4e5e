package dev.menny.autograd;

import dev.menny.tensor.Scope;
import dev.menny.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The operations of one forward pass, in order. Walking it backwards needs no sorting: what is recorded later depends on
 * what is recorded earlier, never the other way round.
 */
public final class Tape {
    private final Scope scope;
    private final List<Node> nodes = new ArrayList<>();
    private final Set<Object> tracked = Collections.newSetFromMap(new IdentityHashMap<>());

    private record Node(Function function, Tensor output) {}

    /** @param scope where gradients are allocated: the scope of the forward pass */
    public Tape(Scope scope) {
        this.scope = scope;
    }

    Scope scope() {
        return scope;
    }

    /** Asks for the gradient of a tensor that is not a parameter, such as an input. Call it before the forward pass. */
    public void watch(Tensor tensor) {
        tracked.add(tensor.storage());
    }

    boolean tracks(Tensor tensor) {
        return tensor.isParameter() || tracked.contains(tensor.storage());
    }

    void record(Function function, Tensor output) {
        if (function.inputs().stream().anyMatch(this::tracks)) {
            nodes.add(new Node(function, output));
            tracked.add(output.storage());
        }
    }

    /**
     * Adds the gradient of a loss to the parameters' gradients.
     *
     * @param loss a tensor of one element that was computed with this tape
     * @return the gradients of all other tensors on the way
     * @throws IllegalArgumentException if the loss has more elements, or was not computed with this tape
     */
    public Gradients backward(Tensor loss) {
        if (loss.shape().length() != 1) {
            throw new IllegalArgumentException(
                    "[backward] expected a loss of one element, got %s: take a mean or a sum first"
                            .formatted(loss.shape()));
        }
        if (!tracked.contains(loss.storage())) {
            throw new IllegalArgumentException(
                    "[backward] this loss was not computed with this tape from anything that has a gradient");
        }
        Tensor one = scope.allocateLike(loss);
        scope.backend().memory().fill(one.buffer(), 1);
        Gradients gradients = new Gradients(scope, this::tracks, true);
        walk(loss, one, gradients);
        return gradients;
    }

    /**
     * The gradient of one tensor with respect to another, leaving the parameters' gradients alone.
     *
     * @param y a tensor computed with this tape
     * @param dy what to multiply y's elements with, of y's shape: for one class's logit a one-hot row
     * @param wrt a tensor that y was computed from: watched, or computed with this tape
     * @throws IllegalArgumentException if y does not depend on {@code wrt}
     */
    public Tensor gradient(Tensor y, Tensor dy, Tensor wrt) {
        Set<Object> dependents = dependentsOf(wrt);
        if (!dependents.contains(y.storage())) {
            throw new IllegalArgumentException(
                    "%s does not depend on %s on this tape: watch() it before the forward pass".formatted(y, wrt));
        }
        Gradients gradients = new Gradients(scope, tensor -> dependents.contains(tensor.storage()), false);
        walk(y, dy, gradients);
        return gradients.of(wrt);
    }

    private Set<Object> dependentsOf(Tensor wrt) {
        Set<Object> dependents = Collections.newSetFromMap(new IdentityHashMap<>());
        dependents.add(wrt.storage());
        Predicate<Tensor> depends = tensor -> dependents.contains(tensor.storage());
        for (Node node : nodes) {
            if (node.function().inputs().stream().anyMatch(depends)) {
                dependents.add(node.output().storage());
            }
        }
        return dependents;
    }

    private void walk(Tensor y, Tensor dy, Gradients gradients) {
        gradients.seed(y, dy);
        for (Node node : nodes.reversed()) {
            if (gradients.reached(node.output()) && gradients.wants(node.output())) {
                node.function().backward(gradients.of(node.output()), gradients);
            }
        }
    }
}
