package dev.menny.backend.reference;

import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.host.HostBuffer;

/**
 * A float buffer by index, so that the formulas of {@link ReferenceKernels} read without offsets.
 *
 * @param array the buffer's array
 * @param offset index of the buffer's first element
 */
record Values(float[] array, int offset) {
    static Values of(DeviceBuffer buffer) {
        HostBuffer host = HostBuffer.of(buffer);
        return new Values(host.floats(), host.offset());
    }

    float get(int index) {
        return array[offset + index];
    }

    void set(int index, double value) {
        array[offset + index] = (float) value;
    }

    /** Overwrites or adds to a gradient, as it asks for. */
    static void store(double[] gradient, GradientBuffer destination) {
        Values target = of(destination.buffer());
        for (int i = 0; i < gradient.length; i++) {
            target.set(i, destination.accumulate() ? target.get(i) + gradient[i] : gradient[i]);
        }
    }

    static int getInt(DeviceBuffer buffer, int index) {
        HostBuffer host = HostBuffer.of(buffer);
        return host.ints()[host.offset() + index];
    }

    static int getByte(DeviceBuffer buffer, int index) {
        HostBuffer host = HostBuffer.of(buffer);
        return host.bytes()[host.offset() + index];
    }

    static void setByte(DeviceBuffer buffer, int index, int value) {
        HostBuffer host = HostBuffer.of(buffer);
        host.bytes()[host.offset() + index] = (byte) value;
    }
}
