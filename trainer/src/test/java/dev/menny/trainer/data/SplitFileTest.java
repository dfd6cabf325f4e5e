package dev.menny.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitFileTest {
    @TempDir
    Path root;

    private Path data;

    @BeforeEach
    void fill() throws IOException {
        data = root.resolve("data");
        for (String file : List.of("cat/1.png", "cat/2.png", "cat/3.png", "cat/deep/4.png", "dog/1.png", "dog/2.png")) {
            Files.createDirectories(data.resolve(file).getParent());
            Files.createFile(data.resolve(file));
        }
    }

    @Test
    void rowsShareThePicturesOut() throws IOException {
        Split split = split(
                "train\tdog\t1.png",
                "train\tcat\tdeep/4.png",
                "val\tcat\t2.png",
                "",
                "test\tdog\t2.png",
                "train\tcat\t./1.png");

        assertThat(split.classes()).containsExactly("cat", "dog");
        assertThat(split.training())
                .containsExactly(image("cat/1.png", 0), image("cat/deep/4.png", 0), image("dog/1.png", 1));
        assertThat(split.validation()).containsExactly(image("cat/2.png", 0));
        assertThat(split.test()).containsExactly(image("dog/2.png", 1));
    }

    @Test
    void withoutValRowsTheValidationPartIsCutFromTheTrainingRows() throws IOException {
        SplitFile rows = rows(
                "train\tcat\t1.png",
                "train\tcat\t2.png",
                "train\tcat\t3.png",
                "train\tdog\t1.png",
                "test\tcat\tdeep/4.png",
                "test\tdog\t2.png");

        Split split = ImageFolder.of(data).split(rows, 0.4, 1);
        Split whole = ImageFolder.of(data).split(rows, 0, 1);

        assertThat(rows.hasValidation()).isFalse();
        assertThat(split.training()).hasSize(3);
        assertThat(split.validation()).hasSize(1).doesNotContainAnyElementsOf(split.training());
        assertThat(split.test()).containsExactly(image("cat/deep/4.png", 0), image("dog/2.png", 1));
        assertThat(whole.training()).hasSize(4);
        assertThat(whole.validation()).isEmpty();
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() throws IOException {
        Split split = split("train\tcat\t1.png", "train\tdog\t1.png", "train\tcat\t2.png", "val\tdog\t2.png");

        assertThat(split("val\tdog\t2.png", "train\tcat\t2.png", "train\tcat\t1.png", "train\tdog\t1.png"))
                .isEqualTo(split);
    }

    @Test
    void otherProgramsLineEndsAndMarksAreRead() throws IOException {
        Path file = Files.writeString(
                root.resolve("split.tsv"), "\ufefftrain\tcat\t1.png\r\ntrain\tdog\t1.png\r\nval\tcat\t2.png\r\n");

        assertThat(SplitFile.read(file).of(ImageFolder.of(data)).images()).hasSize(3);
    }

    @Test
    void rowsOfClassesLeftOutArePassedOver() throws IOException {
        Files.createDirectories(data.resolve("emu"));
        Files.createFile(data.resolve("emu/1.png"));
        SplitFile rows = rows("train\tcat\t1.png", "train\temu\tgone.png", "train\tdog\t1.png", "test\temu\t1.png");

        Split split = ImageFolder.of(data).withClasses(List.of("cat", "dog")).split(rows, 0, 1);

        assertThat(split.images()).containsExactly(image("cat/1.png", 0), image("dog/1.png", 1));
    }

    @Test
    void testRowsJudgeAModelWhateverTheOrderOfItsClasses() throws IOException {
        SplitFile rows = rows("train\tcat\t1.png", "test\tdog\t1.png");

        assertThat(rows.of(ImageFolder.of(data, List.of("dog", "emu", "cat"))).test())
                .containsExactly(image("dog/1.png", 0));
    }

    /** A slash stands for a tab, an exclamation mark for the end of a line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train/cat/1.png!learn/cat/2.png|Line 2|begins with 'learn'|train, val, test",
                "Train/cat/1.png|Line 1|'Train'|train, val, test",
                "train/cat|Line 1|2 cells|tabs",
                "train/cat/1.png/x|Line 1|4 cells|tabs",
                "train cat 1.png|Line 1|1 cells|tabs",
                "train/cat/|Line 1|''|relative",
                "!!train/cat/9.png|Line 3|9.png'|no such file",
                "train/cow/1.png|Line 1|'cow'|cat, dog",
                "train/../1.png|Line 1|'..'|cat, dog",
                "train/cat/1.png!val/dog/1.png!test/cat/1.png|Line 3|again|line 1",
                "train/cat/1.png!train/cat/.;1.png|Line 2|again|line 1",
                "train/cat/..;dog;1.png|Line 1|leaves|inside",
                "train/cat/deep;..;..;dog;1.png|Line 1|leaves|inside",
                "train/cat/;etc;passwd|Line 1|'/etc/passwd'|relative",
                "train/cat/a\u0000b|Line 1|no file|called",
                "train/cat/deep|Line 1|deep'|no such file",
                "!|No rows|train|class",
            })
    void mistakesAreNamedWithTheirLine(String text, String line, String what, String remedy) throws IOException {
        String rows = text.replace('/', '\t').replace(';', '/').replace('!', '\n');
        Path file = Files.writeString(root.resolve("split.tsv"), rows);

        assertThatThrownBy(() -> SplitFile.read(file).of(ImageFolder.of(data)))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(file.toString(), line, what, remedy)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aClassWithoutRowsToLearnFromIsNamed() throws IOException {
        SplitFile rows = rows("train\tcat\t1.png", "test\tdog\t1.png");

        assertThatThrownBy(() -> ImageFolder.of(data).split(rows, 0.2, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("'dog'", "split.tsv", "train");
    }

    @Test
    void unreadableFilesAreNamed() throws IOException {
        Path binary =
                Files.write(root.resolve("binary.tsv"), "train\tcat\t\u00fc.png".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> SplitFile.read(root.resolve("none.tsv")))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("No split file", "none.tsv");
        assertThatThrownBy(() -> SplitFile.read(binary))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("UTF-8", "binary.tsv");
        assertThatThrownBy(() -> SplitFile.read(root)).isInstanceOf(DataException.class);
    }

    private Split split(String... lines) throws IOException {
        return ImageFolder.of(data).split(rows(lines), 0.2, 1);
    }

    private SplitFile rows(String... lines) throws IOException {
        return SplitFile.read(Files.write(root.resolve("split.tsv"), List.of(lines)));
    }

    private LabeledImage image(String file, int label) {
        return new LabeledImage(data.resolve(file), label);
    }
}
