package dev.menny.backend;

import java.util.function.Consumer;

/**
 * One call of one kernel, to be tried on several backends.
 *
 * @param name the operation and its sizes
 * @param operation takes buffers from a bench and calls the kernel
 */
record ContractCase(String name, Consumer<Bench> operation) {
    @Override
    public String toString() {
        return name;
    }
}
