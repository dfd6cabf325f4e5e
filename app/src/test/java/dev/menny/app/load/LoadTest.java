package dev.menny.app.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.app.TestPictures;
import dev.menny.app.TestServer;
import dev.menny.app.TestWeights;
import dev.menny.trainer.model.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link LoadRun} at a size that every build can bear; its bound leaves room for whatever else the machine does. */
@Timeout(120)
class LoadTest {
    private static final int REQUESTS = 300;
    private static final int CLIENTS = 32;
    private static final int ROUNDS = 3;
    private static final double LEAST_RATIO = 0.5;
    private static final double MOST_GROWTH_MEBIBYTES = 16;

    @TempDir
    private Path folder;

    @Test
    void theServerKeepsUpAndHoldsNothing() throws IOException, InterruptedException {
        Path weights = TestWeights.save(folder.resolve("a.safetensors"), 64, 1);
        List<byte[]> pictures = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            pictures.add(TestPictures.png(256, 256, i));
        }
        int threads = Runtime.getRuntime().availableProcessors();
        try (TestServer server = TestServer.start(weights);
                Predictor predictor = Predictor.load(weights)) {
            Load.direct(predictor, pictures, REQUESTS, threads);
            Load.throughServer(server.port(), pictures, REQUESTS, CLIENTS);
            double heapBefore = LoadRun.heapMebibytes();
            double best = 0;
            for (int round = 0; round < ROUNDS; round++) {
                Load.Round direct = Load.direct(predictor, pictures, REQUESTS, threads);
                Load.Round served = Load.throughServer(server.port(), pictures, REQUESTS, CLIENTS);
                assertThat(served.failed()).isZero();
                assertThat(served.refused()).isZero();
                best = Math.max(best, served.perSecond() / direct.perSecond());
            }
            assertThat(best).isGreaterThan(LEAST_RATIO);
            assertThat(LoadRun.heapMebibytes()).isLessThan(heapBefore + MOST_GROWTH_MEBIBYTES);
        }
    }
}
