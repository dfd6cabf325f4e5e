package dev.menny.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.app.RawHttp;
import dev.menny.app.RawHttp.Response;
import dev.menny.app.TestPictures;
import dev.menny.app.TestServer;
import dev.menny.app.training.ColourFolders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A training from the request to its weights, over HTTP. */
@Timeout(120)
class TrainingApiTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String COLOURS = "{\"data\":\"colours\",\"model\":\"simple\",\"size\":16,\"epochs\":%d}";
    private static final int WITHOUT_END = 1000;

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        ColourFolders.write(folder.resolve("colours"), 12);
        server = TestServer.training(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theNewWeightsAnswerAtOnce() throws IOException {
        assertThat(get("/api/data").body()).contains("\"id\":\"colours\"", "\"pictures\":36");
        assertThat(get("/api/train").body()).isEqualTo("{\"state\":\"idle\"}");
        Response started = post(COLOURS.formatted(3));
        assertThat(started.status()).isEqualTo(202);
        assertThat(started.body()).contains("\"state\":\"running\"", "\"epochs\":3");

        List<String> names = namesOfEvents("", "done");
        assertThat(names).startsWith("start").contains("plan", "step").endsWith("done");
        assertThat(names.stream().filter("epoch"::equals)).hasSize(3);
        JsonNode model = JSON.readTree(get("/api/model").body());
        assertThat(model.get("loaded").booleanValue()).isTrue();
        assertThat(model.get("trained_on").asString()).isEqualTo("colours: 36 pictures");
        assertThat(RawHttp.exchange(server.port(), RawHttp.post("/api/predict", "", TestPictures.png(20, 20, 1)))
                        .status())
                .isEqualTo(200);
        assertThat(get("/metrics").body()).contains("menny_training_running 0.0", "menny_model_info{");
    }

    @Test
    void whoComesBackHearsTheRest() throws IOException {
        post(COLOURS.formatted(2));
        List<String> all = namesOfEvents("", "done");
        List<String> rest = namesOfEvents("Last-Event-ID: %d\r\n".formatted(firstId()), "done");
        assertThat(all).startsWith("start");
        assertThat(namesOfEvents("Last-Event-ID: 7\r\n", "done"))
                .as("an id of a server before")
                .startsWith("start");
        assertThat(rest).doesNotContain("start").endsWith("done");
        assertThat(namesOfEvents("Last-Event-ID: nonsense\r\n", "done")).startsWith("start");
    }

    @Test
    void oneAtATimeAndItCanBeStopped() throws IOException {
        assertThat(send("DELETE /api/train HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
                        .status())
                .isEqualTo(409);
        post(COLOURS.formatted(WITHOUT_END));
        namesOfEvents("", "epoch");
        assertThat(get("/metrics").body()).contains("menny_training_running 1.0");
        assertThat(post(COLOURS.formatted(1)).status()).isEqualTo(409);
        assertThat(send("DELETE /api/train HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
                        .status())
                .isEqualTo(202);
        assertThat(namesOfEvents("", "done")).endsWith("done");
        assertThat(get("/api/train").body()).contains("\"state\":\"done\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "[]",
                "null",
                "x",
                "'{\"data\":\"colours\"'",
                "'{\"data\":\"../colours\"}'",
                "'{\"data\":\"/etc\"}'",
                "'{\"data\":\"nowhere\"}'",
                "'{\"data\":7}'",
                "'{\"data\":\"colours\",\"size\":17}'",
                "'{\"data\":\"colours\",\"size\":\"big\"}'",
                "'{\"data\":\"colours\",\"size\":64.5}'",
                "'{\"data\":\"colours\",\"size\":99999999999}'",
                "'{\"data\":\"colours\",\"epochs\":0}'",
                "'{\"data\":\"colours\",\"epochs\":-1}'",
                "'{\"data\":\"colours\",\"model\":\"huge\"}'",
                "'{\"data\":\"colours\",\"evil\":1}'",
                "'{\"data\":\"colours\"} {}'"
            })
    void wrongWishesAreRefused(String body) throws IOException {
        Response answer = post(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":\"").doesNotContain("Exception", "java.", "tools.jackson");
        assertThat(get("/api/train").body()).contains("idle");
    }

    private long firstId() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(RawHttp.get("/api/train/events", ""));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = in.readLine();
            while (!line.startsWith("id: ")) {
                line = in.readLine();
            }
            return Long.parseLong(line.substring("id: ".length()));
        }
    }

    /** Follows the events until one of that name. */
    private List<String> namesOfEvents(String headers, String last) throws IOException {
        List<String> names = new ArrayList<>();
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(RawHttp.get("/api/train/events", headers));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            while (names.isEmpty() || !names.getLast().equals(last)) {
                String line = in.readLine();
                assertThat(line).as("the stream goes on").isNotNull();
                if (line.startsWith("event: ")) {
                    names.add(line.substring("event: ".length()));
                }
            }
        }
        return names;
    }

    private Response post(String json) throws IOException {
        return RawHttp.exchange(
                server.port(),
                RawHttp.post(
                        "/api/train", "Content-Type: application/json\r\n", json.getBytes(StandardCharsets.UTF_8)));
    }

    private Response get(String path) throws IOException {
        return RawHttp.exchange(server.port(), RawHttp.get(path, ""));
    }

    private Response send(String head) throws IOException {
        return RawHttp.exchange(server.port(), RawHttp.request(head, new byte[0]));
    }
}
