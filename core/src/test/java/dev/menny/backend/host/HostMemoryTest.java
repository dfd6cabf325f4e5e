package dev.menny.backend.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import org.junit.jupiter.api.Test;

class HostMemoryTest {
    private final HostMemory memory = new HostMemory();

    @Test
    void aSliceOfASliceSeesTheSameElements() {
        DeviceBuffer block = memory.allocate(BufferKind.F32, 10);
        memory.upload(new float[] {9, 1, 2, 3}, 1, block.slice(3, 5).slice(1, 3), 3);
        float[] all = new float[10];
        memory.download(block, all, 0, 10);
        assertThat(all).containsExactly(0, 0, 0, 0, 1, 2, 3, 0, 0, 0);
    }

    @Test
    void nothingReachesOutOfABuffer() {
        DeviceBuffer slice = memory.allocate(BufferKind.F32, 10).slice(2, 4);
        assertThatThrownBy(() -> slice.slice(2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.slice(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> memory.upload(new float[5], 0, slice, 5))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> memory.download(slice, new float[5], 0, 5))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void fillsAndCopiesABufferAndNothingElse() {
        DeviceBuffer block = memory.allocate(BufferKind.F32, 6);
        memory.fill(block.slice(1, 2), 7);
        memory.copy(block.slice(1, 2), block.slice(4, 2));
        float[] all = new float[6];
        memory.download(block, all, 0, 6);
        assertThat(all).containsExactly(0, 7, 7, 0, 7, 7);
    }

    @Test
    void saysHowMuchABlockHolds() {
        assertThatThrownBy(() -> memory.allocate(BufferKind.F32, 1L << 31))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("one block of heap memory holds 0 to ")
                .hasMessageEndingWith("got 2,147,483,648");
        assertThatThrownBy(() -> memory.allocate(BufferKind.U8, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lendsTheSmallestIdleBlockThatFits() {
        ScratchPool pool = new ScratchPool(memory);
        ScratchPool.Lease large = pool.lend(1000);
        ScratchPool.Lease small = pool.lend(100);
        float[] smallArray = small.floats();
        float[] largeArray = large.floats();
        assertThat(smallArray).isNotSameAs(largeArray);
        large.close();
        small.close();
        try (ScratchPool.Lease first = pool.lend(50);
                ScratchPool.Lease second = pool.lend(50)) {
            assertThat(first.floats()).isSameAs(smallArray);
            assertThat(second.floats()).isSameAs(largeArray);
        }
        try (ScratchPool.Lease again = pool.lend(1000)) {
            assertThat(again.floats()).isSameAs(largeArray);
        }
    }
}
