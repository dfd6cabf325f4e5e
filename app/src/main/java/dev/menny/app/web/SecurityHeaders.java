package dev.menny.app.web;

import java.util.Map;
import java.util.function.BiConsumer;

/** What every answer tells the browser, errors included. */
final class SecurityHeaders {
    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' blob:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(self), geolocation=(), microphone=()",
            // Pages, which may be kept, say so themselves.
            "Cache-Control", "no-store");

    private SecurityHeaders() {}

    static void set(BiConsumer<String, String> header) {
        HEADERS.forEach(header);
    }
}
