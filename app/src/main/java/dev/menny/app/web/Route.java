package dev.menny.app.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/** Adds routes whose requests are counted under their pattern. */
record Route(RoutesConfig routes) {
    private static final String ENDPOINT = "menny.endpoint";
    static final String OTHER = "other";
    private static final String STREAM = "stream";

    Route get(String path, Handler handler) {
        return add(HandlerType.GET, path, handler);
    }

    Route post(String path, Handler handler) {
        return add(HandlerType.POST, path, handler);
    }

    Route delete(String path, Handler handler) {
        return add(HandlerType.DELETE, path, handler);
    }

    /** A route whose answers have no end: their times would tell nothing, so they are not counted. */
    Route stream(String path, Handler handler) {
        routes.get(path, ctx -> {
            ctx.attribute(ENDPOINT, STREAM);
            handler.handle(ctx);
        });
        return this;
    }

    private Route add(HandlerType method, String path, Handler handler) {
        routes.addHttpHandler(method, path, ctx -> {
            ctx.attribute(ENDPOINT, path);
            handler.handle(ctx);
        });
        return this;
    }

    /** Whether a request is to be counted. */
    static boolean isCounted(Context ctx) {
        return !STREAM.equals(ctx.attribute(ENDPOINT));
    }

    /** The pattern of the route that served a request. */
    static String of(Context ctx) {
        String endpoint = ctx.attribute(ENDPOINT);
        return endpoint == null ? OTHER : endpoint;
    }
}
