package dev.menny.app.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpStatus;

/** The page's files, out of the class path. Browsers keep them, and ask each time whether they are still the same. */
final class PageFiles {
    private static final String FOLDER = "/dev/menny/app/page/";
    /**
     * Plain names alone, with an ending unless it is a licence, so that no path leads elsewhere or to a folder. All
     * repetitions are possessive: the others take more of the stack, the longer the name is.
     */
    private static final Pattern NAME =
            Pattern.compile("(?:[a-zA-Z0-9_-]++/)*+(?:LICENSE|[a-zA-Z0-9_-]++(?:\\.[a-zA-Z0-9_-]++)++)");

    private static final int LONGEST_NAME = 200;

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "webmanifest", "application/manifest+json");
    private static final String PLAIN = "text/plain; charset=utf-8";

    // Holds files that exist, of which there are few.
    private final Map<String, PageFile> files = new ConcurrentHashMap<>();

    private record PageFile(byte[] content, String type, String tag) {}

    void index(Context ctx) {
        answer(ctx, "index.html");
    }

    /** Answers with the file that the rest of the path names. */
    void file(Context ctx) {
        answer(ctx, ctx.pathParam("file"));
    }

    private void answer(Context ctx, String name) {
        PageFile file =
                find(name).orElseThrow(() -> new ApiException(HttpStatus.NOT_FOUND_404, "The page has no such file."));
        ctx.header("Cache-Control", "no-cache").header("ETag", file.tag());
        if (file.tag().equals(ctx.header("If-None-Match"))) {
            ctx.status(HttpStatus.NOT_MODIFIED_304);
        } else {
            ctx.contentType(file.type()).result(file.content());
        }
    }

    private Optional<PageFile> find(String name) {
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(files.computeIfAbsent(name, PageFiles::load));
    }

    @SuppressWarnings("NullAway") // computeIfAbsent keeps no nulls
    private static PageFile load(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                return null;
            }
            byte[] content = in.readAllBytes();
            return new PageFile(content, type(name), tag(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), PLAIN);
    }

    private static String tag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(digest, 0, 8) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
