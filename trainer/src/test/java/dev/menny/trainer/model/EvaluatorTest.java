package dev.menny.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.io.SpoiltWeightsException;
import dev.menny.trainer.ColourModel;
import dev.menny.trainer.data.DataException;
import dev.menny.trainer.data.LabeledImage;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.PictureStore;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {
    private static final PictureFormat FORMAT = new PictureFormat(2, 2, 3);
    private static final Color RED = new Color(255, 0, 0);
    private static final Color GREEN = new Color(0, 255, 0);
    private static final Color DARK_GREEN = new Color(0, 51, 0);
    private static final Color BLUE = new Color(0, 0, 255);

    @TempDir
    Path folder;

    private final Backend backend = Backends.open("reference");

    @Test
    void countsEachPictureAndTakesTheMeanLoss() throws IOException {
        Evaluation evaluation = evaluator(1)
                .evaluate(List.of(
                        picture("a", RED, 0),
                        picture("b", GREEN, 0),
                        picture("c", GREEN, 1),
                        picture("d", DARK_GREEN, 2),
                        picture("e", BLUE, 2)));

        assertThat(evaluation.confusion().counts()).isDeepEqualTo(new int[][] {{1, 1, 0}, {0, 1, 0}, {0, 1, 1}});
        assertThat(evaluation.images()).isEqualTo(5);
        assertThat(evaluation.accuracy()).isEqualTo(0.6);
        // A full colour has logits 4, 0, 0; the dark one 0.8, 0, 0.
        double right = Math.log(Math.exp(4) + 2) - 4;
        double wrong = Math.log(Math.exp(4) + 2);
        double dark = Math.log(Math.exp(0.8) + 2);
        assertThat(evaluation.loss()).isCloseTo((3 * right + wrong + dark) / 5, within(1e-6));
        assertThat(evaluation.mistakes()).extracting(Mistake::truth).containsExactly(0, 2);
        assertThat(evaluation.mistakes()).extracting(Mistake::predicted).containsExactly(1, 1);
        assertThat(evaluation.mistakes().getFirst().probability())
                .isCloseTo(Math.exp(4) / (Math.exp(4) + 2), within(1e-6));
    }

    /** The probability of the right class is far below the least float, and log 0 would be infinite. */
    @Test
    void theLossOfASureMistakeIsExact() throws IOException {
        Evaluation evaluation = evaluator(1000).evaluate(List.of(picture("a", RED, 1)));

        assertThat(evaluation.loss()).isCloseTo(4000, within(1e-3));
    }

    @Test
    void doesNotDependOnThreadsOrBatches() throws IOException {
        List<LabeledImage> images = manyPictures(100);
        Evaluation one = evaluator(1).threads(1).evaluate(images);
        List<Integer> steps = new ArrayList<>();
        Evaluation four = evaluator(1)
                .threads(4)
                .progress((done, total) -> {
                    steps.add(done);
                    assertThat(total).isEqualTo(100);
                })
                .evaluate(images);

        assertThat(four.loss()).isEqualTo(one.loss());
        assertThat(four.confusion().counts()).isDeepEqualTo(one.confusion().counts());
        assertThat(four.mistakes()).isEqualTo(one.mistakes());
        assertThat(steps).containsExactly(32, 64, 96, 100);
    }

    @Test
    void skipsBrokenPicturesAndNamesThem() throws IOException {
        List<LabeledImage> images = manyPictures(70);
        List<LabeledImage> whole = new ArrayList<>(images);
        Files.writeString(whole.remove(50).file(), "no picture");
        Files.delete(whole.remove(3).file());

        Evaluation evaluation = evaluator(1).evaluate(images);

        assertThat(evaluation.skipped()).hasSize(2);
        assertThat(evaluation.skipped().getFirst()).contains("3.png");
        assertThat(evaluation.skipped().getLast()).contains("50.png");
        assertThat(evaluation.confusion().counts())
                .isDeepEqualTo(evaluator(1).evaluate(whole).confusion().counts());
    }

    @Test
    void refusesBrokenPicturesWhenStrict() throws IOException {
        List<LabeledImage> images = manyPictures(5);
        Files.writeString(images.get(2).file(), "no picture");

        assertThatThrownBy(() -> evaluator(1).strict(true).evaluate(images))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("2.png");
    }

    @Test
    void needsPictures() {
        assertThatThrownBy(() -> evaluator(1).evaluate(List.of())).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> evaluator(1).evaluate(List.of(new LabeledImage(folder.resolve("gone.png"), 0))))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("None of the 1", "gone.png");
    }

    @Test
    void picturesThatWereDecodedBeforeAreNotDecodedAgain() throws IOException {
        LabeledImage image = picture("a", RED, 0);
        PictureStore store = new PictureStore(FORMAT, List.of(), 1 << 20);
        Evaluation first = evaluator(1).pictures(store).evaluate(List.of(image));
        Files.delete(image.file());

        Evaluation again = evaluator(1).pictures(store).evaluate(List.of(image));
        assertThat(again.loss()).isEqualTo(first.loss());
        assertThat(again.images()).isOne();
        PictureStore other = new PictureStore(new PictureFormat(3, 3, 3), List.of(), 0);
        assertThatThrownBy(() -> evaluator(1).pictures(other)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void doesNotJudgeByWhatIsNoNumber() throws IOException {
        List<LabeledImage> images = List.of(picture("a", RED, 0));

        assertThatThrownBy(() -> evaluator(Float.NaN).evaluate(images)).isInstanceOf(SpoiltWeightsException.class);
    }

    private Evaluator evaluator(float strength) {
        return Evaluator.of(ColourModel.of(strength, backend), ColourModel.CLASSES, FORMAT);
    }

    private LabeledImage picture(String name, Color colour, int label) throws IOException {
        return new LabeledImage(ColourModel.picture(folder.resolve(name + ".png"), colour, 6, 5), label);
    }

    private List<LabeledImage> manyPictures(int count) throws IOException {
        List<LabeledImage> images = new ArrayList<>();
        List<Color> colours = List.of(RED, GREEN, BLUE, DARK_GREEN);
        for (int i = 0; i < count; i++) {
            images.add(picture(String.valueOf(i), colours.get(i % 4), i % 3));
        }
        return images;
    }
}
