package dev.menny.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Backend;
import dev.menny.backend.BufferKind;
import dev.menny.backend.Buffers;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import dev.menny.backend.Precision;
import dev.menny.backend.TestBackends;
import dev.menny.backend.Transfer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("gpu")
class CudaMemoryTest {
    private final Backend backend = TestGpu.open(Precision.BF16);
    private final DeviceMemory memory = backend.memory();

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void newBlocksAreZero() {
        DeviceBuffer first = memory.allocate(BufferKind.F32, 1000);
        memory.fill(first, 3);
        memory.release(first);
        assertThat(Buffers.read(memory.allocate(BufferKind.F32, 1000))).containsOnly(0);
    }

    @Test
    void tellsWhatIsLeft() {
        long before = memory.freeBytes();
        memory.allocate(BufferKind.U8, 64 << 20);
        assertThat(before - memory.freeBytes()).isGreaterThanOrEqualTo(64 << 20);
    }

    /** Larger than what is copied at a time. */
    @Test
    void copiesManyFloatsAndBytes() {
        int length = (40 << 20) / Float.BYTES + 3;
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i;
        }
        DeviceBuffer floats = memory.allocate(BufferKind.F32, length + 1L);
        memory.upload(values, 0, floats.slice(1, length), length);
        assertThat(Buffers.read(floats.slice(1, length))).isEqualTo(values);

        byte[] content = new byte[40 << 20];
        new Random(1).nextBytes(content);
        DeviceBuffer bytes = memory.allocate(BufferKind.U8, content.length);
        memory.upload(content, bytes);
        byte[] back = new byte[content.length];
        memory.download(bytes, back, back.length);
        assertThat(back).isEqualTo(content);
    }

    @Test
    void copiesPartsOfArrays() {
        DeviceBuffer buffer = memory.allocate(BufferKind.F32, 4);
        memory.upload(new float[] {1, 2, 3, 4, 5}, 2, buffer.slice(1, 3), 3);
        float[] values = {-1, -1, -1, -1, -1, -1};
        memory.download(buffer, values, 1, 4);
        assertThat(values).containsExactly(-1, 0, 3, 4, 5, -1);
    }

    @Test
    void activationsAreRoundedToTheNearestEven() {
        assertThat(memory.activations()).isEqualTo(BufferKind.BF16);
        DeviceBuffer buffer = memory.allocate(BufferKind.BF16, 6);
        float halfway = 1 + 0x1p-8f;
        float aboveHalfway = 1 + 3 * 0x1p-8f;
        memory.upload(new float[] {1.5f, halfway, aboveHalfway, Float.NaN, Float.NEGATIVE_INFINITY, -0f}, 0, buffer, 6);
        assertThat(Buffers.read(buffer)).containsExactly(1.5f, 1, 1 + 0x1p-6f, Float.NaN, Float.NEGATIVE_INFINITY, -0f);
        memory.fill(buffer.slice(1, 2), 0.25f);
        assertThat(Buffers.read(buffer)).startsWith(1.5f, 0.25f, 0.25f, Float.NaN);
    }

    @Test
    void copiesOnTheDevice() {
        Buffers buffers = new Buffers(backend);
        DeviceBuffer source = buffers.of(1, 2, 3);
        DeviceBuffer destination = buffers.of(7, 7, 7, 7);
        memory.copy(source, destination.slice(1, 3));
        assertThat(Buffers.read(destination)).containsExactly(7, 1, 2, 3);
    }

    @Test
    void sendsBytesAheadOfTheirUse() {
        DeviceBuffer even = memory.allocate(BufferKind.U8, 5000);
        DeviceBuffer odd = memory.allocate(BufferKind.U8, 5000);
        byte[] content = new byte[5000];
        for (int round = 0; round < 8; round++) {
            Arrays.fill(content, (byte) round);
            DeviceBuffer destination = round % 2 == 0 ? even : odd;
            Transfer transfer = memory.uploadAhead(content, destination);
            Arrays.fill(content, (byte) -1); // the source is free again at once
            transfer.await();
            byte[] arrived = new byte[5000];
            memory.download(destination, arrived, arrived.length);
            assertThat(arrived).containsOnly(round);
        }
    }

    @Test
    void refusesBuffersOfAnotherDevice() {
        try (Backend cpu = TestBackends.reference()) {
            DeviceBuffer foreign = new Buffers(cpu).of(1, 2);
            DeviceBuffer own = new Buffers(backend).of(1, 2);
            assertThatThrownBy(() -> backend.kernels().reluForward(2, foreign, own))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a GPU kernel was given a buffer of the Java heap");
            assertThatThrownBy(() -> cpu.kernels().reluForward(2, own, foreign))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a CPU kernel was given a buffer of the GPU");
        }
    }
}
