package dev.menny.app.load;

import dev.menny.trainer.data.PictureReader;
import dev.menny.trainer.model.Predictor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The same work, through the server and without it. */
final class Load {
    private static final long MAX_PIXELS = 50_000_000;

    private Load() {}

    /**
     * How a round went.
     *
     * @param perSecond pictures answered
     * @param nanos each request's time, ascending
     * @param refused answers of 503
     * @param failed other answers than 200 and 503, and broken connections
     */
    record Round(double perSecond, long[] nanos, int refused, int failed) {
        double percentileMillis(double share) {
            return nanos[(int) Math.min(nanos.length - 1, Math.floor(share * nanos.length))] / 1e6;
        }
    }

    @FunctionalInterface
    private interface Caller extends AutoCloseable {
        /** Sends picture number i and returns the answer's status. */
        int call(int picture) throws IOException;

        @Override
        default void close() throws IOException {}
    }

    @FunctionalInterface
    private interface Callers {
        Caller open() throws IOException;
    }

    /** Clients that send, wait and send again, each over a connection of its own. */
    static Round throughServer(int port, List<byte[]> pictures, int requests, int clients) throws InterruptedException {
        List<byte[]> ready = pictures.stream()
                .map(picture -> KeepAliveClient.request("/api/predict", picture))
                .toList();
        return round(requests, clients, () -> {
            KeepAliveClient client = new KeepAliveClient(port);
            return new Caller() {
                @Override
                public int call(int i) throws IOException {
                    return client.send(ready.get(i % ready.size())).status();
                }

                @Override
                public void close() throws IOException {
                    client.close();
                }
            };
        });
    }

    /** Threads that decode and predict, one picture after the other, with nothing in between. */
    static Round direct(Predictor predictor, List<byte[]> pictures, int requests, int threads)
            throws InterruptedException {
        return round(requests, threads, () -> i -> {
            predictor.predict(PictureReader.read(pictures.get(i % pictures.size()), MAX_PIXELS));
            return 200;
        });
    }

    private static Round round(int requests, int callers, Callers kind) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        long[] nanos = new long[requests];
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int c = 0; c < callers; c++) {
                running.add(threads.submit(() -> {
                    try (Caller caller = kind.open()) {
                        for (int i = next.getAndIncrement(); i < requests; i = next.getAndIncrement()) {
                            long sent = System.nanoTime();
                            int status = caller.call(i);
                            nanos[i] = System.nanoTime() - sent;
                            if (status != 200) {
                                (status == 503 ? refused : failed).incrementAndGet();
                            }
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    failed.incrementAndGet();
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos);
        return new Round(requests / seconds, nanos, refused.get(), failed.get());
    }
}
