package dev.menny.io;

import dev.menny.backend.Backend;
import dev.menny.backend.Pooling;
import dev.menny.backend.Window;
import dev.menny.nn.AvgPool2d;
import dev.menny.nn.Conv2d;
import dev.menny.nn.ConvBlock;
import dev.menny.nn.Dropout;
import dev.menny.nn.Flatten;
import dev.menny.nn.Linear;
import dev.menny.nn.MaxPool2d;
import dev.menny.nn.ReLU;
import dev.menny.nn.Sequential;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small models, pictures and files that several tests use. */
final class Samples {
    private Samples() {}

    /** One layer of each kind, for pictures of 16x16x3 and five classes. */
    static Sequential everyLayer() {
        return Sequential.of(
                new Conv2d(3, 4, Window.of(3, 3).padding(1, 1), false),
                new AvgPool2d(),
                new ReLU(),
                new ConvBlock(4, 6, Window.same(3), Pooling.MAX),
                new MaxPool2d(2, 2),
                new Dropout(0.2f),
                new Flatten(),
                new Linear(24, 7, false),
                new Linear(7, 5));
    }

    static ModelCard card() {
        return new ModelCard(
                List.of("plain", "with \"quotes\" and \\", "two\nlines\u0000", "猫 🐈 naïve", ""),
                new Preprocessing(16, 16, 3),
                Map.of("trained on", "portraits, \"all\"\tof them", "", "empty name"));
    }

    static Sequential initialized(Backend backend, long seed) {
        return everyLayer().initialize(backend, seed);
    }

    static float[] picture(long seed) {
        Random random = new Random(seed);
        float[] pixels = new float[card().preprocessing().length()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat();
        }
        return pixels;
    }

    /** A file's bytes: the header's length, the header, then zeros. */
    static byte[] file(String header, int dataLength) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return file(text.length, text, dataLength);
    }

    static byte[] file(long claimedLength, byte[] header, int dataLength) {
        return ByteBuffer.allocate(Long.BYTES + header.length + dataLength)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(claimedLength)
                .put(header)
                .array();
    }
}
