package dev.menny.backend.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ThreadTeamTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void runsEachTaskOnce(int size) {
        try (ThreadTeam team = new ThreadTeam(size)) {
            for (int count : new int[] {0, 1, 2, 7, 1000}) {
                AtomicIntegerArray runs = new AtomicIntegerArray(count);
                team.run(count, runs::incrementAndGet);
                for (int i = 0; i < count; i++) {
                    assertThat(runs.get(i)).as("task %d of %d", i, count).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void usesAllItsThreads() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (ThreadTeam team = new ThreadTeam(3)) {
            CountDownLatch together = new CountDownLatch(3);
            team.run(3, task -> {
                threads.add(Thread.currentThread());
                together.countDown();
                await(together);
            });
        }
        assertThat(threads).hasSize(3).contains(Thread.currentThread());
    }

    @Test
    void cutsARangeWithoutGapOrOverlap() {
        List<String> ranges = new CopyOnWriteArrayList<>();
        try (ThreadTeam team = new ThreadTeam(2)) {
            team.runRanges(10, 4, (from, to) -> ranges.add(from + "-" + to));
        }
        assertThat(ranges).containsExactlyInAnyOrder("0-4", "4-8", "8-10");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void handsOnWhatATaskThrewAndWorksOnAfterwards(int size) {
        try (ThreadTeam team = new ThreadTeam(size)) {
            assertThatThrownBy(() -> team.run(10, task -> {
                        if (task == 3) {
                            throw new IllegalStateException("task 3 broke");
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("task 3 broke");
            AtomicInteger runs = new AtomicInteger();
            team.run(10, task -> runs.incrementAndGet());
            assertThat(runs.get()).isEqualTo(10);
        }
    }

    /** Else the caller could free or reuse buffers that tasks still write to. */
    @Test
    void anInterruptedCallerLeavesOnlyWhenAllTasksAreDone() {
        AtomicInteger done = new AtomicInteger();
        try (ThreadTeam team = new ThreadTeam(2)) {
            Thread.currentThread().interrupt();
            team.run(50, task -> done.incrementAndGet());
            assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        }
        assertThat(done.get()).isEqualTo(50);
    }

    @Test
    void servesSeveralCallersAtOnce() throws InterruptedException {
        try (ThreadTeam team = new ThreadTeam(3)) {
            AtomicInteger runs = new AtomicInteger();
            List<Thread> callers = List.of(
                    new Thread(() -> team.run(500, task -> runs.incrementAndGet())),
                    new Thread(() -> team.run(500, task -> runs.incrementAndGet())));
            callers.forEach(Thread::start);
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(runs.get()).isEqualTo(1000);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
