package dev.menny.app;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.Pooling;
import dev.menny.io.ModelCard;
import dev.menny.io.Preprocessing;
import dev.menny.io.Weights;
import dev.menny.nn.MennyModels;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Files of weights that nobody trained: enough to answer, and the same for the same seed. */
public final class TestWeights {
    public static final List<String> PEOPLE = List.of("CWK", "Cody", "Pippa", "RJ");

    private TestWeights() {}

    /** A simple network for square pictures. */
    public static Path save(Path file, int size, long seed) throws IOException {
        return save(file, size, seed, PEOPLE);
    }

    public static Path save(Path file, int size, long seed, List<String> classes) throws IOException {
        try (Backend backend = Backends.open("cpu");
                Sequential model =
                        MennyModels.simple(Shape.of(1, size, size, 3), classes.size(), Pooling.AVERAGE, 0.2f)) {
            model.initialize(backend, seed);
            Map<String, String> notes =
                    Map.of("model", "simple, %1$dx%1$d RGB".formatted(size), "validation", "accuracy 0.9500, loss 0.1");
            Weights.save(model, new ModelCard(classes, new Preprocessing(size, size, 3), notes), file);
        }
        return file;
    }
}
