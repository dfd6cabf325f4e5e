package dev.menny.nn;

import dev.menny.backend.Pooling;
import dev.menny.backend.Window;
import java.util.Locale;

/** Builds layers from their written settings. */
final class LayerFactory {
    private LayerFactory() {}

    static Layer create(LayerConfig config) {
        return switch (config.type()) {
            case "Conv2d" ->
                new Conv2d(config.integer("in"), config.integer("out"), window(config), config.truth("bias"));
            case "ConvBlock" ->
                new ConvBlock(config.integer("in"), config.integer("out"), window(config), pooling(config));
            case "AvgPool2d" -> new AvgPool2d();
            case "MaxPool2d" -> new MaxPool2d(config.integer("size"), config.integer("stride"));
            case "ReLU" -> new ReLU();
            case "Flatten" -> new Flatten();
            case "Linear" -> new Linear(config.integer("in"), config.integer("out"), config.truth("bias"));
            case "Normalize" -> new Normalize(config.decimal("mean"), config.decimal("deviation"));
            case "Dropout" -> new Dropout(config.decimal("probability"));
            default ->
                throw new IllegalArgumentException(
                        "this version of Menny knows no layer of type '%s': use a newer version"
                                .formatted(config.type()));
        };
    }

    static LayerConfig withWindow(LayerConfig config, Window window) {
        return config.with("kernel_h", window.height())
                .with("kernel_w", window.width())
                .with("stride_h", window.strideH())
                .with("stride_w", window.strideW())
                .with("pad_h", window.padH())
                .with("pad_w", window.padW());
    }

    private static Window window(LayerConfig config) {
        return new Window(
                config.integer("kernel_h"),
                config.integer("kernel_w"),
                config.integer("stride_h"),
                config.integer("stride_w"),
                config.integer("pad_h"),
                config.integer("pad_w"));
    }

    static LayerConfig withPooling(LayerConfig config, Pooling pooling) {
        return config.with("pool", pooling.name().toLowerCase(Locale.ROOT));
    }

    private static Pooling pooling(LayerConfig config) {
        String word = config.word("pool");
        for (Pooling pooling : Pooling.values()) {
            if (pooling.name().toLowerCase(Locale.ROOT).equals(word)) {
                return pooling;
            }
        }
        throw new IllegalArgumentException(
                "layer %s: pool must be average or max, got '%s'".formatted(config.type(), word));
    }
}
