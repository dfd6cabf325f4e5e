package dev.menny.app.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.app.TestPictures;
import dev.menny.app.TestServer;
import dev.menny.app.TestWeights;
import dev.menny.io.Prediction;
import dev.menny.trainer.data.PictureReader;
import dev.menny.trainer.model.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models are replaced back and forth while clients ask: every answer is one of theirs, and none is an error. */
@Timeout(120)
class SwapTest {
    private static final int CLIENTS = 32;
    private static final int EACH = 25;
    private static final int PICTURES = 8;
    private static final float TOLERANCE = 1e-5f;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    @Test
    void everyAnswerIsOneOfTheModels() throws Exception {
        // Of different sizes, so that a picture made for one would not fit the other.
        Path one = TestWeights.save(folder.resolve("one.safetensors"), 32, 1);
        Path other = TestWeights.save(folder.resolve("other.safetensors"), 48, 2);
        List<byte[]> pictures = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            pictures.add(TestPictures.jpeg(60 + i, 80 - i, i));
        }
        List<Prediction> ofOne = predictions(one, pictures);
        List<Prediction> ofOther = predictions(other, pictures);

        AtomicBoolean over = new AtomicBoolean();
        Set<Integer> seen = new HashSet<>();
        try (TestServer server = TestServer.start(one);
                ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1)) {
            Future<Integer> swaps = threads.submit(() -> swap(server, one, other, over));
            List<Future<Set<Integer>>> clients = new ArrayList<>();
            for (int c = 0; c < CLIENTS; c++) {
                clients.add(threads.submit(() -> ask(server.port(), pictures, ofOne, ofOther)));
            }
            try {
                for (Future<Set<Integer>> client : clients) {
                    seen.addAll(client.get());
                }
            } finally {
                over.set(true);
            }
            assertThat(swaps.get()).isGreaterThan(10);
        }
        assertThat(seen).as("models that answered").containsExactlyInAnyOrder(1, 2);
    }

    private static int swap(TestServer server, Path one, Path other, AtomicBoolean over)
            throws IOException, InterruptedException {
        int swaps = 0;
        while (!over.get()) {
            server.use(swaps % 2 == 0 ? other : one);
            swaps++;
            Thread.sleep(2);
        }
        return swaps;
    }

    private static Set<Integer> ask(int port, List<byte[]> pictures, List<Prediction> ofOne, List<Prediction> ofOther)
            throws IOException {
        Set<Integer> models = new HashSet<>();
        try (KeepAliveClient client = new KeepAliveClient(port)) {
            for (int i = 0; i < EACH; i++) {
                int picture = i % PICTURES;
                KeepAliveClient.Response response =
                        client.send(KeepAliveClient.request("/api/predict", pictures.get(picture)));
                assertThat(response.status()).as(response.body()).isEqualTo(200);
                JsonNode answer = JSON.readTree(response.body());
                boolean isOne = matches(answer, ofOne.get(picture));
                assertThat(isOne || matches(answer, ofOther.get(picture)))
                        .as(response.body())
                        .isTrue();
                models.add(isOne ? 1 : 2);
            }
        }
        return models;
    }

    private static boolean matches(JsonNode answer, Prediction prediction) {
        return prediction.probabilities().entrySet().stream()
                .allMatch(entry ->
                        Math.abs(answer.get("probabilities").get(entry.getKey()).floatValue() - entry.getValue())
                                < TOLERANCE);
    }

    private static List<Prediction> predictions(Path weights, List<byte[]> pictures) throws IOException {
        try (Predictor predictor = Predictor.load(weights)) {
            return pictures.stream()
                    .map(picture -> predictor.predict(PictureReader.read(picture, 1_000_000)))
                    .toList();
        }
    }
}
