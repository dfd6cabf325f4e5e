package dev.menny.app.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.app.TestPictures;
import dev.menny.app.TestWeights;
import dev.menny.app.inference.Batcher.Waiting;
import dev.menny.app.model.Models;
import dev.menny.app.model.Models.Lease;
import dev.menny.app.model.ServedModel;
import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.trainer.data.Picture;
import dev.menny.trainer.data.PictureReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever waits for a batch hears of it, whatever happens. */
@Timeout(60)
class BatcherTest {
    private static final byte[] FILE = TestPictures.png(16, 16, 1);

    @TempDir
    private Path folder;

    private final Backend backend = Backends.open("cpu");
    private final Models models = new Models();

    /** Has no memory for the first batch. */
    private static final class FailingOnce extends LinkedBlockingQueue<Waiting> {
        private static final long serialVersionUID = 1L;

        private final AtomicBoolean failed = new AtomicBoolean();

        @Override
        public int drainTo(Collection<? super Waiting> batch, int most) {
            if (!failed.getAndSet(true)) {
                throw new OutOfMemoryError("in the test");
            }
            return super.drainTo(batch, most);
        }
    }

    @BeforeEach
    void load() throws IOException {
        models.use(ServedModel.load(TestWeights.save(folder.resolve("a.safetensors"), 16, 1), backend));
    }

    @AfterEach
    void end() {
        models.close();
        backend.close();
    }

    @Test
    void anErrorBetweenBatchesFailsOneAndNoMore() throws Exception {
        try (Batcher batcher = new Batcher(size -> {}, new FailingOnce());
                Lease lease = models.lease().orElseThrow()) {
            Picture picture = lease.model().format().fit(PictureReader.read(FILE, 1000));
            assertThatThrownBy(() -> batcher.predict(lease, picture).get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(OutOfMemoryError.class);
            assertThat(batcher.predict(lease, picture).get(10, TimeUnit.SECONDS).prediction())
                    .isNotNull();
            assertThat(batcher.isAlive()).isTrue();
        }
    }

    @Test
    void afterTheEndNobodyWaits() {
        Batcher batcher = new Batcher(size -> {});
        batcher.close();
        assertThat(batcher.isAlive()).isFalse();
        try (Lease lease = models.lease().orElseThrow()) {
            Picture picture = lease.model().format().fit(PictureReader.read(FILE, 1000));
            assertThatThrownBy(() -> batcher.predict(lease, picture).get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(QueueFullException.class);
        }
    }

    @Test
    void whatIsDroppedAtTheEndIsToldSo() throws Exception {
        Inference inference = new Inference(models, 1, 4, 1000, size -> {});
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> first = inference.decode(FILE, picture -> {
            begun.countDown();
            sleepUnlessInterrupted();
            return "over";
        });
        CompletableFuture<Answer> second = inference.predict(FILE);
        begun.await();
        inference.close(Duration.ZERO);
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("over");
        assertDropped(second);
        assertDropped(inference.predict(FILE));
        assertThat(inference.admitted()).isZero();
    }

    private static void assertDropped(CompletableFuture<Answer> answer) {
        assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(QueueFullException.class);
    }

    private static void sleepUnlessInterrupted() {
        try {
            Thread.sleep(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
