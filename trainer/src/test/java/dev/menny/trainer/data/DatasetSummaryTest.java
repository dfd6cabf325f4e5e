package dev.menny.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetSummaryTest {
    @TempDir
    Path root;

    @Test
    void countsAndSizesInOneLine() {
        ImageFolder folder = TestPictures.folder(root, 2, "b", "a");

        DatasetSummary summary = DatasetSummary.of(folder);

        assertThat(summary.total()).isEqualTo(4);
        assertThat(summary.smallest()).isEqualTo(new PictureSize(12, 10));
        assertThat(summary.largest()).isEqualTo(new PictureSize(14, 10));
        assertThat(summary).hasToString("4 pictures in 2 classes (a 2, b 2), height 12 to 14, width 10");
    }

    @Test
    void aBrokenHeaderIsNamed() throws IOException {
        TestPictures.folder(root, 1, "a", "b");
        Path broken = Files.writeString(root.resolve("a/broken.png"), "?");
        ImageFolder folder = ImageFolder.of(root);

        assertThatThrownBy(() -> DatasetSummary.of(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(broken.toString());
    }
}
