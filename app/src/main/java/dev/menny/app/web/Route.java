package dev.menny.app.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/** Adds routes whose requests are counted under their pattern. */
record Route(RoutesConfig routes) {
    private static final String ENDPOINT = "menny.endpoint";
    private static final String OTHER = "other";

    Route get(String path, Handler handler) {
        return add(HandlerType.GET, path, handler);
    }

    Route post(String path, Handler handler) {
        return add(HandlerType.POST, path, handler);
    }

    Route delete(String path, Handler handler) {
        return add(HandlerType.DELETE, path, handler);
    }

    private Route add(HandlerType method, String path, Handler handler) {
        routes.addHttpHandler(method, path, ctx -> {
            ctx.attribute(ENDPOINT, path);
            handler.handle(ctx);
        });
        return this;
    }

    /** The pattern of the route that served a request. */
    static String of(Context ctx) {
        String endpoint = ctx.attribute(ENDPOINT);
        return endpoint == null ? OTHER : endpoint;
    }
}
