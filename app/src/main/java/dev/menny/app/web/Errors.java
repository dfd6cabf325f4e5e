package dev.menny.app.web;

import dev.menny.app.inference.NoModelException;
import dev.menny.app.inference.QueueFullException;
import dev.menny.app.training.TrainingRefusedException;
import dev.menny.app.training.TrainingStateException;
import dev.menny.backend.DeviceMemoryException;
import dev.menny.io.SpoiltWeightsException;
import dev.menny.trainer.data.PictureException;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever goes wrong into a status and a sentence. Nothing here may fail itself: Javalin would ask what to do about
 * that failure, and go on asking for as long as the answer is another failure.
 */
final class Errors {
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
    private static final String RETRY_AFTER = "Retry-After";
    private static final String ONE_SECOND = "1";
    private static final String NO_WORDS = "This did not work.";

    // Made before there is need, as there may be no memory for it then.
    private static final byte[] NO_MEMORY =
            Json.errorBody("There is too little memory for this at the moment: try again, or with a smaller picture.");
    private static final byte[] MISTAKE =
            Json.errorBody("Something went wrong here, which is a mistake in Menny, not yours.");

    private Errors() {}

    static void handle(JavalinConfig config) {
        config.routes.exception(Exception.class, Errors::answer);
        // Javalin would answer its own refusals itself, in words or JSON of its own.
        config.routes.exception(HttpResponseException.class, Errors::answer);
        config.router.javaLangErrorHandler((response, failure) -> answerAtLast(failure, response));
    }

    static void answer(Exception failure, Context ctx) {
        try {
            answerInWords(failure, ctx);
        } catch (RuntimeException | Error e) {
            answerAtLast(e, ctx.res());
        }
    }

    /** The answer that needs next to nothing, for when much is broken. */
    private static void answerAtLast(Throwable failure, HttpServletResponse response) {
        boolean noMemory = failure instanceof OutOfMemoryError;
        try {
            LOG.error("a request failed badly", failure);
        } catch (RuntimeException | Error e) {
            // The answer counts for more than the log.
        }
        try {
            if (!response.isCommitted()) {
                response.resetBuffer();
                response.setStatus(
                        noMemory ? HttpStatus.SERVICE_UNAVAILABLE_503 : HttpStatus.INTERNAL_SERVER_ERROR_500);
                if (noMemory) {
                    response.setHeader(RETRY_AFTER, ONE_SECOND);
                }
                response.setContentType(Json.TYPE);
                response.getOutputStream().write(noMemory ? NO_MEMORY : MISTAKE);
            }
        } catch (IOException | RuntimeException | Error e) {
            // There is nothing left to try: the request ends with what was answered so far.
        }
    }

    private static void answerInWords(Throwable failure, Context ctx) {
        switch (failure) {
            case CompletionException e when e.getCause() != null -> answerInWords(e.getCause(), ctx);
            case ApiException e -> error(ctx, e.status(), e.sentence());
            case PictureException e -> error(ctx, status(e.kind()), sentence(e));
            case NoModelException e -> error(ctx, HttpStatus.CONFLICT_409, sentence(e));
            case SpoiltWeightsException e -> error(ctx, HttpStatus.CONFLICT_409, sentence(e));
            case TrainingRefusedException e -> error(ctx, HttpStatus.BAD_REQUEST_400, sentence(e));
            case TrainingStateException e -> error(ctx, HttpStatus.CONFLICT_409, sentence(e));
            case QueueFullException e -> error(ctx, HttpStatus.SERVICE_UNAVAILABLE_503, sentence(e));
            case HttpResponseException e -> {
                e.getDetails().forEach((name, value) -> {
                    if (name.equals("availableMethods")) {
                        ctx.header("Allow", value);
                    }
                });
                error(ctx, e.getStatus(), sentence(e.getStatus()));
            }
            case HttpException e -> error(ctx, e.getCode(), sentence(e.getCode()));
            case OutOfMemoryError _, DeviceMemoryException _ -> {
                LOG.warn("out of memory in {} {}", ctx.method(), ctx.path(), failure);
                error(ctx, HttpStatus.SERVICE_UNAVAILABLE_503, NO_MEMORY);
            }
            default -> {
                LOG.error("a mistake of ours in {} {}", ctx.method(), ctx.path(), failure);
                error(ctx, HttpStatus.INTERNAL_SERVER_ERROR_500, MISTAKE);
            }
        }
    }

    private static void error(Context ctx, int status, String sentence) {
        error(ctx, status, Json.errorBody(sentence));
    }

    private static void error(Context ctx, int status, byte[] body) {
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            ctx.header(RETRY_AFTER, ONE_SECOND);
        }
        ctx.status(status).contentType(Json.TYPE).result(body);
    }

    private static int status(PictureException.Kind kind) {
        return switch (kind) {
            case UNKNOWN_KIND -> HttpStatus.UNSUPPORTED_MEDIA_TYPE_415;
            case TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE_413;
            case EMPTY, BROKEN, MISSING, UNREADABLE -> HttpStatus.BAD_REQUEST_400;
        };
    }

    /** A failure's own words, with a beginning and an end. */
    static String sentence(Exception e) {
        String message = e.getMessage();
        if (message == null || message.isBlank()) {
            return NO_WORDS;
        }
        String begun = message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }

    /** What to say where all that is known is the status. */
    static String sentence(int status) {
        return switch (status) {
            case HttpStatus.BAD_REQUEST_400 -> "This request is not valid HTTP, or its address is not a plain one.";
            case HttpStatus.NOT_FOUND_404 -> "There is nothing at this address.";
            case HttpStatus.METHOD_NOT_ALLOWED_405 -> "This address answers to other methods only.";
            case HttpStatus.REQUEST_TIMEOUT_408 -> "The request took too long to arrive.";
            case HttpStatus.PAYLOAD_TOO_LARGE_413 -> "This request is too large.";
            case HttpStatus.URI_TOO_LONG_414 -> "The request's address is too long.";
            case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 -> "The request's headers are too long.";
            default -> "%s.".formatted(HttpStatus.getMessage(status));
        };
    }
}
