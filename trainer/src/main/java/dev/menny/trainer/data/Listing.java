package dev.menny.trainer.data;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lists in sentences. */
final class Listing {
    private Listing() {}

    /** The first {@code most} items with {@code separator} between them, and how many more there are. */
    static <T> String of(Collection<T> items, Function<? super T, String> name, int most, String separator) {
        String named = items.stream().limit(most).map(name).collect(Collectors.joining(separator));
        return items.size() <= most ? named : "%s%sand %d more".formatted(named, separator, items.size() - most);
    }
}
