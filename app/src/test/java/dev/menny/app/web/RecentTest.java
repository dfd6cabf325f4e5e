package dev.menny.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();
    private final Recent<Integer> recent = new Recent<>(asked::incrementAndGet, Duration.ofNanos(10), now::get);

    @Test
    void itIsKeptForAWhile() {
        assertThat(recent.get()).isEqualTo(1);
        now.set(9);
        assertThat(recent.get()).isEqualTo(1);
        now.set(10);
        assertThat(recent.get()).isEqualTo(2);
    }

    @Test
    void manyAtOnceShareOne() throws Exception {
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                answers.add(many.submit(recent::get));
            }
        }
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(1);
        }
    }
}
