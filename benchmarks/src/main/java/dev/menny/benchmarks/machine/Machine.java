package dev.menny.benchmarks.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Arrays and threads to find this machine's ceilings with. */
public final class Machine implements AutoCloseable {
    private final int threads;
    private final int length;
    private final ExecutorService team;
    private final float[] a;
    private final float[] b;
    private final float[] c;

    /**
     * A machine to measure.
     *
     * @param threads how many compute at once
     * @param floats length of each of three arrays; rounded down to what divides well
     */
    public Machine(int threads, int floats) {
        this.threads = threads;
        int grain = threads * Streams.GRAIN;
        this.length = Math.max(1, floats / grain) * grain;
        this.team = Executors.newFixedThreadPool(threads);
        this.a = filled();
        this.b = filled();
        this.c = filled();
    }

    private float[] filled() {
        float[] values = new float[length];
        Arrays.fill(values, 1f);
        return values;
    }

    /** Multiply-adds on all threads. */
    public float fma() {
        return onAll((from, to) -> Fma.run());
    }

    /** Reads one array. */
    public float read() {
        return onAll((from, to) -> Streams.read(a, from, to));
    }

    /** Copies one array onto another. */
    public void copy() {
        onAll((from, to) -> {
            Streams.copy(a, b, from, to);
            return 0;
        });
    }

    /** Computes one array from two others. */
    public void triad() {
        onAll((from, to) -> {
            Streams.triad(a, b, c, from, to);
            return 0;
        });
    }

    /** Computes one array from itself. */
    public void update() {
        onAll((from, to) -> {
            Streams.update(a, from, to);
            return 0;
        });
    }

    private interface Part {
        float run(int from, int to);
    }

    private float onAll(Part part) {
        if (threads == 1) {
            return part.run(0, length);
        }
        int share = length / threads;
        List<Callable<Float>> parts = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int from = t * share;
            parts.add(() -> part.run(from, from + share));
        }
        try {
            float sum = 0;
            for (Future<Float> result : team.invokeAll(parts)) {
                sum += result.get();
            }
            return sum;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        team.close();
    }
}
