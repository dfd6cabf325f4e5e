package dev.menny.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.app.RawHttp;
import dev.menny.app.RawHttp.Response;
import dev.menny.backend.DeviceMemoryException;
import io.javalin.Javalin;
import io.javalin.http.Handler;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However badly a request fails, it is answered and ends. */
@Timeout(30)
class ErrorsTest {
    private static final class Unspeakable extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no words for it");
        }
    }

    @Test
    void anErrorIsAnswered() throws IOException {
        assertThat(failing(ctx -> {
                            throw new StackOverflowError();
                        })
                        .status())
                .isEqualTo(500);
        assertThat(failing(ctx -> {
                            throw new NoClassDefFoundError("gone");
                        })
                        .body())
                .contains("a mistake in Menny");
    }

    @Test
    void tooLittleMemoryIsNobodysMistake() throws IOException {
        assertComeAgain(failing(ctx -> {
            throw new OutOfMemoryError();
        }));
        assertComeAgain(failing(ctx -> {
            throw new DeviceMemoryException("GPU 0 has no room for 5 GB", "close other programs");
        }));
    }

    @Test
    void aFailureThatCannotBeToldIsAnswered() throws IOException {
        assertThat(failing(ctx -> {
                            throw new Unspeakable();
                        })
                        .status())
                .isEqualTo(500);
    }

    @Test
    void aFailureWithoutWordsGetsSome() {
        assertThat(Errors.sentence(new IllegalStateException(""))).endsWith(".").hasSizeGreaterThan(1);
        assertThat(Errors.sentence(new IllegalStateException())).doesNotContain("ull");
        assertThat(Errors.sentence(new IllegalStateException("so be it"))).isEqualTo("So be it.");
    }

    private static void assertComeAgain(Response answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.body()).contains("too little memory");
    }

    /** The answer of a route that fails; afterwards the server still serves. */
    private static Response failing(Handler handler) throws IOException {
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            Errors.handle(config);
            config.routes.get("/fails", handler);
            config.routes.get("/works", ctx -> ctx.result("yes"));
        });
        try {
            javalin.start("127.0.0.1", 0);
            Response answer = RawHttp.exchange(javalin.port(), RawHttp.get("/fails", ""));
            assertThat(RawHttp.exchange(javalin.port(), RawHttp.get("/works", ""))
                            .body())
                    .isEqualTo("yes");
            return answer;
        } finally {
            javalin.stop();
        }
    }
}
