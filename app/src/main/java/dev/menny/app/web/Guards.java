package dev.menny.app.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites' pages out, which a visitor's browser may have open beside ours.
 *
 * <p>A page can reach a server on the visitor's machine through a name of its own that it lets point there. So the Host
 * must be a name of ours; a number is no such name, and needs no permission. Whatever changes something or computes must
 * come from our own page, or from no page at all.
 */
final class Guards {
    private static final String LOCALHOST = "localhost";
    private static final Pattern IP_V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IP_V6 = Pattern.compile("\\[[0-9a-f:.]+]");
    private static final Pattern PORT = Pattern.compile(":\\d*$");
    private static final Set<HandlerType> HARMLESS = Set.of(HandlerType.GET, HandlerType.HEAD);
    private static final Set<String> LINKED = Set.of("/", "/health", "/metrics");
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final Set<String> publicHosts;
    private final Set<String> names;

    /**
     * @param host that the server binds to
     * @param publicHosts names that a proxy has for us
     */
    Guards(String host, Set<String> publicHosts) {
        this.publicHosts = publicHosts.stream().map(Guards::lower).collect(Collectors.toUnmodifiableSet());
        this.names = Stream.concat(Stream.of(LOCALHOST, lower(host)), this.publicHosts.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What other sites may link to. All else may cost much, and a page can ask for it as if it were a picture. */
    private static boolean isForVisitors(String path) {
        return LINKED.contains(path) || path.startsWith("/page/");
    }

    /** @throws ApiException 403 if the request must not be served */
    void check(Context ctx) {
        String host = ctx.header("Host");
        // A request line may name a host of its own, which would count then.
        requireOurs(host == null ? "" : host);
        requireOurs(ctx.req().getServerName());
        if (!HARMLESS.contains(ctx.method())) {
            requireOwnOrigin(ctx.header("Origin"), String.valueOf(host));
        }
        if (!HARMLESS.contains(ctx.method()) || !isForVisitors(ctx.path())) {
            requireOwnSite(ctx.header("Sec-Fetch-Site"));
        }
    }

    private void requireOurs(String hostAndPort) {
        String host = name(hostAndPort);
        boolean ours = names.contains(host)
                || IP_V4.matcher(host).matches()
                || IP_V6.matcher(host).matches();
        if (!ours) {
            throw refused("This server does not go by that name. If it should, start it with --public-host NAME.");
        }
    }

    private void requireOwnOrigin(@Nullable String origin, String host) {
        if (origin != null && !isOwn(origin, lower(host))) {
            throw refused(
                    "Requests from other sites' pages are refused. If this is your proxy's own page, let it pass the"
                            + " Host header on, or start with --public-host NAME.");
        }
    }

    private boolean isOwn(String origin, String host) {
        try {
            URI uri = new URI(origin);
            if (!isPlain(uri)) {
                return false;
            }
            String authority = lower(String.valueOf(uri.getRawAuthority()));
            // Behind a proxy, scheme and port are the proxy's.
            return authority.equals(host) || publicHosts.contains(name(authority));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** A scheme of the web and a host, as browsers write origins, and nothing else. */
    private static boolean isPlain(URI uri) {
        return uri.getScheme() != null
                && SCHEMES.contains(lower(uri.getScheme()))
                && uri.getRawUserInfo() == null
                && String.valueOf(uri.getRawPath()).isEmpty()
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    private static void requireOwnSite(@Nullable String site) {
        if (site != null && !OWN_SITES.contains(site)) {
            throw refused("Requests from other sites' pages are refused.");
        }
    }

    private static String name(String hostAndPort) {
        return PORT.matcher(lower(hostAndPort)).replaceFirst("");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static ApiException refused(String sentence) {
        return new ApiException(HttpStatus.FORBIDDEN_403, sentence);
    }
}
