package dev.menny.nn;

import dev.menny.backend.Backend;
import dev.menny.backend.Buffers;
import dev.menny.backend.ConvBlockSpec;
import dev.menny.backend.DelegatingKernels;
import dev.menny.backend.DeviceBuffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes which side of every ReLU and max a forward pass took: where two passes differ, no derivative compares them. */
final class MaskRecorder extends DelegatingKernels {
    private final List<ByteBuffer> masks = new ArrayList<>();

    MaskRecorder(Backend backend) {
        super(backend.kernels());
    }

    /** The masks since the last call. */
    List<ByteBuffer> take() {
        List<ByteBuffer> taken = List.copyOf(masks);
        masks.clear();
        return taken;
    }

    @Override
    public void convBlockForward(
            ConvBlockSpec spec,
            DeviceBuffer x,
            DeviceBuffer w,
            DeviceBuffer b,
            DeviceBuffer y,
            @Nullable DeviceBuffer mask) {
        super.convBlockForward(spec, x, w, b, y, mask);
        if (mask != null) {
            byte[] bits = new byte[Math.toIntExact(mask.length())];
            mask.memory().download(mask, bits, bits.length);
            masks.add(ByteBuffer.wrap(bits));
        }
    }

    @Override
    public void reluForward(long length, DeviceBuffer x, DeviceBuffer y) {
        super.reluForward(length, x, y);
        float[] values = Buffers.read(y);
        byte[] bits = new byte[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (byte) (values[i] > 0 ? 1 : 0);
        }
        masks.add(ByteBuffer.wrap(bits));
    }
}
