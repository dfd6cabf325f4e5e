package dev.menny.benchmarks.menny;

import dev.menny.backend.BackendOptions;
import dev.menny.backend.BackendProvider;
import dev.menny.backend.Backends;
import dev.menny.backend.Precision;
import dev.menny.benchmarks.UserError;
import dev.menny.benchmarks.workload.Setting;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks the backends on the class path what they can do here. */
final class Devices {
    private Devices() {}

    /** What a backend is opened with. @throws UserError if no precision is called so */
    static BackendOptions options(Setting setting) {
        Precision precision = Arrays.stream(Precision.values())
                .filter(one -> one.toString().equals(setting.precision()))
                .findFirst()
                .orElseThrow(() -> new UserError("no precision is called '%s': choose one of %s"
                        .formatted(
                                setting.precision(),
                                Arrays.stream(Precision.values())
                                        .map(Precision::toString)
                                        .collect(Collectors.joining(", ")))));
        return BackendOptions.ofThreads(setting.threads()).withPrecision(precision);
    }

    /**
     * Why a device that is there does not compute in this precision; empty if it does, or is not there at all.
     *
     * @throws UserError if no device or no precision is called so
     */
    static Optional<String> refusedPrecision(Setting setting) {
        BackendOptions options = options(setting);
        Optional<String> anyPrecision = whyNot(setting.device(), options.withPrecision(Precision.AUTO));
        return anyPrecision.isPresent() ? Optional.empty() : whyNot(setting.device(), options);
    }

    /** @throws UserError if no backend can compute there; the message says why */
    static void requirePresent(Setting setting) {
        whyNot(setting.device(), options(setting)).ifPresent(reason -> {
            throw new UserError("device '%s' cannot be measured here: %s".formatted(setting.device(), oneLine(reason)));
        });
    }

    private static String oneLine(String reason) {
        return reason.lines().map(String::strip).collect(Collectors.joining(" "));
    }

    private static Optional<String> whyNot(String device, BackendOptions options) {
        List<BackendProvider> candidates = Backends.providers().stream()
                .filter(provider ->
                        provider.name().equals(device) || provider.device().equals(device))
                .toList();
        if (candidates.isEmpty()) {
            throw new UserError("no device is called '%s': choose one of %s".formatted(device, names()));
        }
        Set<String> reasons = new LinkedHashSet<>();
        for (BackendProvider provider : candidates) {
            Optional<String> reason = provider.unavailableReason(options);
            if (reason.isEmpty()) {
                return Optional.empty();
            }
            reasons.add(reason.get());
        }
        return Optional.of(String.join("; ", reasons));
    }

    private static String names() {
        return Backends.providers().stream()
                .flatMap(provider -> Stream.of(provider.device(), provider.name()))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
