package dev.menny.backend;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the backends on the class path and opens one. */
public final class Backends {
    /** The request that takes the best backend of this machine. */
    public static final String AUTO = "auto";

    private static final Logger LOG = LoggerFactory.getLogger(Backends.class);
    // A program may open many backends; what is missing is said once.
    private static final Set<String> HINTED = ConcurrentHashMap.newKeySet();

    private Backends() {}

    /** All providers on the class path, best first, whether they can run here or not. */
    public static List<BackendProvider> providers() {
        return ServiceLoader.load(BackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(BackendProvider::rank).reversed())
                .toList();
    }

    /** Opens a backend with the default options. */
    public static Backend open(String request) {
        return open(request, BackendOptions.defaults());
    }

    /**
     * Opens a backend with a given number of CPU threads.
     *
     * @param threads at least 1
     */
    public static Backend open(String request, int threads) {
        return open(request, BackendOptions.ofThreads(threads));
    }

    /**
     * Opens a backend.
     *
     * @param request {@code auto}, a device ({@code cpu}, {@code cuda}) or a provider's name ({@code vector},
     *     {@code scalar}, {@code reference})
     * @param options how it is to compute
     * @throws BackendUnavailableException if nothing of that name exists or can run here as asked; the message says why
     */
    public static Backend open(String request, BackendOptions options) {
        List<BackendProvider> candidates = providers().stream()
                .filter(provider -> answers(provider, request))
                .toList();
        if (candidates.isEmpty()) {
            throw new BackendUnavailableException(
                    "no device is called '%s': choose one of %s".formatted(request, names()));
        }
        Map<BackendProvider, String> reasons = new LinkedHashMap<>();
        for (BackendProvider provider : candidates) {
            Optional<String> reason = provider.unavailableReason(options);
            if (reason.isPresent()) {
                reasons.put(provider, reason.get());
                continue;
            }
            try {
                Backend backend = provider.open(options);
                reasons.forEach(Backends::hint);
                LOG.info("computing on {}", backend.description());
                return backend;
            } catch (BackendUnavailableException e) {
                reasons.put(provider, String.valueOf(e.getMessage()));
            }
        }
        throw new BackendUnavailableException("device '%s' cannot be used: %s".formatted(request, told(reasons)));
    }

    private static void hint(BackendProvider passedOver, String reason) {
        if (passedOver.isWorthAHint() && HINTED.add(passedOver.name())) {
            LOG.warn("{} cannot be used: {}", passedOver.name(), reason);
        }
    }

    /** Each reason once; whose it is, only where there are several. */
    static String told(Map<BackendProvider, String> reasons) {
        Map<String, String> names = new LinkedHashMap<>();
        reasons.forEach((provider, reason) ->
                names.merge(reason, provider.name(), (before, another) -> before + ", " + another));
        if (names.size() == 1) {
            return names.keySet().iterator().next();
        }
        return names.entrySet().stream()
                .map(entry -> entry.getValue() + ": " + entry.getKey())
                .collect(Collectors.joining("; "));
    }

    private static boolean answers(BackendProvider provider, String request) {
        if (request.equals(AUTO)) {
            return provider.rank() >= 0;
        }
        return provider.name().equals(request) || provider.device().equals(request);
    }

    private static String names() {
        return providers().stream()
                .flatMap(provider -> java.util.stream.Stream.of(provider.device(), provider.name()))
                .distinct()
                .collect(Collectors.joining(", ", AUTO + ", ", ""));
    }
}
