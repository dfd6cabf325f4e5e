package dev.menny.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.app.RawHttp;
import dev.menny.app.RawHttp.Response;
import dev.menny.app.TestPictures;
import dev.menny.app.TestServer;
import dev.menny.app.TestWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is sent, the answer is a picture's label or a sentence that says what is wrong. */
class BadUploadsTest {
    private static final int LIMIT = 1 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(TestWeights.save(folder.resolve("a.safetensors"), 32, 1), 64, LIMIT);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyBadBodyIsRefusedWithASentence() throws IOException {
        Set<String> before = temporaryFiles();
        List<String> wrong = new ArrayList<>();
        List<BadBodies.Bad> bodies = BadBodies.all();
        for (BadBodies.Bad bad : bodies) {
            byte[] request = RawHttp.post("/api/predict", "Content-Type: image/png\r\n", bad.body());
            check(bad.name(), RawHttp.exchange(server.port(), request), wrong);
        }
        assertThat(bodies).hasSizeGreaterThan(200);
        assertThat(wrong).isEmpty();
        stillServes();
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    @Test
    void everyBadFormIsRefusedWithASentence() throws IOException {
        Set<String> before = temporaryFiles();
        List<String> wrong = new ArrayList<>();
        List<BadForms.Bad> forms = BadForms.all(LIMIT);
        for (BadForms.Bad bad : forms) {
            check(bad.name(), RawHttp.exchange(server.port(), bad.request()), wrong);
        }
        assertThat(forms).hasSizeGreaterThan(70);
        assertThat(wrong).isEmpty();
        stillServes();
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    @Test
    void theOtherUploadsRefuseLikewise() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String path : List.of("/api/explain", "/api/features", "/api/convolve?kernel=0,0,0,0,1,0,0,0,0")) {
            for (BadBodies.Bad bad : BadBodies.all()) {
                check(
                        path + " " + bad.name(),
                        RawHttp.exchange(server.port(), RawHttp.post(path, "", bad.body())),
                        wrong);
            }
        }
        assertThat(wrong).isEmpty();
        stillServes();
    }

    private static void check(String name, Response response, List<String> wrong) {
        boolean refused = response.status() >= 400 && response.status() < 500;
        if (!refused && response.status() != 200) {
            wrong.add("%s: %d %s".formatted(name, response.status(), response.body()));
        }
        if (refused && !isSentence(response)) {
            wrong.add("%s: %d without a sentence: %s".formatted(name, response.status(), response.body()));
        }
        if (!response.header("X-Content-Type-Options").equals("nosniff")
                || response.header("Content-Security-Policy").isEmpty()) {
            wrong.add(name + ": an answer without its headers: " + response);
        }
    }

    private static boolean isSentence(Response response) {
        if (!response.header("Content-Type").startsWith("application/json")) {
            return false;
        }
        JsonNode answer = JSON.readTree(response.body());
        String error = answer.path("error").asString("");
        return answer.size() == 1 && error.endsWith(".") && !error.contains("Exception") && !error.contains("\n");
    }

    private static void stillServes() throws IOException {
        Response answer =
                RawHttp.exchange(server.port(), RawHttp.post("/api/predict", "", TestPictures.png(40, 40, 3)));
        assertThat(answer.status()).isEqualTo(200);
    }

    /** What lies in the folder where programs put what does not fit into memory. */
    private static Set<String> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(Path::toString)
                    .filter(name -> name.contains("imageio") || name.contains("MultiPart") || name.contains("jetty"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
