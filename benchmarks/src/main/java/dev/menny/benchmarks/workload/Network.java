package dev.menny.benchmarks.workload;

import dev.menny.benchmarks.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The two networks of Menny, in numbers that every framework can build them from. */
public enum Network {
    /** Two blocks, 128 hidden features. */
    SIMPLE(List.of(16, 32), 128, false),
    /** Three blocks, dropout, 512 hidden features. */
    COMPLEX(List.of(32, 64, 128), 512, true);

    /** Channels of a picture. */
    public static final int PICTURE_CHANNELS = 3;

    /** Classes that the networks tell apart. */
    public static final int CLASSES = 4;

    /** Chance to drop a feature in training. */
    public static final float DROPOUT = 0.2f;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Integer> channels;

    private final int hidden;
    private final boolean dropsFeatures;

    Network(List<Integer> channels, int hidden, boolean dropsFeatures) {
        this.channels = channels;
        this.hidden = hidden;
        this.dropsFeatures = dropsFeatures;
    }

    /**
     * The network of that name.
     *
     * @throws UserError if there is none
     */
    public static Network named(String name) {
        return Arrays.stream(values())
                .filter(network -> network.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserError("no model is called '%s': choose one of %s"
                        .formatted(
                                name,
                                Arrays.stream(values()).map(Network::toString).collect(Collectors.joining(", ")))));
    }

    /** Output channels of the blocks, first to last. */
    public List<Integer> channels() {
        return channels;
    }

    /** Features of the hidden layer. */
    public int hidden() {
        return hidden;
    }

    /** True if features are dropped before the hidden layer, too. */
    public boolean dropsFeatures() {
        return dropsFeatures;
    }

    /** How often height and width are halved: a size must be divisible by two to that power. */
    public int halvings() {
        return channels.size();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
