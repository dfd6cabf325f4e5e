package dev.menny.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.trainer.data.LabeledImage;
import dev.menny.trainer.data.Split;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DataManifestTest {
    private static final LabeledImage TOM = new LabeledImage(Path.of("pets/cat/tom.png"), 0);
    private static final LabeledImage REX = new LabeledImage(Path.of("pets/dog/rex.png"), 1);
    private static final LabeledImage IDA = new LabeledImage(Path.of("pets/cat/ida.png"), 0);

    private static DataManifest manifest(List<LabeledImage> training, List<LabeledImage> validation) {
        return manifest(training, validation, file -> "7 bytes");
    }

    private static DataManifest manifest(
            List<LabeledImage> training, List<LabeledImage> validation, Function<Path, String> mark) {
        return DataManifest.of(new Split(List.of("cat", "dog"), training, validation, List.of()), mark);
    }

    @Test
    void oneLineAPicture() {
        assertThat(manifest(List.of(TOM, REX), List.of(IDA)).text())
                .isEqualTo("training\tcat\ttom.png\t7 bytes\ntraining\tdog\trex.png\t7 bytes\n"
                        + "validation\tcat\tida.png\t7 bytes");
    }

    @Test
    void theTextReadsBack() {
        DataManifest manifest = manifest(List.of(TOM, REX), List.of(IDA));

        assertThat(DataManifest.parse(manifest.text())).isEqualTo(manifest);
        assertThat(manifest.difference(DataManifest.parse(manifest.text()))).isEmpty();
    }

    @Test
    void aDataSetMayMove() {
        LabeledImage moved = new LabeledImage(Path.of("elsewhere/tom.png"), 0);

        assertThat(manifest(List.of(TOM), List.of()).difference(manifest(List.of(moved), List.of())))
                .isEmpty();
    }

    @Test
    void numbersAreComparedFirst() {
        assertThat(manifest(List.of(TOM, REX), List.of(IDA)).difference(manifest(List.of(IDA), List.of())))
                .contains("3 pictures, here are 1");
    }

    @Test
    void theFirstDifferentPictureIsNamed() {
        DataManifest saved = manifest(List.of(TOM, REX), List.of(IDA));

        assertThat(saved.difference(manifest(List.of(TOM, IDA), List.of(REX))))
                .contains("another picture as number 2: dog/rex.png in training (7 bytes),"
                        + " here is cat/ida.png in training (7 bytes)");
        assertThat(saved.difference(manifest(List.of(TOM, REX, IDA), List.of())))
                .contains("another picture as number 3: cat/ida.png in validation (7 bytes),"
                        + " here is cat/ida.png in training (7 bytes)");
        assertThat(saved.difference(manifest(List.of(TOM, REX), List.of(IDA), file -> "8 bytes")))
                .contains("another picture as number 1: cat/tom.png in training (7 bytes),"
                        + " here is cat/tom.png in training (8 bytes)");
    }
}
