package dev.menny.cuda.driver;

import java.util.List;
import jcuda.NativePointerObject;
import jcuda.Pointer;
import jcuda.driver.CUfunction;
import jcuda.driver.JCudaDriver;

/** A function that runs on the device, once per thread of a grid. */
public final class Kernel {
    private final String name;
    private final CUfunction function;

    Kernel(String name, CUfunction function) {
        this.name = name;
        this.function = function;
    }

    /**
     * Starts a grid of {@code rows} rows of {@code blocks} blocks.
     *
     * @param arguments in the kernel's order: a Long for an address or a {@code long long}, an Integer, a Float
     */
    public void launch(Stream stream, int blocks, int rows, int threads, List<Number> arguments) {
        NativePointerObject[] values = arguments.stream().map(Kernel::pointerTo).toArray(NativePointerObject[]::new);
        Check.driver(
                "cuLaunchKernel " + name,
                JCudaDriver.cuLaunchKernel(
                        function, blocks, rows, 1, threads, 1, 1, 0, stream.handle(), Pointer.to(values), null));
    }

    private static Pointer pointerTo(Number argument) {
        return switch (argument) {
            case Long value -> Pointer.to(new long[] {value});
            case Integer value -> Pointer.to(new int[] {value});
            case Float value -> Pointer.to(new float[] {value});
            default -> throw new IllegalArgumentException("no kernel takes a " + argument.getClass());
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
