package dev.menny.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.app.RawHttp;
import dev.menny.app.RawHttp.Response;
import dev.menny.backend.DeviceMemoryException;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However badly a request fails, it is answered and ends. */
@Timeout(30)
class ErrorsTest {
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
    void aFailureThatCannotBeToldIsAnswered() {
        AtomicInteger status = new AtomicInteger();
        Object response = proxy(HttpServletResponse.class, (self, method, arguments) -> {
            if (method.getName().equals("setStatus")) {
                status.set((int) arguments[0]);
            }
            return method.getName().equals("isCommitted") ? false : null;
        });
        Object broken = proxy(Context.class, (self, method, arguments) -> {
            if (method.getName().equals("res")) {
                return response;
            }
            throw new IllegalStateException("in the test");
        });
        Errors.answer(new ApiException(404, "Nothing here."), (Context) broken);
        assertThat(status).hasValue(500);
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(ErrorsTest.class.getClassLoader(), new Class<?>[] {type}, handler);
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
