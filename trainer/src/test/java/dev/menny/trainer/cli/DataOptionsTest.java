package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.trainer.ShapePictures;
import dev.menny.trainer.data.DataException;
import dev.menny.trainer.data.DatasetReport;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.PictureStore;
import dev.menny.trainer.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class DataOptionsTest {
    @TempDir
    Path folder;

    private Path shapes;

    @Command
    private static final class Anything {
        @Mixin
        private DataOptions data = new DataOptions();
    }

    @BeforeEach
    void paint() {
        shapes = ShapePictures.write(folder.resolve("shapes"), 5, 1);
    }

    @Test
    void aFractionIsCutOffUnlessAskedOtherwise() {
        DataOptions.Loaded loaded = load(null);

        assertThat(loaded.folder().classes()).isEqualTo(ShapePictures.CLASSES);
        assertThat(loaded.split().validation()).hasSize(3);
        assertThat(loaded.split().training()).hasSize(12);
        assertThat(loaded.notices()).isEmpty();
        assertThat(load(0.4).split()).isEqualTo(loaded.folder().split(0.4, 42));
        assertThat(load(null, "--classes", "disc,square").split().images()).hasSize(10);
    }

    @Test
    void anotherFolderJudges() {
        Path others = ShapePictures.write(folder.resolve("others"), 2, 2);

        Split split =
                load(null, "--val-data", others, "--classes", "disc,triangle").split();

        assertThat(split.classes()).containsExactly("disc", "triangle");
        assertThat(split.training()).hasSize(10);
        assertThat(split.validation())
                .hasSize(4)
                .allMatch(image -> image.file().startsWith(others))
                .extracting(image -> split.classes().get(image.label()))
                .containsExactly("disc", "disc", "triangle", "triangle");
    }

    @Test
    void aSplitFileSharesOutAndTellsWhatItLeavesOut() throws IOException {
        Path rows = split(
                "train\tdisc\t00.png",
                "train\tdisc\t01.png",
                "train\tsquare\t00.png",
                "train\ttriangle\t00.png",
                "test\tdisc\t02.png");

        DataOptions.Loaded loaded = load(0.5, "--split", rows);

        assertThat(loaded.split().training()).hasSize(3);
        assertThat(loaded.split().validation()).hasSize(1);
        assertThat(loaded.split().test()).hasSize(1);
        assertThat(loaded.notices()).singleElement().asString().contains("10 of 15 pictures", "split.tsv", "left out");
    }

    @Test
    void contradictionsAreRefused() throws IOException {
        Path plain = split("train\tdisc\t00.png", "train\tsquare\t00.png", "train\ttriangle\t00.png");
        assertRefused(null, "leave one of them out", "--split", plain, "--val-data", shapes);
        assertRefused(0.2, "leave out --val-fraction", "--val-data", shapes);
        Path judged =
                split("train\tdisc\t00.png", "train\tsquare\t00.png", "train\ttriangle\t00.png", "val\tdisc\t01.png");
        assertRefused(0.2, "leave out --val-fraction", "--split", judged);
    }

    private void assertRefused(@Nullable Double fraction, String hint, Object... words) {
        assertThatThrownBy(() -> load(fraction, words))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(hint);
    }

    @Test
    void brokenPicturesAreLeftOutOrRefused() throws IOException {
        Files.writeString(shapes.resolve("disc/00.png"), "no picture");
        Split split = load(0.0).split();
        PictureStore store = new PictureStore(new PictureFormat(8, 8, 3), List.of(), 0);

        DatasetReport report = options().check(split, store, 2, (done, total) -> {});

        assertThat(report.withoutBroken(split).images()).hasSize(14);
        assertThatThrownBy(() -> options("--strict").check(split, store, 2, (done, total) -> {}))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("1 of 15", "00.png");
    }

    private DataOptions.Loaded load(@Nullable Double valFraction, Object... words) {
        return options(words).load(shapes, valFraction, valFraction == null ? 0.2 : valFraction, 42);
    }

    private static DataOptions options(Object... words) {
        Anything command = new Anything();
        String[] args = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            args[i] = words[i].toString();
        }
        new CommandLine(command).parseArgs(args);
        return command.data;
    }

    private Path split(String... rows) throws IOException {
        return Files.write(folder.resolve("split.tsv"), List.of(rows));
    }
}
