package dev.menny.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFoldersTest {
    @TempDir
    Path temporary;

    private Path root;
    private DataFolders folders;

    @BeforeEach
    void makeFolders() throws IOException {
        root = Files.createDirectory(temporary.resolve("root"));
        touch("root/photos/pets/cat/a.jpg", "root/photos/pets/cat/deep/b.PNG", "root/photos/pets/dog/c.webp");
        touch("outside/one/a.png", "outside/two/b.png", "secret.png");
        folders = new DataFolders(null, root);
    }

    private void touch(String... files) throws IOException {
        for (String file : files) {
            Path path = temporary.resolve(file);
            Files.createDirectories(path.getParent());
            Files.write(path, new byte[0]);
        }
    }

    @Test
    void foldersOfClassFoldersAreFoundWhereverTheyLie() throws IOException {
        touch("root/a/x/1.png", "root/a/y/2.png", "root/b/c/d/x/1.png", "root/b/c/d/y/2.png");

        assertThat(folders.list()).extracting(DataFolder::id).containsExactly("a", "b/c/d", "photos/pets");
        assertThat(folders.list().getLast().classes()).containsExactly("cat", "dog");
        assertThat(folders.list().getLast().pictures()).isEqualTo(3);
        assertThat(folders.list()).noneMatch(DataFolder::bundled);
        for (DataFolder folder : folders.list()) {
            assertThat(folders.resolve(folder.id())).isEqualTo(real(root).resolve(folder.id()));
        }
    }

    @Test
    void whatIsNoFolderOfPicturesIsPassedOver() throws IOException {
        touch("root/one/only/1.png", "root/half/x/1.png", "root/half/y/notes.txt", "root/texts/a/1.txt");
        touch("root/.cache/x/1.png", "root/.cache/y/1.png", "root/w.report/x/1.png", "root/w.report/y/1.png");
        touch(
                "root/w.checkpoints/x/1.png",
                "root/w.checkpoints/y/1.png",
                "root/1/2/3/4/x/1.png",
                "root/1/2/3/4/y/1.png");
        Files.createSymbolicLink(root.resolve("link"), temporary.resolve("outside"));

        assertThat(folders.list()).extracting(DataFolder::id).containsExactly("photos/pets");
    }

    @Test
    void theRootItselfMayBeOne() {
        DataFolders pets = new DataFolders(null, root.resolve("photos/pets"));

        assertThat(pets.list()).extracting(DataFolder::id).containsExactly(".");
        assertThat(pets.list().getFirst().name()).isEqualTo("pets");
        assertThat(pets.resolve(".")).isEqualTo(real(root.resolve("photos/pets")));
    }

    @Test
    void hugeRootsAreLeftBeforeTheyAreSeenWhole() throws IOException {
        for (int i = 0; i < 2_500; i++) {
            Files.createDirectories(root.resolve("many/%d".formatted(i)));
        }
        touch("root/zoo/x/1.png", "root/zoo/y/1.png");

        assertThat(folders.list()).extracting(DataFolder::id).contains("zoo");
        assertThat(folders.list()).extracting(DataFolder::id).doesNotContain("many");
    }

    @Test
    void theBundledPortraitsComeFirst() throws IOException {
        touch("bundled/A/1.png", "bundled/B/2.png");
        DataFolders both = new DataFolders(temporary.resolve("bundled"), root);

        assertThat(both.list()).extracting(DataFolder::id).containsExactly("portraits", "photos/pets");
        assertThat(both.list().getFirst().bundled()).isTrue();
        assertThat(both.resolve("portraits")).isEqualTo(real(temporary.resolve("bundled")));
    }

    @Test
    void portraitsBelowTheRootAreNotListedTwice() throws IOException {
        touch("root/portraits/A/1.png", "root/portraits/B/2.png");
        DataFolders same = new DataFolders(root.resolve("portraits"), root);

        assertThat(same.list()).extracting(DataFolder::id).containsExactly("portraits", "photos/pets");
        assertThat(same.resolve("portraits")).isEqualTo(real(root.resolve("portraits")));
    }

    @Test
    void anotherFolderOfThatNameIsToldApart() throws IOException {
        touch("bundled/A/1.png", "bundled/B/2.png", "root/portraits/X/1.png", "root/portraits/Y/2.png");
        DataFolders both = new DataFolders(temporary.resolve("bundled"), root);

        assertThat(both.list())
                .extracting(DataFolder::id)
                .containsExactly("bundled:portraits", "photos/pets", "portraits");
        assertThat(both.resolve("portraits")).isEqualTo(real(root.resolve("portraits")));
        assertThat(both.resolve("bundled:portraits")).isEqualTo(real(temporary.resolve("bundled")));
    }

    @Test
    void missingPlacesHoldNothing() {
        DataFolders none = new DataFolders(temporary.resolve("missing"), temporary.resolve("missing too"));

        assertThat(none.list()).isEmpty();
        assertRefused(none, "portraits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                "..",
                "../outside",
                "../../etc",
                "photos/../../outside",
                "photos/pets/../../../outside",
                "photos/./pets",
                "./photos/pets",
                "photos//pets",
                "/photos/pets",
                "photos/pets/",
                "/etc",
                "//etc/passwd",
                "photos\\pets",
                "..\\outside",
                "C:\\Windows",
                "photos/pets\0",
                "photos/pets\0/../../outside",
                "photos/pets\n",
                "%2e%2e/outside",
                "..%2foutside",
                "~",
                "file:///etc",
                "photos/pets/cat/a.jpg",
                "photos/pets/cat/deep",
                ".git",
                "photos/.hidden",
                "w.report",
                "w.checkpoints",
                "missing",
                "link",
                "link/one",
                "photos/way-out",
                "photos/way-out/one"
            })
    void noIdLeadsOutOfTheRoot(String id) throws IOException {
        touch("root/.git/x/1.png", "root/photos/.hidden/x/1.png", "root/w.report/1.png", "root/w.checkpoints/1.png");
        Files.createSymbolicLink(root.resolve("link"), temporary.resolve("outside"));
        Files.createSymbolicLink(root.resolve("photos/way-out"), Path.of("../../outside"));

        assertRefused(folders, id);
    }

    @Test
    void noLinkInsideAFolderLeadsOutOfTheRoot() throws IOException {
        Path pets = root.resolve("photos/pets");
        assertThat(folders.open("photos/pets").images()).isNotEmpty();

        Files.createSymbolicLink(pets.resolve("strangers"), temporary.resolve("outside/one"));

        assertThatThrownBy(() -> folders.open("photos/pets"))
                .isInstanceOf(TrainingRefusedException.class)
                .hasMessageContaining("strangers")
                .hasMessageContaining("link");
    }

    @Test
    void endlessIdsAreRefused() {
        assertRefused(folders, "a".repeat(100_000));
        assertRefused(folders, "a/".repeat(100_000));
    }

    @Test
    void whatIsNotListedIsNotUsed() throws IOException {
        touch("root/half/x/1.png", "root/1/2/3/4/x/1.png", "root/1/2/3/4/y/1.png");
        Files.createDirectories(root.resolve("half/y"));
        Files.createSymbolicLink(root.resolve("favourites"), root.resolve("photos/pets"));

        assertThat(folders.list()).extracting(DataFolder::id).containsExactly("photos/pets");
        for (String id : List.of(".", "photos", "half", "1/2/3/4", "favourites")) {
            assertRefused(folders, id);
        }
    }

    @Test
    void foldersOfWhichNobodyKnowsTheEndAreNotUsed() throws IOException {
        touch("root/deep/x/1/2/3/4/5/6/a.png", "root/deep/x/b.png", "root/deep/y/c.png");

        assertRefused(folders, "deep");
    }

    @Test
    void noLinkIsFollowedIntoAFolderThatNobodyHasLookedInto() throws IOException {
        Files.createSymbolicLink(root.resolve("photos/pets/dog/more"), root.resolve("photos"));

        assertThatThrownBy(() -> folders.open("photos/pets"))
                .isInstanceOf(TrainingRefusedException.class)
                .hasMessageStartingWith("'%s' in this folder is a link".formatted(Path.of("dog", "more")));
    }

    private static void assertRefused(DataFolders folders, String id) {
        assertThatThrownBy(() -> folders.open(id))
                .isInstanceOf(TrainingRefusedException.class)
                .hasMessage("There is no such folder of pictures: choose one from the list");
        assertThatThrownBy(() -> folders.resolve(id))
                .isInstanceOf(TrainingRefusedException.class)
                .hasMessage("There is no such folder of pictures: choose one from the list");
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
