package dev.menny.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.trainer.data.LabeledImage;
import dev.menny.trainer.data.Split;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {
    private static Split split(int... labels) {
        return new Split(
                List.of("cat", "dog", "owl"),
                Arrays.stream(labels)
                        .mapToObj(label -> new LabeledImage(Path.of("x.png"), label))
                        .toList(),
                // Only pictures to learn from count.
                List.of(new LabeledImage(Path.of("y.png"), 1), new LabeledImage(Path.of("z.png"), 1)),
                List.of());
    }

    @Test
    void eachPictureCountsAlike() {
        assertThat(ClassWeights.NONE.loss(split(0, 0, 2))).hasToString("softmax cross-entropy");
    }

    @Test
    void eachClassCountsAlike() {
        assertThat(ClassWeights.BALANCED.loss(split(0, 1, 1, 0, 0, 2)))
                .hasToString("softmax cross-entropy, class weights [0.6666666666666666, 1.0, 2.0]");
    }

    @Test
    void aClassWithoutPicturesToLearnFromIsNamed() {
        assertThatThrownBy(() -> ClassWeights.BALANCED.loss(split(0, 0, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("need pictures of each class, class 1 has 0");
    }
}
