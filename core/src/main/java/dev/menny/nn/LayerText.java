package dev.menny.nn;

/** A layer's settings as people say them: {@code ConvBlock 3x3, 3 -> 32, average pool}. */
final class LayerText {
    private LayerText() {}

    static String of(LayerConfig config) {
        return switch (config.type()) {
            case "Conv2d" -> "Conv2d " + convolution(config);
            case "ConvBlock" -> "ConvBlock " + convolution(config) + ", " + config.word("pool") + " pool";
            case "AvgPool2d" -> "AvgPool2d 2x2";
            case "MaxPool2d" ->
                "MaxPool2d %1$dx%1$d, stride %2$d".formatted(config.integer("size"), config.integer("stride"));
            case "Linear" -> "Linear %,d -> %,d".formatted(config.integer("in"), config.integer("out"));
            case "Dropout" -> "Dropout " + config.decimal("probability");
            default -> config.type();
        };
    }

    private static String convolution(LayerConfig config) {
        String text = "%dx%d, %d -> %d"
                .formatted(
                        config.integer("kernel_h"),
                        config.integer("kernel_w"),
                        config.integer("in"),
                        config.integer("out"));
        boolean strided = config.integer("stride_h") > 1 || config.integer("stride_w") > 1;
        return strided
                ? text + ", stride %dx%d".formatted(config.integer("stride_h"), config.integer("stride_w"))
                : text;
    }
}
