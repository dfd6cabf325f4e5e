package dev.menny.cuda;

import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import dev.menny.backend.Transfer;
import dev.menny.cuda.driver.DevicePointer;
import dev.menny.cuda.driver.Stream;
import java.nio.ByteBuffer;

/** The GPU's memory, through the compute stream. */
final class CudaMemory implements DeviceMemory {
    private final CommandQueue queue;
    private final Stream stream;
    private final DeviceBlocks blocks;
    private final Uploads uploads;
    private final Downloads downloads;
    private final AheadUploads ahead;
    private final BufferKind activations;

    private record Fill(Stream stream, CudaBuffer destination, float value) implements Command {
        @Override
        public void issue() {
            int bits = Float.floatToRawIntBits(value);
            switch (destination.type()) {
                case F32 -> stream.fill32(destination.pointer(), bits, destination.length());
                case BF16 -> stream.fill16(destination.pointer(), Bfloat16.of(value), destination.length());
            }
        }
    }

    private record Zero(Stream stream, DevicePointer destination, long bytes) implements Command {
        @Override
        public void issue() {
            if (bytes > 0) {
                stream.fill8(destination, (byte) 0, bytes);
            }
        }
    }

    private record Copy(Stream stream, DevicePointer source, DevicePointer destination, long bytes) implements Command {
        @Override
        public void issue() {
            stream.copy(source, destination, bytes);
        }
    }

    CudaMemory(
            CommandQueue queue,
            Stream stream,
            DeviceBlocks blocks,
            Uploads uploads,
            Downloads downloads,
            AheadUploads ahead,
            BufferKind activations) {
        this.queue = queue;
        this.stream = stream;
        this.blocks = blocks;
        this.uploads = uploads;
        this.downloads = downloads;
        this.ahead = ahead;
        this.activations = activations;
    }

    @Override
    public BufferKind activations() {
        return activations;
    }

    @Override
    public CudaBuffer allocate(BufferKind kind, long length) {
        if (length < 0) {
            throw new IllegalArgumentException("a block holds at least 0 elements, got " + length);
        }
        long bytes = length * kind.bytes();
        return queue.exclusively(() -> {
            DevicePointer pointer = blocks.take(bytes);
            queue.submit(new Zero(stream, pointer, bytes));
            return new CudaBuffer(this, kind, pointer, length);
        });
    }

    @Override
    public void release(DeviceBuffer block) {
        blocks.giveBack(CudaBuffer.of(block).pointer());
    }

    /** Only the GPU's memory bounds a block. */
    @Override
    public long maxLength() {
        return Long.MAX_VALUE / Double.BYTES;
    }

    @Override
    public long freeBytes() {
        return blocks.freeBytes();
    }

    @Override
    public void upload(float[] source, int from, DeviceBuffer destination, int count) {
        CudaBuffer target = CudaBuffer.of(destination.slice(0, count));
        int most = Staging.LARGEST_PLACE / target.kind().bytes();
        for (int done = 0; done < count; done += most) {
            CudaBuffer part = target.slice(done, Math.min(most, count - done));
            int first = from + done;
            uploads.copy(part.pointer(), bytes(part), bytes -> write(source, first, part, bytes));
        }
    }

    private static void write(float[] source, int from, CudaBuffer part, ByteBuffer bytes) {
        switch (part.type()) {
            case F32 -> bytes.asFloatBuffer().put(source, from, (int) part.length());
            case BF16 -> Bfloat16.write(source, from, (int) part.length(), bytes.asShortBuffer());
        }
    }

    private static int bytes(CudaBuffer part) {
        return (int) (part.length() * part.kind().bytes());
    }

    @Override
    public void upload(int[] source, DeviceBuffer destination) {
        CudaBuffer target = CudaBuffer.of(destination.slice(0, source.length));
        int most = Staging.LARGEST_PLACE / Integer.BYTES;
        for (int done = 0; done < source.length; done += most) {
            CudaBuffer part = target.slice(done, Math.min(most, source.length - done));
            int first = done;
            uploads.copy(
                    part.pointer(), bytes(part), bytes -> bytes.asIntBuffer().put(source, first, (int) part.length()));
        }
    }

    @Override
    public void upload(byte[] source, DeviceBuffer destination) {
        CudaBuffer target = CudaBuffer.of(destination.slice(0, source.length));
        for (int done = 0; done < source.length; done += Staging.LARGEST_PLACE) {
            CudaBuffer part = target.slice(done, Math.min(Staging.LARGEST_PLACE, source.length - done));
            int first = done;
            uploads.copy(part.pointer(), bytes(part), bytes -> bytes.put(source, first, (int) part.length()));
        }
    }

    @Override
    public Transfer uploadAhead(byte[] source, DeviceBuffer destination) {
        return ahead.start(source, CudaBuffer.of(destination.slice(0, source.length)));
    }

    @Override
    public void download(DeviceBuffer source, float[] destination, int to, int count) {
        CudaBuffer from = CudaBuffer.of(source.slice(0, count));
        int most = Downloads.LARGEST / from.kind().bytes();
        for (int done = 0; done < count; done += most) {
            CudaBuffer part = from.slice(done, Math.min(most, count - done));
            int first = to + done;
            downloads.copy(part.pointer(), bytes(part), bytes -> read(bytes, part, destination, first));
        }
    }

    private static void read(ByteBuffer bytes, CudaBuffer part, float[] destination, int to) {
        switch (part.type()) {
            case F32 -> bytes.asFloatBuffer().get(destination, to, (int) part.length());
            case BF16 -> Bfloat16.read(bytes.asShortBuffer(), destination, to, (int) part.length());
        }
    }

    @Override
    public void download(DeviceBuffer source, byte[] destination, int count) {
        CudaBuffer from = CudaBuffer.of(source.slice(0, count));
        for (int done = 0; done < count; done += Downloads.LARGEST) {
            CudaBuffer part = from.slice(done, Math.min(Downloads.LARGEST, count - done));
            int first = done;
            downloads.copy(part.pointer(), bytes(part), bytes -> bytes.get(destination, first, (int) part.length()));
        }
    }

    @Override
    public void fill(DeviceBuffer destination, float value) {
        queue.submit(new Fill(stream, CudaBuffer.of(destination), value));
    }

    @Override
    public void copy(DeviceBuffer source, DeviceBuffer destination) {
        CudaBuffer from = CudaBuffer.of(source);
        CudaBuffer to = CudaBuffer.of(destination.slice(0, source.length()));
        if (from.kind() != to.kind()) {
            throw new IllegalArgumentException(
                    "a buffer of %s cannot be copied to one of %s".formatted(from.kind(), to.kind()));
        }
        queue.submit(new Copy(
                stream,
                from.pointer(),
                to.pointer(),
                from.length() * from.kind().bytes()));
    }

    @Override
    public String toString() {
        return "the GPU";
    }
}
