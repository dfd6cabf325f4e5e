package dev.menny.backend;

/** Plain buffers of one backend, for tests that look at values alone. */
public final class Buffers {
    private final Backend backend;

    /** @param backend where the buffers live */
    public Buffers(Backend backend) {
        this.backend = backend;
    }

    /** A buffer of the given values. */
    public DeviceBuffer of(float... values) {
        DeviceBuffer buffer = empty(values.length);
        backend.memory().upload(values, 0, buffer, values.length);
        return buffer;
    }

    /** A buffer of zeros. */
    public DeviceBuffer empty(long length) {
        return backend.memory().allocate(BufferKind.F32, length);
    }

    /** A buffer of class numbers. */
    public DeviceBuffer labels(int... labels) {
        DeviceBuffer buffer = backend.memory().allocate(BufferKind.I32, labels.length);
        backend.memory().upload(labels, buffer);
        return buffer;
    }

    /** A mask to be written. */
    public DeviceBuffer mask(long length) {
        return backend.memory().allocate(BufferKind.U8, length);
    }

    /** The values of a buffer. */
    public static float[] read(DeviceBuffer buffer) {
        float[] values = new float[Math.toIntExact(buffer.length())];
        buffer.memory().download(buffer, values, 0, values.length);
        return values;
    }
}
