package dev.menny.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.app.RawHttp;
import dev.menny.app.RawHttp.Response;
import dev.menny.app.TestPictures;
import dev.menny.app.TestServer;
import dev.menny.app.TestWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More than fits is refused at once, and what comes later is served again. */
@Timeout(60)
class OverloadTest {
    private static final int QUEUE = 3;
    private static final byte[] PICTURE = TestPictures.png(40, 40, 1);
    private static final byte[] REQUEST = RawHttp.post("/api/predict", "", PICTURE);

    @TempDir
    private Path folder;

    @Test
    void aFullQueueSaysWhenToComeAgainAndRecovers() throws Exception {
        try (TestServer server = TestServer.start(weights(), QUEUE, 1 << 20)) {
            CountDownLatch busy = new CountDownLatch(1);
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < QUEUE; i++) {
                work.add(server.inference().decode(PICTURE, picture -> {
                    await(busy);
                    return "done";
                }));
            }
            for (int i = 0; i < 5; i++) {
                Response answer = RawHttp.exchange(server.port(), REQUEST);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isEqualTo("1");
                assertThat(answer.body()).contains("try again");
            }
            assertThat(health(server)).isEqualTo(200);
            busy.countDown();
            for (Future<?> one : work) {
                one.get();
            }
            assertThat(RawHttp.exchange(server.port(), REQUEST).status()).isEqualTo(200);
        }
    }

    @Test
    void whereNothingIsComputedHealthSaysSo() throws IOException {
        try (TestServer server = TestServer.start(weights())) {
            assertThat(health(server)).isEqualTo(200);
            server.inference().close();
            assertThat(health(server)).isEqualTo(503);
        }
    }

    @Test
    void manyAtOnceAreServedOrToldToComeAgain() throws Exception {
        try (TestServer server = TestServer.start(weights(), QUEUE, 1 << 20);
                ExecutorService clients = Executors.newFixedThreadPool(24)) {
            List<Future<Response>> answers = new ArrayList<>();
            for (int i = 0; i < 240; i++) {
                answers.add(clients.submit(() -> RawHttp.exchange(server.port(), REQUEST)));
            }
            for (Future<Response> answer : answers) {
                assertThat(answer.get().status()).isIn(200, 503);
            }
            assertThat(server.inference().admitted()).isZero();
            assertThat(RawHttp.exchange(server.port(), REQUEST).status()).isEqualTo(200);
        }
    }

    @Test
    void withoutAModelThereIsNothingToTell() throws IOException {
        try (TestServer server = TestServer.start(null)) {
            assertThat(RawHttp.exchange(server.port(), REQUEST).status()).isEqualTo(409);
            assertThat(RawHttp.exchange(server.port(), RawHttp.get("/api/model", ""))
                            .body())
                    .isEqualTo("{\"loaded\":false}");
            assertThat(health(server)).isEqualTo(200);
        }
    }

    private static int health(TestServer server) throws IOException {
        return RawHttp.exchange(server.port(), RawHttp.get("/health", "")).status();
    }

    private Path weights() throws IOException {
        return TestWeights.save(folder.resolve("a.safetensors"), 32, 1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
