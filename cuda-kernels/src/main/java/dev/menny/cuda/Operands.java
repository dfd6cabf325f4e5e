package dev.menny.cuda;

import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.GradientBuffer;
import dev.menny.cuda.Workspaces.Workspace;
import dev.menny.cuda.driver.DataType;

/**
 * Brings buffers into the form that cuBLAS and cuDNN compute on: elements of one type, at addresses that are multiples of 16
 * bytes. Parameters are float32, and in mixed precision read as bfloat16; most others have that form already.
 */
final class Operands {
    private static final int ALIGNMENT = 16;

    private final Elementwise elementwise;

    Operands(Elementwise elementwise) {
        this.elementwise = elementwise;
    }

    /** The buffer, or a copy of it in borrowed memory. */
    CudaBuffer input(DeviceBuffer buffer, long length, DataType type, Workspace workspace) {
        CudaBuffer own = CudaBuffer.of(buffer);
        if (fits(own, type)) {
            return own;
        }
        CudaBuffer copy = workspace.floats(type, length);
        elementwise.convert(own, copy, length, false);
        return copy;
    }

    /** Where a library puts a result that is wanted elsewhere, or in another form. */
    record Output(CudaBuffer buffer, GradientBuffer wanted, boolean isDirect) {
        /** True if the library must add to what is there. */
        boolean accumulate() {
            return isDirect && wanted.accumulate();
        }
    }

    Output output(GradientBuffer wanted, long length, DataType type, Workspace workspace) {
        CudaBuffer own = CudaBuffer.of(wanted.buffer());
        return fits(own, type)
                ? new Output(own, wanted, true)
                : new Output(workspace.floats(type, length), wanted, false);
    }

    /** Brings a result to where it was wanted. */
    void deliver(Output output, long length) {
        if (!output.isDirect()) {
            CudaBuffer wanted = CudaBuffer.of(output.wanted().buffer());
            elementwise.convert(output.buffer(), wanted, length, output.wanted().accumulate());
        }
    }

    private static boolean fits(CudaBuffer buffer, DataType type) {
        return buffer.type() == type && buffer.pointer().isAligned(ALIGNMENT);
    }
}
