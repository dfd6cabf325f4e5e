package dev.menny.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PublicWordsTest {
    private static final Path HOME = Path.of("home").toAbsolutePath();

    private final PublicWords words = new PublicWords(HOME.resolve("photos/pets"), "photos/pets", HOME);

    @Test
    void foldersOfPicturesAreCalledByTheirId() {
        Path pets = HOME.resolve("photos").resolve("pets");

        assertThat(words.of("No class folders in '%s': put them there".formatted(pets)))
                .isEqualTo("No class folders in 'photos/pets': put them there");
        assertThat(words.of("%s: no folder; e.g. %s".formatted(pets, pets.resolve("cats"))))
                .isEqualTo("photos/pets: no folder; e.g. %s".formatted(Path.of("photos/pets/cats")));
    }

    @Test
    void filesOfWeightsAreCalledByTheirName() {
        assertThat(words.of("'%s' cannot be written".formatted(HOME.resolve("w.safetensors"))))
                .isEqualTo("'w.safetensors' cannot be written");
        assertThat(words.of("Weights cannot be saved in '%s'".formatted(HOME)))
                .isEqualTo("Weights cannot be saved in 'home'");
    }

    @Test
    void theRootItselfIsCalledByItsName() {
        PublicWords all = new PublicWords(HOME, ".", HOME.resolve("out"));

        assertThat(all.of("'%s' and '%s' in '%s'".formatted(HOME.resolve("a.png"), HOME.resolve("b.png"), HOME)))
                .isEqualTo("'a.png' and 'b.png' in 'home'");
    }

    @Test
    void whatOnlyLooksLikeOneIsLeftAlone() {
        String others = "%s2 and /mnt%s/x".formatted(HOME, HOME);

        assertThat(words.of(others)).isEqualTo(others);
        assertThat(new PublicWords(Path.of("/"), "data", Path.of("/")).of("1/2 of /x"))
                .isEqualTo("1/2 of /x");
    }
}
