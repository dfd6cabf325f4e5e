package dev.menny.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a file of weights, it opens or is refused with one line: thousands of seeded accidents. */
class DamagedFileTest {
    private static final int ACCIDENTS = 800;

    @TempDir
    Path folder;

    private Backend backend;

    @BeforeEach
    void open() {
        backend = Backends.open("reference");
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private byte[] saved(String name) throws IOException {
        Path file = folder.resolve(name);
        Weights.save(Samples.initialized(backend, 3), Samples.card(), file);
        return Files.readAllBytes(file);
    }

    @Test
    void safetensors() throws IOException {
        damage(saved("sound.safetensors"), "damaged.safetensors");
    }

    @Test
    void npz() throws IOException {
        damage(saved("sound.npz"), "damaged.npz");
    }

    @Test
    void packedNpz() throws IOException {
        saved("sound.npz");
        Map<String, byte[]> files = new LinkedHashMap<>();
        String comment;
        try (ZipFile zip = new ZipFile(folder.resolve("sound.npz").toFile())) {
            comment = zip.getComment();
            for (ZipEntry entry : zip.stream().toList()) {
                files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        damage(Zips.deflated(comment, files), "damaged.npz");
    }

    private void damage(byte[] sound, String name) throws IOException {
        Path file = folder.resolve(name);
        SplittableRandom random = new SplittableRandom(42);
        int opened = 0;
        for (int i = 0; i < ACCIDENTS; i++) {
            Files.write(file, accident(sound, random));
            try (SavedModel model = Weights.load(file, backend)) {
                assertThat(model.model().parameterCount()).isPositive();
                opened++;
            } catch (IOException e) {
                assertThat(e).isInstanceOf(WeightsFormatException.class).hasMessageStartingWith(file + ": ");
                assertThat(e.getMessage().lines()).hasSize(1);
            }
        }
        // Otherwise the accidents were all too harmless or too terrible.
        assertThat(opened).isBetween(1, ACCIDENTS - ACCIDENTS / 10);
    }

    /** Most accidents go where the structure is: in the first and last bytes. */
    private static byte[] accident(byte[] sound, SplittableRandom random) {
        byte[] bytes = sound.clone();
        int changes = random.nextInt(1, 4);
        for (int i = 0; i < changes; i++) {
            int edge = Math.min(bytes.length, 3000);
            int at = random.nextInt(edge);
            int position = switch (random.nextInt(3)) {
                case 0 -> at;
                case 1 -> bytes.length - 1 - at;
                default -> random.nextInt(bytes.length);
            };
            bytes[position] = (byte)
                    switch (random.nextInt(4)) {
                        case 0 -> bytes[position] ^ (1 << random.nextInt(8));
                        case 1 -> 0xFF;
                        case 2 -> '0' + random.nextInt(10);
                        default -> random.nextInt(256);
                    };
        }
        return random.nextInt(20) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }
}
