package dev.menny.trainer.data;

import static dev.menny.trainer.data.TestPictures.image;
import static dev.menny.trainer.data.TestPictures.noise;
import static dev.menny.trainer.data.TestPictures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCheckTest {
    private static final PictureFormat FORMAT = new PictureFormat(8, 8, 3);

    @TempDir
    Path root;

    private int pictures;

    @Test
    void countsPicturesAndSizes() {
        paint("cat", 6);
        paint("dog", 4);
        write(image(noise(30, 5, 3, 99)), root.resolve("dog/tall.png"));

        DatasetReport report = check(ImageFolder.of(root).split(0.4, 1));

        assertThat(report.classes())
                .containsExactly(
                        new DatasetReport.ClassCount("cat", 4, 2, 0), new DatasetReport.ClassCount("dog", 3, 2, 0));
        assertThat(report.total()).isEqualTo(11);
        assertThat(report.smallest()).isEqualTo(new PictureSize(10, 5));
        assertThat(report.largest()).isEqualTo(new PictureSize(30, 12));
        assertThat(report).hasToString("11 pictures in 2 classes (cat 6, dog 5), height 10 to 30, width 5 to 12");
        assertThat(report.warnings()).isEmpty();
        report.requireAllReadable();
    }

    @Test
    void everyPictureIsDecodedOnceAndKept() throws IOException {
        paint("cat", 5);
        paint("dog", 5);
        Split split = ImageFolder.of(root).split(0.4, 1);
        PictureStore store = new PictureStore(FORMAT, List.of(Augmentations.flip(0.5)), 1 << 20);
        List<String> steps = new ArrayList<>();

        DatasetCheck.run(split, store, 3, (done, total) -> steps.add(done + "/" + total));
        for (LabeledImage image : split.images()) {
            Files.delete(image.file());
        }

        assertThat(steps)
                .containsExactly("1/10", "2/10", "3/10", "4/10", "5/10", "6/10", "7/10", "8/10", "9/10", "10/10");
        try (DataLoader training = new DataLoader(split.training(), store, 4, 1, 2);
                DataLoader validation = new DataLoader(split.validation(), store, 4, 1, 2)) {
            assertThat(training.epoch(0)).hasSize(2);
            assertThat(validation.ordered()).hasSize(1);
        }
    }

    @Test
    void brokenPicturesAreNamedAndLeftOut() throws IOException {
        paint("cat", 4);
        paint("dog", 4);
        Path empty = Files.createFile(root.resolve("cat/empty.png"));
        Path text = Files.writeString(root.resolve("dog/text.jpg"), "no picture");
        Split split = ImageFolder.of(root).split(0, 1);

        DatasetReport report = check(split);

        assertThat(report.broken()).extracting(BrokenPicture::file).containsExactly(empty, text);
        assertThat(report.warnings())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith("left out: ").contains(empty.toString(), "is empty"))
                .anySatisfy(line -> assertThat(line).startsWith("left out: ").contains(text.toString(), "known kind"));
        assertThat(report.total()).isEqualTo(8);
        assertThat(report.withoutBroken(split).images())
                .hasSize(8)
                .noneMatch(image -> image.file().equals(empty) || image.file().equals(text));
        assertThatThrownBy(report::requireAllReadable)
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("2 of 10 pictures cannot be read")
                .hasMessageContainingAll(empty.toString(), text.toString())
                .message()
                .doesNotContain("\n");
    }

    @Test
    void longListsAreCut() throws IOException {
        paint("cat", 2);
        paint("dog", 2);
        for (int i = 0; i < 9; i++) {
            Files.createFile(root.resolve("cat/empty-%d.png".formatted(i)));
        }

        DatasetReport report = check(ImageFolder.of(root).split(0, 1));

        assertThat(report.warnings()).hasSize(6).last().asString().contains("4 more");
        assertThatThrownBy(report::requireAllReadable)
                .hasMessageStartingWith("9 of 13")
                .hasMessageEndingWith("and 4 more");
    }

    @Test
    void aClassOfBrokenPicturesCannotBeLearnt() throws IOException {
        paint("cat", 2);
        Files.createDirectory(root.resolve("dog"));
        Files.createFile(root.resolve("dog/empty.png"));
        Split split = ImageFolder.of(root).split(0, 1);

        assertThatThrownBy(() -> check(split).withoutBroken(split))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("'dog'", "add some");
    }

    @Test
    void theSamePictureInTwoPartsIsLeakage() throws IOException {
        paint("cat", 3);
        paint("dog", 3);
        Path copy = Files.copy(root.resolve("cat/000.png"), root.resolve("cat/copy.png"));
        Split split = splitWithValidation(copy, root.resolve("dog/000.png"));

        DatasetReport report = check(split);

        assertThat(report.duplicates()).singleElement().satisfies(duplicates -> {
            assertThat(duplicates.acrossParts()).isTrue();
            assertThat(duplicates.acrossClasses()).isFalse();
        });
        assertThat(report.warnings())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("1 picture is in more than one part of the split")
                        .contains("'%s' (train) = '%s' (val)".formatted(root.resolve("cat/000.png"), copy)));
    }

    @Test
    void theSamePictureUnderTwoNamesOfThingsIsAContradiction() throws IOException {
        paint("cat", 3);
        paint("dog", 3);
        Path copy = Files.copy(root.resolve("cat/002.png"), root.resolve("dog/copy.png"));

        assertThat(check(ImageFolder.of(root).split(0, 1)).warnings())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("1 picture is in more than one class")
                        .contains("'%s' = '%s'".formatted(root.resolve("cat/002.png"), copy)));
    }

    @Test
    void plainCopiesAreNamedAndTheListIsCut() throws IOException {
        paint("cat", 8);
        paint("dog", 16);
        for (int i = 0; i < 8; i++) {
            Files.copy(root.resolve("cat/00%d.png".formatted(i)), root.resolve("cat/copy-%d.png".formatted(i)));
        }

        assertThat(check(ImageFolder.of(root).split(0, 1)).warnings())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("8 pictures are there more than once")
                        .contains("copy-4.png'")
                        .doesNotContain("copy-5.png")
                        .endsWith("and 3 more"));
    }

    @Test
    void classesTooSmallToSplitAreNamed() {
        paint("cat", 1);
        paint("dog", 2);

        assertThat(check(ImageFolder.of(root).split(0.2, 1)).warnings())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("too few pictures to judge by")
                        .contains("'cat' (1)"));
        assertThat(check(ImageFolder.of(root).split(0, 1)).warnings()).isEmpty();
    }

    @Test
    void imbalanceIsMetByClassWeights() {
        paint("cat", 6);
        paint("dog", 2);
        paint("emu", 3);
        Split split = ImageFolder.of(root).split(0, 1);

        DatasetReport report = check(split);
        DatasetReport fair = check(split.without(Set.of(root.resolve("cat/000.png"))));

        assertThat(report.imbalance()).isEqualTo(3);
        assertThat(report.warnings())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("'cat' has 3.0 times", "'dog' (6 and 2)", "--class-weights balanced"));
        assertThat(fair.imbalance()).isEqualTo(2.5);
        assertThat(fair.warnings()).isEmpty();
    }

    @Test
    void theFingerprintTellsDataSetsApartWhereverTheyLie() throws IOException {
        paint("cat", 3);
        paint("dog", 3);
        Path moved = root.resolveSibling(root.getFileName() + "-moved");
        for (LabeledImage image : ImageFolder.of(root).images()) {
            Path target = moved.resolve(root.relativize(image.file()).toString());
            Files.createDirectories(target.getParent());
            Files.copy(image.file(), target);
        }
        Split split = ImageFolder.of(root).split(0.3, 1);
        String fingerprint = check(split).fingerprint();

        assertThat(fingerprint).matches("[0-9a-f]{64}");
        assertThat(check(ImageFolder.of(moved).split(0.3, 1)).fingerprint()).isEqualTo(fingerprint);
        assertThat(check(ImageFolder.of(root).split(0.3, 2)).fingerprint()).isNotEqualTo(fingerprint);
        assertThat(check(ImageFolder.of(root).split(0, 1)).fingerprint()).isNotEqualTo(fingerprint);
        Files.createFile(root.resolve("cat/zero.png"));
        assertThat(check(new Split(split.classes(), added(split, "cat/zero.png"), split.validation(), List.of()))
                        .fingerprint())
                .as("broken pictures teach nothing")
                .isEqualTo(fingerprint);
        write(image(noise(10, 10, 3, 12345)), root.resolve("cat/001.png"));
        assertThat(check(split).fingerprint()).isNotEqualTo(fingerprint);
    }

    private List<LabeledImage> added(Split split, String file) {
        List<LabeledImage> training = new ArrayList<>(split.training());
        training.add(new LabeledImage(root.resolve(file), 0));
        return training;
    }

    private DatasetReport check(Split split) {
        return DatasetCheck.run(split, new PictureStore(FORMAT, List.of(), 0), 2, (done, total) -> {});
    }

    private Split splitWithValidation(Path... files) {
        Set<Path> validation = Set.of(files);
        List<LabeledImage> all = ImageFolder.of(root).images();
        return new Split(
                ImageFolder.of(root).classes(),
                all.stream().filter(image -> !validation.contains(image.file())).toList(),
                all.stream().filter(image -> validation.contains(image.file())).toList(),
                List.of());
    }

    private void paint(String name, int count) {
        for (int i = 0; i < count; i++) {
            Picture picture = noise(10 + i % 2, 12, 3, pictures++);
            write(image(picture), root.resolve(name).resolve("%03d.png".formatted(i)));
        }
    }
}
