package dev.menny.autograd;

import dev.menny.backend.Kernels;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a forward pass runs in. An argument, never a thread-local: so one model serves many threads, each with a context
 * of its own.
 */
public final class ExecutionContext {
    private final Scope scope;
    private final @Nullable Tape tape;
    private final @Nullable RandomStream dropout;

    private ExecutionContext(Scope scope, @Nullable Tape tape, @Nullable RandomStream dropout) {
        this.scope = scope;
        this.tape = tape;
        this.dropout = dropout;
    }

    /** Predicting: nothing is recorded, nothing is dropped. */
    public static ExecutionContext inference(Scope scope) {
        return new ExecutionContext(scope, null, null);
    }

    /** Differentiating a model as it predicts: recorded, nothing dropped. */
    public static ExecutionContext recording(Tape tape) {
        return new ExecutionContext(tape.scope(), tape, null);
    }

    /** Training: recorded, and dropout draws from the given stream. */
    public static ExecutionContext training(Tape tape, RandomStream dropout) {
        return new ExecutionContext(tape.scope(), tape, dropout);
    }

    /** Where results are allocated. */
    public Scope scope() {
        return scope;
    }

    /** What computes. */
    public Kernels kernels() {
        return scope.backend().kernels();
    }

    /** The stream that dropout draws from, or null outside training. */
    public @Nullable RandomStream dropout() {
        return dropout;
    }

    /** True if a gradient may flow to the tensor, so that a function should keep what its derivative needs. */
    public boolean tracks(Tensor tensor) {
        return tape != null && tape.tracks(tensor);
    }

    /** Remembers an operation if a gradient can flow through it. */
    public void record(Function function, Tensor output) {
        if (tape != null) {
            tape.record(function, output);
        }
    }
}
