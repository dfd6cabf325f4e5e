package dev.menny.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.app.RawHttp;
import dev.menny.app.RawHttp.Response;
import dev.menny.app.TestPictures;
import dev.menny.app.TestServer;
import dev.menny.app.TestWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other sites' pages stay out, ours come in. */
class GuardsTest {
    private static final byte[] PICTURE = TestPictures.png(40, 30, 1);

    @TempDir
    private static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        List<String> classes = List.of("<script>alert(1)</script>", "\"&'<img src=x onerror=alert(1)>");
        server = TestServer.start(TestWeights.save(folder.resolve("a.safetensors"), 32, 1, classes));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "127.0.0.1",
                "127.0.0.1:1",
                "192.168.1.7:8080",
                "[::1]:8080",
                "menny.example.org"
            })
    void hostsOfOursAreServed(String host) throws IOException {
        assertThat(get(host, "/health").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil.example:8080",
                "localhost@evil.example",
                "menny.example.org.evil",
                "xn--localhost",
                "0x7f000001"
            })
    void otherHostsAreRefused(String host) throws IOException {
        Response answer = get(host, "/health");
        assertThat(answer.status()).isBetween(400, 403);
        assertRefusal(answer);
    }

    @Test
    void aHostInTheRequestLineCountsAsWell() throws IOException {
        Response answer = send("GET http://evil.example/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(answer.status()).isBetween(400, 403);
    }

    @Test
    void noHostIsRefused() throws IOException {
        assertRefusal(send("GET /health HTTP/1.1\r\n\r\n"));
        assertRefusal(send("GET /health HTTP/1.0\r\n\r\n"));
        assertRefusal(send("GET /health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://localhost",
                "Origin: HTTP://LOCALHOST",
                "Origin: https://menny.example.org",
                "Origin: https://menny.example.org:8443",
                "Sec-Fetch-Site: same-origin",
                "Sec-Fetch-Site: none",
                "X: y"
            })
    void ourOwnPagesMayPost(String header) throws IOException {
        assertThat(post(header).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://localhost:9999",
                "Origin: ",
                "Origin: http://localhost.evil.example",
                "Origin: http://evil.example@localhost@evil",
                "Origin: localhost",
                "Origin: https://evil.menny.example.org",
                "Origin: %%%",
                "Origin: ftp://localhost",
                "Origin: http://localhost/",
                "Origin: http://localhost?x",
                "Origin: http://localhost#x",
                "Origin: http://me@menny.example.org",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: whatever"
            })
    void otherSitesPagesMayNotPost(String header) throws IOException {
        Response answer = post(header);
        assertThat(answer.status()).isEqualTo(403);
        assertRefusal(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/data", "/api/model", "/api/samples", "/%61pi/data"})
    void otherSitesPagesMayNotMakeUsWork(String path) throws IOException {
        for (String site : List.of("cross-site", "same-site")) {
            assertThat(fromSite(site, path).status()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page/index.html", "/health", "/metrics"})
    void otherSitesMayLinkToUs(String path) throws IOException {
        assertThat(fromSite("cross-site", path).status()).isEqualTo(200);
    }

    @Test
    void whoseProxyHidesTheHostIsToldWhatToDo() throws IOException {
        assertThat(post("Origin: https://proxy.example").body()).contains("pass the Host header on", "--public-host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/samples?seed=%zz", "/api/samples?seed=%", "/health?x=1%2"})
    void aMalformedQueryIsNoAbsentOne(String path) throws IOException {
        Response answer = get("localhost", path);
        assertThat(answer.status()).isEqualTo(400);
        assertRefusal(answer);
    }

    @Test
    void otherSitesMayNotDeleteEither() throws IOException {
        Response answer = send(
                "DELETE /api/train HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\nContent-Length: 0\r\n\r\n");
        assertThat(answer.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/../../../../META-INF/MANIFEST.MF",
                "/page/..%2f..%2fMETA-INF/MANIFEST.MF",
                "/page/%2e%2e/%2e%2e/x",
                "/page/....//....//x",
                "/page//etc/passwd",
                "/page/modules",
                "/page/modules/",
                "/page/",
                "/page/.hidden",
                "/page/index.html%00.js",
                "/page/..%5c..%5cx",
                "/page/css/..;/index.html",
                "/page/%c0%ae%c0%ae/x",
                "/api/samples/../../x/1.png",
                "/api/samples/RJ/..%2f1.png",
                "/api/samples/RJ/1.gif",
                "/api/samples/Eve/1.png",
                "/api/samples/RJ/-1.png",
                "/api/samples/RJ/99999999999999999999.png",
                "/api/samples/RJ/1e3.png",
                "/nothing"
            })
    void noPathLeadsAway(String path) throws IOException {
        Response answer = get("localhost", path);
        assertThat(answer.status()).isIn(400, 404);
        assertRefusal(answer);
    }

    @Test
    void aLongNameIsNoFile() throws IOException {
        assertRefusal(get("localhost", "/page/" + "a/".repeat(2000) + "x.js"));
        assertThat(get("localhost", "/page/" + "a/".repeat(2000) + "x.js").status())
                .isEqualTo(404);
        assertThat(get("localhost", "/health").status()).isEqualTo(200);
    }

    @Test
    void theLicenceOfWhatThePageUsesIsServed() throws IOException {
        Response licence = get("localhost", "/page/vendor/uplot/LICENSE");
        assertThat(licence.status()).isEqualTo(200);
        assertThat(licence.header("Content-Type")).startsWith("text/plain");
        assertThat(licence.body()).contains("Copyright");
    }

    @Test
    void nobodyMakesTheMetricsMany() throws IOException {
        send("XM0 /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(get("localhost", "/metrics").body())
                .contains("method=\"other\"")
                .doesNotContain("XM0");
    }

    @Test
    void thePageIsServedWithItsTypesAndKept() throws IOException {
        Response page = get("localhost", "/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertHeaders(page);
        assertThat(get("localhost", "/page/index.html").body()).isEqualTo(page.body());
        assertThat(get("localhost", "/page/css/base.css").header("Content-Type"))
                .startsWith("text/css");
        assertThat(get("localhost", "/page/modules/api.js").header("Content-Type"))
                .startsWith("text/javascript");
        assertThat(get("localhost", "/page/icon.svg").header("Content-Type")).startsWith("image/svg+xml");
        Response again = send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nIf-None-Match: %s\r\n\r\n"
                .formatted(page.header("ETag")));
        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void markupInLabelsStaysInert() throws IOException {
        Response answer = post("X: y");
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.body()).doesNotContain("<").doesNotContain(">").contains("\\u003Cscript");
        Response unknown = RawHttp.exchange(
                server.port(), RawHttp.post("/api/explain?class=%3Cscript%3Ealert(1)%3C/script%3Ex", "", PICTURE));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.body()).doesNotContain("<");
        assertRefusal(unknown);
    }

    private static void assertRefusal(Response answer) {
        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.body()).startsWith("{\"error\":\"").endsWith(".\"}");
        assertHeaders(answer);
    }

    private static void assertHeaders(Response answer) {
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'", "img-src 'self' blob:");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cache-Control")).isNotEmpty();
        assertThat(answer.header("Server")).isEmpty();
    }

    private static Response get(String host, String path) throws IOException {
        return send("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host));
    }

    private static Response fromSite(String site, String path) throws IOException {
        return send("GET %s HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: %s\r\nConnection: close\r\n\r\n"
                .formatted(path, site));
    }

    private static Response post(String header) throws IOException {
        return RawHttp.exchange(server.port(), RawHttp.post("/api/predict", header + "\r\n", PICTURE));
    }

    private static Response send(String head) throws IOException {
        return RawHttp.exchange(server.port(), RawHttp.request(head, new byte[0]));
    }
}
