package dev.menny.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.BackendUnavailableException;
import dev.menny.backend.Backends;
import dev.menny.backend.Precision;
import dev.menny.io.ModelCard;
import dev.menny.io.Prediction;
import dev.menny.io.Preprocessing;
import dev.menny.io.Weights;
import dev.menny.nn.Flatten;
import dev.menny.nn.Linear;
import dev.menny.nn.Sequential;
import dev.menny.trainer.ColourModel;
import dev.menny.trainer.data.DataException;
import dev.menny.trainer.data.Picture;
import dev.menny.trainer.data.PictureReader;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {
    @TempDir
    Path folder;

    private final Backend backend = Backends.open("reference");
    private Path weights;

    /** A model whose logits are the mean red, green and blue of a picture times 12. */
    @BeforeEach
    void saveModel() throws IOException {
        weights = ColourModel.save(3, backend, folder.resolve("w.safetensors"));
    }

    @Test
    void bringsAPictureToWhatTheModelWasTrainedOn() throws IOException {
        Path picture = ColourModel.picture(folder.resolve("plain.png"), new Color(51, 102, 0), 40, 24);

        try (Predictor predictor = Predictor.load(weights, backend)) {
            Prediction prediction = predictor.predict(picture);

            // Logits 12 * (0.2, 0.4, 0).
            double sum = Math.exp(2.4) + Math.exp(4.8) + 1;
            assertThat(prediction.label()).isEqualTo("green");
            assertThat(prediction.probability()).isCloseTo((float) (Math.exp(4.8) / sum), within(1e-5f));
            assertThat(prediction.probabilities().get("red")).isCloseTo((float) (Math.exp(2.4) / sum), within(1e-5f));
        }
    }

    @Test
    void opensTheDeviceThatIsAskedFor() throws IOException {
        Path picture = ColourModel.picture(folder.resolve("plain.png"), new Color(51, 102, 0), 40, 24);
        BackendOptions options = BackendOptions.ofThreads(1).withPrecision(Precision.FP32);

        try (Predictor predictor = Predictor.load(weights, "reference", options);
                Predictor onAnother = Predictor.load(weights, backend)) {
            assertThat(predictor.predict(picture)).isEqualTo(onAnother.predict(picture));
        }
        assertThatThrownBy(() -> Predictor.load(weights, "cpu", options.withPrecision(Precision.BF16)))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("the CPU computes in fp32, not in bf16");
    }

    @Test
    void takesSeveralDecodedPicturesAtOnce() throws IOException {
        Picture dark = PictureReader.read(ColourModel.picture(folder.resolve("a.png"), new Color(51, 102, 0), 40, 24));
        Picture red = PictureReader.read(ColourModel.picture(folder.resolve("b.png"), new Color(255, 0, 0), 9, 33));

        try (Predictor predictor = Predictor.load(weights, backend)) {
            List<Prediction> alone = List.of(predictor.predict(dark), predictor.predict(red));

            assertThat(predictor.predict(List.of(dark, red))).isEqualTo(alone);
            assertThat(predictor.predictFitted(List.of(
                            predictor.format().fit(dark), predictor.format().fit(red))))
                    .isEqualTo(alone);
            assertThat(predictor.predict(List.of())).isEmpty();
        }
    }

    /** A model of grey pictures of one row whose logits are the three pixels times 12. */
    @Test
    void takesHeightWidthAndChannelsFromTheFile() throws IOException {
        Sequential model = Sequential.of(new Flatten(), new Linear(3, 3)).initialize(backend, 1);
        float[] matrix = {12, 0, 0, 0, 12, 0, 0, 0, 12};
        backend.memory()
                .upload(
                        matrix,
                        0,
                        model.parameters().get("layers.1.weight").value().buffer(),
                        9);
        Path grey = folder.resolve("grey.safetensors");
        Weights.save(model, new ModelCard(List.of("left", "middle", "right"), new Preprocessing(1, 3, 1)), grey);
        BufferedImage picture = new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 4; y++) {
            picture.setRGB(2, y, Color.WHITE.getRGB());
            picture.setRGB(3, y, Color.WHITE.getRGB());
        }
        Path file = folder.resolve("middle.png");
        ImageIO.write(picture, "png", file.toFile());

        try (Predictor predictor = Predictor.load(grey, backend)) {
            assertThat(predictor.predict(file).label()).isEqualTo("middle");
            assertThat(predictor.predict(file).probability()).isGreaterThan(0.999f);
        }
    }

    @Test
    void complainsAboutAFileThatIsNoPicture() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");

        try (Predictor predictor = Predictor.load(weights, backend)) {
            assertThatThrownBy(() -> predictor.predict(broken))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("broken.png");
        }
    }

    @Test
    void answersManyFilesInTheirOrderAsItAnswersEachAlone() throws IOException {
        List<Path> files = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 80; i++) {
            Color colour = new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
            files.add(ColourModel.picture(folder.resolve(i + ".png"), colour, 2 + i, 3));
        }
        Files.writeString(files.get(40), "no picture");

        try (Predictor predictor = Predictor.load(weights, backend)) {
            List<PicturePrediction> outcomes = new ArrayList<>();
            predictor.predict(files, 3, outcomes::add);

            assertThat(outcomes).extracting(PicturePrediction::file).isEqualTo(files);
            for (PicturePrediction outcome : outcomes) {
                if (outcome instanceof PicturePrediction.Answer answer) {
                    assertThat(answer.prediction()).isEqualTo(predictor.predict(answer.file()));
                    assertThat(answer.milliseconds()).isPositive();
                }
            }
            assertThat(outcomes.get(40))
                    .isInstanceOfSatisfying(
                            PicturePrediction.Unreadable.class,
                            unreadable -> assertThat(unreadable.reason()).hasMessageContaining("40.png"));
            assertThat(outcomes)
                    .filteredOn(PicturePrediction.Answer.class::isInstance)
                    .hasSize(79);
        }
    }

    @Test
    void noFilesNoAnswers() throws IOException {
        try (Predictor predictor = Predictor.load(weights, backend)) {
            predictor.predict(List.of(), 2, outcome -> fail("an answer to nothing"));
        }
    }
}
