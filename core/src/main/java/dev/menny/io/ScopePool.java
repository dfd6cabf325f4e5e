package dev.menny.io;

import dev.menny.backend.Backend;
import dev.menny.tensor.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Scopes that requests borrow, so that a request allocates nothing once one like it has run before. There are as many
 * as cores at most: more requests than that would only take memory from each other, so they wait.
 */
final class ScopePool implements AutoCloseable {
    private final Backend backend;
    private final int size = Runtime.getRuntime().availableProcessors();
    // Fair, so that close(), which wants all permits, has its turn under load.
    private final Semaphore free = new Semaphore(size, true);
    private final Deque<Scope> idle = new ArrayDeque<>();
    private boolean closed;

    ScopePool(Backend backend) {
        this.backend = backend;
    }

    /**
     * Runs a request in a scope that is its own until it returns.
     *
     * @throws IllegalStateException if the pool was closed
     */
    <T> T with(Function<Scope, T> request) {
        free.acquireUninterruptibly();
        try {
            Scope scope = take();
            try {
                return request.apply(scope);
            } finally {
                scope.reset();
                giveBack(scope);
            }
        } finally {
            free.release();
        }
    }

    private synchronized Scope take() {
        if (closed) {
            throw new IllegalStateException("this classifier was closed: load it again");
        }
        Scope scope = idle.poll();
        return scope == null ? Scope.open(backend) : scope;
    }

    private synchronized void giveBack(Scope scope) {
        idle.push(scope);
    }

    /** Waits for the requests that run, refuses all others and gives the memory back. */
    @Override
    public void close() {
        free.acquireUninterruptibly(size);
        try {
            release();
        } finally {
            free.release(size);
        }
    }

    private synchronized void release() {
        closed = true;
        idle.forEach(Scope::close);
        idle.clear();
    }
}
