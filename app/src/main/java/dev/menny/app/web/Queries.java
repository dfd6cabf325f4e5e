package dev.menny.app.web;

import io.javalin.http.Context;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpStatus;

/** Refuses queries that cannot be decoded, whose parameters would otherwise count as absent. */
final class Queries {
    private static final Pattern LONELY_PERCENT = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private Queries() {}

    /** @throws ApiException 400 if the query is malformed */
    static void check(Context ctx) {
        String query = ctx.queryString();
        if (query != null && LONELY_PERCENT.matcher(query).find()) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST_400,
                    "The address has a % without two hexadecimal digits behind it: write %25 for the sign itself.");
        }
    }
}
