package dev.menny.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.menny.autograd.ExecutionContext;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.BackendUnavailableException;
import dev.menny.backend.Precision;
import dev.menny.backend.SteppedBackend;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTest {
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

    /** Softmax of the model's logits, in double. */
    private double[] expected(float[] picture) {
        float[] logits;
        try (Scope scope = Scope.open(backend)) {
            var x = scope.tensor(Samples.card().preprocessing().shape(1), picture);
            logits = model.forward(ExecutionContext.inference(scope), x).toArray();
        }
        double sum = 0;
        double[] probabilities = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = Math.exp(logits[i]);
            sum += probabilities[i];
        }
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    /** The backend fails the test where it is read within a step. */
    @Test
    void aBatchIsOneStepOfTheDevice() throws IOException {
        SteppedBackend device = new SteppedBackend(backend);
        var classifier = Classifier.load(file, device);
        var expected = Classifier.load(file, backend).predict(Samples.picture(3));

        classifier.predict(List.of(Samples.picture(1), Samples.picture(2)));
        assertThat(classifier.predict(Samples.picture(3))).isEqualTo(expected);

        assertThat(device.steps()).isEqualTo(2);
    }

    @Test
    void opensTheDeviceThatIsAskedFor() throws IOException {
        BackendOptions options = BackendOptions.ofThreads(1);
        float[] pixels = Samples.picture(1);

        try (var classifier = Classifier.load(file, "reference", options)) {
            assertThat(classifier.predict(pixels))
                    .isEqualTo(Classifier.load(file, backend).predict(pixels));
        }
        assertThatThrownBy(() -> Classifier.load(file, "reference", options.withPrecision(Precision.TF32)))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("computes in fp32, not in tf32");
        assertThatThrownBy(() -> Classifier.load(file, "abacus", options)).hasMessageContaining("abacus");
    }

    @Test
    void predictsTheSoftmaxOfTheModelsLogits() throws IOException {
        float[] pixels = Samples.picture(1);
        double[] expected = expected(pixels);

        var classifier = Classifier.load(file, backend);
        var prediction = classifier.predict(pixels);

        assertThat(prediction.probabilities().keySet())
                .containsExactlyElementsOf(Samples.card().classes());
        List<Float> got = new ArrayList<>(prediction.probabilities().values());
        int likeliest = 0;
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) got.get(i)).isCloseTo(expected[i], offset(1e-6));
            likeliest = expected[i] > expected[likeliest] ? i : likeliest;
        }
        assertThat(prediction.label()).isEqualTo(Samples.card().classes().get(likeliest));
        assertThat(prediction.probability()).isEqualTo(got.get(likeliest));
        assertThat(classifier.classes()).isEqualTo(Samples.card().classes());
        assertThat(classifier.preprocessing()).isEqualTo(Samples.card().preprocessing());
        assertThat(classifier.notes()).isEqualTo(Samples.card().notes());
    }

    @Test
    void aBatchGivesWhatSinglePicturesGive() throws IOException {
        List<float[]> pictures =
                LongStream.range(0, 5).mapToObj(Samples::picture).toList();
        try (Classifier classifier = Classifier.load(file, backend)) {
            List<Prediction> single = pictures.stream().map(classifier::predict).toList();

            assertThat(classifier.predict(pictures)).isEqualTo(single);
            assertThat(single).doesNotHaveDuplicates();
            assertThat(classifier.predict(List.of())).isEmpty();
        }
    }

    @Test
    void manyThreadsGetWhatOneGets() throws Exception {
        List<float[]> pictures =
                LongStream.range(0, 12).mapToObj(Samples::picture).toList();
        try (Classifier classifier = Classifier.load(file, backend);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Prediction> alone = pictures.stream().map(classifier::predict).toList();
            CountDownLatch start = new CountDownLatch(4);
            List<Future<List<Prediction>>> answers = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                answers.add(threads.submit(() -> {
                    start.countDown();
                    start.await();
                    return pictures.stream().map(classifier::predict).toList();
                }));
            }

            for (Future<List<Prediction>> answer : answers) {
                assertThat(answer.get()).isEqualTo(alone);
            }
        }
    }

    @Test
    void takesNoMoreMemoryOnceItHasPredicted() throws IOException {
        try (Classifier classifier = Classifier.load(file, backend)) {
            Prediction first = classifier.predict(Samples.picture(1));
            int before = backend.allocated.get();
            // Enough to overflow a scope's first block of 1 MiB if nobody reset it.
            for (int i = 0; i < 300; i++) {
                assertThat(classifier.predict(Samples.picture(1))).isEqualTo(first);
            }

            assertThat(backend.allocated).hasValue(before);
        }
    }

    @Test
    void refusesPicturesThatItCannotTake() throws IOException {
        float[] bytes = Samples.picture(1);
        bytes[17] = 255;
        float[] broken = Samples.picture(1);
        broken[0] = Float.NaN;
        try (Classifier classifier = Classifier.load(file, backend)) {
            assertThatThrownBy(() -> classifier.predict(new float[767]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the model takes pictures of 16x16 with 3 channels, 768 values; got 767");
            assertThatThrownBy(() -> classifier.predict(bytes))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("pixels lie in [0, 1], value 17 is 255.0: divide bytes by 255");
            assertThatThrownBy(() -> classifier.predict(List.of(Samples.picture(1), broken)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("pixels lie in [0, 1], value 0 is NaN: divide bytes by 255");
        }
    }

    @Test
    void refusesToGuessFromSpoiltWeights() throws IOException {
        var bias = model.parameters().get("layers.8.bias").value().buffer();
        backend.memory().upload(new float[] {Float.NaN}, 0, bias, 1);
        Weights.save(model, Samples.card(), file);

        try (Classifier classifier = Classifier.load(file, backend)) {
            assertThatThrownBy(() -> classifier.predict(Samples.picture(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the weights give no numbers (NaN): they are spoilt, train them again");
        }
    }

    @Test
    void closingGivesBackWhatItTookAndNoMore() throws IOException {
        int before = backend.allocated.get();
        Classifier classifier = Classifier.load(file, backend);
        classifier.predict(Samples.picture(1));

        classifier.close();
        classifier.close();

        assertThat(backend.released).hasValue(backend.allocated.get() - before);
        assertThat(backend.closed).hasValue(0);
        assertThatThrownBy(() -> classifier.predict(Samples.picture(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this classifier was closed: load it again");
    }

    @Test
    void closesADeviceOfItsOwnAlsoWhenLoadingFails() throws IOException {
        Classifier.loadOwning(file, backend).close();
        assertThat(backend.closed).hasValue(1);

        Files.writeString(file, "damaged");
        assertThatThrownBy(() -> Classifier.loadOwning(file, backend)).isInstanceOf(WeightsFormatException.class);
        assertThat(backend.closed).hasValue(2);
    }
}
