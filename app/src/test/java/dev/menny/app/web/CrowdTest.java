package dev.menny.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.app.RawHttp;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As many connections as there may be. */
@Timeout(60)
class CrowdTest {
    private static final int MOST = 3;
    private static final Duration ACQUAINTANCE = Duration.ofMillis(500);
    private static final Duration LONGER_THAN_IDLE = Duration.ofSeconds(9);

    @Test
    void whoOnlySitsThereGoesSoonAndWhoIsServedStays() throws Exception {
        ServerOptions options = new ServerOptions("127.0.0.1", 0, Set.of(), 1000);
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            JettySetup.apply(config.jetty, options, MOST);
            config.routes.get("/events", CrowdTest::tellSlowly);
            config.routes.get("/works", ctx -> ctx.result("yes"));
        });
        javalin.start();
        try (Socket listener = new Socket("127.0.0.1", javalin.port());
                Socket second = new Socket("127.0.0.1", javalin.port())) {
            listener.getOutputStream().write(RawHttp.get("/events", ""));
            second.getOutputStream().write("GET /works HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
            // Jetty hurries those that it has got to know by the time that the last one comes.
            Thread.sleep(ACQUAINTANCE);
            try (Socket third = new Socket("127.0.0.1", javalin.port())) {
                third.getOutputStream().write("GET".getBytes(StandardCharsets.US_ASCII));
                assertServed(javalin.port(), listener);
            }
        } finally {
            javalin.stop();
        }
    }

    private static void assertServed(int port, Socket listener) throws IOException {
        assertThat(RawHttp.exchange(port, RawHttp.get("/works", "")).body()).isEqualTo("yes");
        assertThat(RawHttp.read(new BufferedInputStream(listener.getInputStream()))
                        .body())
                .isEqualTo("first last");
    }

    private static void tellSlowly(Context ctx) throws Exception {
        ctx.res().getOutputStream().print("first ");
        ctx.res().flushBuffer();
        Thread.sleep(LONGER_THAN_IDLE);
        ctx.res().getOutputStream().print("last");
    }
}
