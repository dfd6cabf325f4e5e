package dev.menny.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    @TempDir
    Path root;

    @Test
    void namesAndFilesAreSortedAndOthersPassedOver() throws IOException {
        touch("zebra/b.JPG", "zebra/a.png", "zebra/notes.txt", "zebra/._a.png", "zebra/jpg", "zebra/.cache/x.png");
        touch("ape/deep/er/1.webp", "ape/2.jpeg", "ape/3.bmp", "ape/4.Gif", ".git/5.png", "README.md", "loose.png");

        ImageFolder folder = ImageFolder.of(root);

        assertThat(folder.classes()).containsExactly("ape", "zebra");
        assertThat(folder.images())
                .containsExactly(
                        image("ape/2.jpeg", 0),
                        image("ape/3.bmp", 0),
                        image("ape/4.Gif", 0),
                        image("ape/deep/er/1.webp", 0),
                        image("zebra/a.png", 1),
                        image("zebra/b.JPG", 1));
    }

    @Test
    void picturesBelowAFolderNeedNoClasses() throws IOException {
        touch("b.png", "a/c.jpg", "a/.d.jpg", "notes.txt");
        Path empty = Files.createDirectory(root.resolve("empty"));

        assertThat(PictureFiles.below(root)).containsExactly(root.resolve("a/c.jpg"), root.resolve("b.png"));
        assertThatThrownBy(() -> PictureFiles.below(empty))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("No picture", empty.toString());
    }

    @Test
    void chosenClassesAreNumberedAnewInSortedOrder() throws IOException {
        touch("a/1.png", "b/1.png", "c/1.png");

        ImageFolder folder = ImageFolder.of(root).withClasses(List.of("c", "b", "c"));

        assertThat(folder.classes()).containsExactly("b", "c");
        assertThat(folder.images()).containsExactly(image("b/1.png", 0), image("c/1.png", 1));
    }

    @Test
    void unknownClassNamesTheKnownOnes() throws IOException {
        touch("a/1.png", "b/1.png");

        assertThatThrownBy(() -> ImageFolder.of(root).withClasses(List.of("a", "B")))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("'B'", "a, b");
        assertThatThrownBy(() -> ImageFolder.of(root).withClasses(List.of("a")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("at least two");
        assertThatThrownBy(() -> ImageFolder.of(root).withClasses(List.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("No class chosen", "a, b");
    }

    @Test
    void foldersAreMatchedToAModelsClassesByName() throws IOException {
        touch("cat/1.png", "dog/1.png", "dog/2.png");

        ImageFolder folder = ImageFolder.of(root, List.of("dog", "bird", "cat"));

        assertThat(folder.classes()).containsExactly("dog", "bird", "cat");
        assertThat(folder.images())
                .containsExactly(image("dog/1.png", 0), image("dog/2.png", 0), image("cat/1.png", 2));
        assertThat(ImageFolder.of(root, List.of("cat", "dog")).images()).hasSize(3);
    }

    @Test
    void oneFolderIsEnoughToJudgeAModelBy() throws IOException {
        touch("dog/1.png");

        assertThat(ImageFolder.of(root, List.of("cat", "dog")).images()).containsExactly(image("dog/1.png", 1));
    }

    @Test
    void foldersThatAModelDoesNotKnowAreNamed() throws IOException {
        touch("cat/1.png", "cow/1.png", "Dog/1.png");

        assertThatThrownBy(() -> ImageFolder.of(root, List.of("cat", "dog")))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("'Dog', 'cow'", "only cat, dog", root.toString());
    }

    @Test
    void anotherFolderValidatesByNameNotByPosition() throws IOException {
        touch("data/cat/1.png", "data/dog/1.png", "val/dog/a.png", "val/dog/b.png", "val/cat/c.png");
        ImageFolder folder = ImageFolder.of(root.resolve("data"));

        Split split = folder.split(folder.another(root.resolve("val")));

        assertThat(split.training()).containsExactly(image("data/cat/1.png", 0), image("data/dog/1.png", 1));
        assertThat(split.validation())
                .containsExactly(image("val/cat/c.png", 0), image("val/dog/a.png", 1), image("val/dog/b.png", 1));
        assertThat(split.test()).isEmpty();
    }

    @Test
    void anotherFolderMustHaveTheSameClasses() throws IOException {
        touch("data/cat/1.png", "data/dog/1.png", "data/emu/1.png", "val/cat/1.png", "val/dog/1.png");
        touch("more/cat/1.png", "more/dog/1.png", "more/emu/1.png", "more/gnu/1.png");
        ImageFolder folder = ImageFolder.of(root.resolve("data"));

        assertThatThrownBy(() -> folder.another(root.resolve("val")))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("No folder 'emu'", "add its pictures");
        assertThatThrownBy(() -> folder.another(root.resolve("more")))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("'gnu'", "cat, dog, emu");
        ImageFolder chosen = folder.withClasses(List.of("cat", "dog"));
        assertThat(chosen.another(root.resolve("val")).images()).hasSize(2);
        assertThatThrownBy(() -> chosen.another(root.resolve("more"))).hasMessageContaining("'gnu'");
        assertThatThrownBy(() -> folder.split(chosen)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void partsOfADataSetAreNotTakenForClasses() throws IOException {
        touch("train/cat/1.png", "train/dog/1.png", "val/cat/1.png", "val/dog/1.png");

        assertRefused(root, "train, val", "not classes");
    }

    @Test
    void unusableFoldersSayHowToMendThem() throws IOException {
        touch("file.png", "empty/readme.txt", "pair/a/1.png", "pair/b/readme.txt", "single/a/1.png", "flat/1.png");

        assertRefused(root.resolve("missing"), "No folder", "missing");
        assertRefused(root.resolve("file.png"), "is a file");
        assertRefused(root.resolve("flat"), "No class folders", "one folder per class");
        assertRefused(root.resolve("single"), "Only one class ('a')", "at least two");
        assertRefused(root.resolve("pair"), "No picture", root.resolve("pair/b").toString());
    }

    @Test
    void splitKeepsTheMixtureAndLosesNothing() throws IOException {
        touchMany("a", 50);
        touchMany("b", 20);
        touchMany("c", 5);
        ImageFolder folder = ImageFolder.of(root);

        Split split = folder.split(0.2, 7);

        assertThat(countPerClass(split.validation(), 3)).containsExactly(10, 4, 1);
        assertThat(countPerClass(split.training(), 3)).containsExactly(40, 16, 4);
        Set<LabeledImage> all = new HashSet<>(split.training());
        all.addAll(split.validation());
        assertThat(all).hasSize(75).containsExactlyInAnyOrderElementsOf(folder.images());
    }

    @Test
    void splitDependsOnTheSeedAlone() throws IOException {
        touchMany("a", 30);
        touchMany("b", 30);

        Split split = ImageFolder.of(root).split(0.3, 7);

        assertThat(ImageFolder.of(root).split(0.3, 7)).isEqualTo(split);
        assertThat(ImageFolder.of(root).split(0.3, 8)).isNotEqualTo(split);
        assertThat(positions(split.validation(), 0)).isNotEqualTo(positions(split.validation(), 1));
    }

    @Test
    void smallClassesKeepOnePictureOnEitherSide() throws IOException {
        touchMany("pair", 2);
        touchMany("single", 1);
        touchMany("ten", 10);
        ImageFolder folder = ImageFolder.of(root);

        Split little = folder.split(0.01, 1);
        Split much = folder.split(0.99, 1);
        Split none = folder.split(0, 1);

        assertThat(countPerClass(little.validation(), 3)).containsExactly(1, 0, 1);
        assertThat(countPerClass(much.training(), 3)).containsExactly(1, 1, 1);
        assertThat(none.validation()).isEmpty();
        assertThat(none.training()).isEqualTo(folder.images());
    }

    @Test
    void fractionOutsideItsRangeIsRefused() throws IOException {
        touch("a/1.png", "b/1.png");
        ImageFolder folder = ImageFolder.of(root);

        for (double fraction : new double[] {-0.1, 1, Double.NaN}) {
            assertThatThrownBy(() -> folder.split(fraction, 1))
                    .isInstanceOf(DataException.class)
                    .hasMessageContainingAll("validation fraction", String.valueOf(fraction));
        }
    }

    private void assertRefused(Path folder, String... parts) {
        assertThatThrownBy(() -> ImageFolder.of(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(parts)
                .message()
                .doesNotContain("\n");
    }

    private LabeledImage image(String file, int label) {
        return new LabeledImage(root.resolve(file), label);
    }

    private void touchMany(String name, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            touch("%s/%03d.png".formatted(name, i));
        }
    }

    private void touch(String... files) throws IOException {
        for (String file : files) {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        }
    }

    private static int[] countPerClass(List<LabeledImage> images, int classes) {
        int[] counts = new int[classes];
        images.forEach(image -> counts[image.label()]++);
        return counts;
    }

    private static List<String> positions(List<LabeledImage> images, int label) {
        return images.stream()
                .filter(image -> image.label() == label)
                .map(image -> FolderScan.name(image.file()))
                .toList();
    }
}
