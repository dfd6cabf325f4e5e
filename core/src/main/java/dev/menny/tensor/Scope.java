package dev.menny.tensor;

import dev.menny.backend.Backend;
import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;

/**
 * The memory of one training step or one request. Tensors are cut from large blocks one after the other; {@link #reset}
 * makes the blocks free again without giving them back, so each step runs at the same addresses and allocates nothing.
 *
 * <p>For one thread at a time.
 */
public final class Scope implements AutoCloseable {
    private final Backend backend;
    private final BlockList activations;
    private final BlockList floats;
    private final BlockList ints;
    private final BlockList bytes;
    private long generation;

    private Scope(Backend backend) {
        this.backend = backend;
        BufferKind stored = backend.memory().activations();
        this.floats = new BlockList(backend.memory(), BufferKind.F32);
        this.activations = stored == BufferKind.F32 ? floats : new BlockList(backend.memory(), stored);
        this.ints = new BlockList(backend.memory(), BufferKind.I32);
        this.bytes = new BlockList(backend.memory(), BufferKind.U8);
    }

    /** A new scope; it takes memory as tensors ask for it. */
    public static Scope open(Backend backend) {
        return new Scope(backend);
    }

    /** The device that this scope's tensors live on. */
    public Backend backend() {
        return backend;
    }

    /** A tensor with undefined content, for activations: stored as the device stores those. */
    public Tensor allocate(Shape shape) {
        return allocateIn(activations.take(shape.length()), shape);
    }

    /** A tensor of float32 with undefined content, on every device: for losses and probabilities. */
    public Tensor allocateExact(Shape shape) {
        return allocateIn(floats.take(shape.length()), shape);
    }

    /** A tensor of another one's shape, stored like it, with undefined content: for its gradient. */
    public Tensor allocateLike(Tensor tensor) {
        return tensor.buffer().kind() == BufferKind.F32 ? allocateExact(tensor.shape()) : allocate(tensor.shape());
    }

    private Tensor allocateIn(DeviceBuffer buffer, Shape shape) {
        long born = generation;
        return new Tensor(shape, buffer, () -> generation == born);
    }

    /**
     * A tensor with the given elements.
     *
     * @param values in row-major order, as many as the shape has elements
     */
    public Tensor tensor(Shape shape, float... values) {
        return filled(allocate(shape), values);
    }

    /** A tensor of float32 with the given elements, on every device; see {@link #allocateExact}. */
    public Tensor exactTensor(Shape shape, float... values) {
        return filled(allocateExact(shape), values);
    }

    private Tensor filled(Tensor tensor, float[] values) {
        Shape shape = tensor.shape();
        if (values.length != shape.length()) {
            throw new IllegalArgumentException(
                    "%s needs %,d values, got %,d".formatted(shape, shape.length(), values.length));
        }
        backend.memory().upload(values, 0, tensor.buffer(), values.length);
        return tensor;
    }

    /** A buffer of integers, such as class labels. */
    public DeviceBuffer ints(int... values) {
        DeviceBuffer buffer = ints.take(values.length);
        backend.memory().upload(values, buffer);
        return buffer;
    }

    /** A buffer of bytes with undefined content, such as a pooling mask. */
    public DeviceBuffer bytes(long length) {
        return bytes.take(length);
    }

    /** Ends the life of all tensors of this scope and makes their memory free for the next step. */
    public void reset() {
        generation++;
        activations.reset();
        floats.reset();
        ints.reset();
        bytes.reset();
    }

    /** Bytes that this scope holds on the device. */
    public long capacityBytes() {
        long held = activations == floats ? 0 : activations.capacityBytes();
        return held + floats.capacityBytes() + ints.capacityBytes() + bytes.capacityBytes();
    }

    /** Ends the life of all tensors of this scope and gives its memory back. */
    @Override
    public void close() {
        generation++;
        activations.release();
        floats.release();
        ints.release();
        bytes.release();
    }
}
