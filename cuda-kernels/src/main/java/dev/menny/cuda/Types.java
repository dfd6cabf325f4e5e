package dev.menny.cuda;

import dev.menny.cuda.driver.DataType;
import java.util.Locale;

/** Names of kernels that exist for both types of elements. */
final class Types {
    private Types() {}

    /** The kernel for elements of a type, such as {@code relu_forward_bf16}. */
    static String kernel(String name, DataType type) {
        return name + "_" + type.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kernel for the type that all buffers have in common.
     *
     * @throws IllegalArgumentException if they have none
     */
    static String kernel(String name, CudaBuffer first, CudaBuffer... others) {
        for (CudaBuffer other : others) {
            if (other.type() != first.type()) {
                throw new IllegalArgumentException(
                        "[%s] expected buffers of one type, got %s and %s".formatted(name, first.type(), other.type()));
            }
        }
        return kernel(name, first.type());
    }
}
