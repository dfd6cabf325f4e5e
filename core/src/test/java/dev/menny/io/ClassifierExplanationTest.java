package dev.menny.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.explain.FeatureMap;
import dev.menny.explain.FeatureMaps;
import dev.menny.explain.GradCam;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierExplanationTest {
    @TempDir
    Path folder;

    private Path file;
    private WatchedBackend backend;
    private Sequential model;

    @BeforeEach
    void save() throws IOException {
        file = folder.resolve("w.safetensors");
        backend = new WatchedBackend();
        model = Samples.initialized(backend, 3);
        Weights.save(model, Samples.card(), file);
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void explainsItsOwnModel() throws IOException {
        float[] pixels = Samples.picture(1);
        try (Classifier classifier = Classifier.load(file, backend);
                Scope scope = Scope.open(backend)) {
            var x = scope.tensor(Samples.card().preprocessing().shape(1), pixels);

            for (int i = 0; i < classifier.classes().size(); i++) {
                assertThat(classifier.heatMap(pixels, classifier.classes().get(i)))
                        .usingRecursiveComparison()
                        .isEqualTo(GradCam.of(model, scope, x, i));
            }
            assertThat(classifier.featureMaps(pixels))
                    .usingRecursiveComparison()
                    .isEqualTo(FeatureMaps.of(model, scope, x));
            assertThat(classifier.summary())
                    .isEqualTo(model.summary(Samples.card().preprocessing().shape(1)));
        }
    }

    @Test
    void explainsWhileItPredicts() throws Exception {
        float[] pixels = Samples.picture(1);
        try (Classifier classifier = Classifier.load(file, backend);
                ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Object> alone = everything(classifier, pixels);
            List<Future<List<Object>>> answers = new ArrayList<>();
            for (int thread = 0; thread < 24; thread++) {
                answers.add(threads.submit(() -> everything(classifier, pixels)));
            }
            for (Future<List<Object>> answer : answers) {
                assertThat(answer.get()).usingRecursiveComparison().isEqualTo(alone);
            }
        }
    }

    private static List<Object> everything(Classifier classifier, float[] pixels) {
        return List.of(classifier.predict(pixels), classifier.heatMap(pixels, "plain"), classifier.featureMaps(pixels));
    }

    @Test
    void takesNoMoreMemoryOnceItHasExplained() throws IOException {
        try (Classifier classifier = Classifier.load(file, backend)) {
            everything(classifier, Samples.picture(1));
            int before = backend.allocated.get();
            // Enough to overflow a scope's first block of 1 MiB if nobody reset it.
            for (int i = 0; i < 100; i++) {
                everything(classifier, Samples.picture(1));
            }

            assertThat(backend.allocated).hasValue(before);
        }
    }

    @Test
    void namesTheClassesToWhoeverAsksForAnother() throws IOException {
        try (Classifier classifier = Classifier.load(file, backend)) {
            assertThatThrownBy(() -> classifier.heatMap(Samples.picture(1), "nobody"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the model knows no class 'nobody': it tells apart plain, with \"quotes\"");
        }
    }

    @Test
    void refusesPicturesThatItCannotTake() throws IOException {
        float[] bytes = Samples.picture(1);
        bytes[17] = 255;
        try (Classifier classifier = Classifier.load(file, backend)) {
            assertThatThrownBy(() -> classifier.heatMap(new float[767], "plain"))
                    .hasMessage("the model takes pictures of 16x16 with 3 channels, 768 values; got 767");
            assertThatThrownBy(() -> classifier.featureMaps(bytes))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("pixels lie in [0, 1], value 17 is 255.0: divide bytes by 255");
        }
    }

    @Test
    void refusesToExplainSpoiltWeights() throws IOException {
        spoil("layers.8.bias");
        try (Classifier classifier = Classifier.load(file, backend)) {
            assertThatThrownBy(() -> classifier.heatMap(Samples.picture(1), "plain"))
                    .isInstanceOf(SpoiltWeightsException.class);
            assertThat(classifier.featureMaps(Samples.picture(1)))
                    .as("from before what is spoilt")
                    .extracting(FeatureMap::name)
                    .containsExactly("AvgPool2d", "ConvBlock", "MaxPool2d");
        }
        spoil("layers.0.weight");
        try (Classifier classifier = Classifier.load(file, backend)) {
            assertThatThrownBy(() -> classifier.featureMaps(Samples.picture(1)))
                    .isInstanceOf(SpoiltWeightsException.class);
        }
    }

    private void spoil(String parameter) throws IOException {
        var values = model.parameters().get(parameter).value().buffer();
        backend.memory().upload(new float[] {Float.NaN}, 0, values, 1);
        Weights.save(model, Samples.card(), file);
    }

    @Test
    void aClosedOneExplainsNothing() throws IOException {
        Classifier classifier = Classifier.load(file, backend);
        classifier.close();

        assertThatThrownBy(() -> classifier.heatMap(Samples.picture(1), "plain"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this classifier was closed: load it again");
    }
}
