package dev.menny.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Pooling;
import dev.menny.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MennyModelsTest {
    private static final Shape PORTRAIT = Shape.of(1, 512, 512, 3);

    @Test
    void simpleHasItsPublishedSize() {
        Sequential simple = MennyModels.simple(PORTRAIT, 4, Pooling.AVERAGE, 0.2f);
        assertThat(simple.parameterCount()).isEqualTo(67_114_596);
        assertThat(simple.summary(PORTRAIT).parameters()).isEqualTo(67_114_596);
        assertThat(simple.outputShape(PORTRAIT)).isEqualTo(Shape.of(1, 4));
    }

    @Test
    void complexHasItsPublishedSize() {
        Sequential complex = MennyModels.complex(PORTRAIT, 4, Pooling.AVERAGE, 0.2f);
        assertThat(complex.parameterCount()).isEqualTo(268_531_268);
        assertThat(complex.summary(PORTRAIT).parameters()).isEqualTo(268_531_268);
        assertThat(complex.outputShape(PORTRAIT)).isEqualTo(Shape.of(1, 4));
    }

    @Test
    void theSummaryIsATable() {
        assertThat(lines(MennyModels.simple(PORTRAIT, 4, Pooling.AVERAGE, 0.2f)))
                .containsExactly(
                        "layer output parameters",
                        "-",
                        "input [N=1,H=512,W=512,C=3] 0",
                        "0 ConvBlock 3x3, 3 -> 16, average pool [N=1,H=256,W=256,C=16] 448",
                        "1 ConvBlock 3x3, 16 -> 32, average pool [N=1,H=128,W=128,C=32] 4,640",
                        "2 Flatten [1,524288] 0",
                        "3 Linear 524,288 -> 128 [1,128] 67,108,992",
                        "4 ReLU [1,128] 0",
                        "5 Dropout 0.2 [1,128] 0",
                        "6 Linear 128 -> 4 [1,4] 516",
                        "-",
                        "total 67,114,596",
                        "float32 weights 256.0 MiB");
    }

    /** The words of each line; columns are as wide as need be. */
    private static List<String> lines(Sequential model) {
        return Arrays.stream(model.summary(PORTRAIT).toString().split("\\R"))
                .map(line ->
                        line.replaceAll(" +", " ").replaceAll("-{20,}", "-").strip())
                .toList();
    }

    @Test
    void complexIsThreeBlocksTwoDropoutsAndTwoLinears() {
        assertThat(MennyModels.complex(PORTRAIT, 4, Pooling.MAX, 0.2f).configs())
                .extracting(LayerConfig::toString)
                .containsExactly(
                        "ConvBlock(in=3, out=32, kernel_h=3, kernel_w=3, stride_h=1, stride_w=1, pad_h=1, pad_w=1,"
                                + " pool=max)",
                        "ConvBlock(in=32, out=64, kernel_h=3, kernel_w=3, stride_h=1, stride_w=1, pad_h=1, pad_w=1,"
                                + " pool=max)",
                        "ConvBlock(in=64, out=128, kernel_h=3, kernel_w=3, stride_h=1, stride_w=1, pad_h=1, pad_w=1,"
                                + " pool=max)",
                        "Dropout(probability=0.2)",
                        "Flatten()",
                        "Linear(in=524288, out=512, bias=true)",
                        "ReLU()",
                        "Dropout(probability=0.2)",
                        "Linear(in=512, out=4, bias=true)");
    }

    @Test
    void takesAnySizeThatThePoolsDivide() {
        Shape grey = Shape.of(1, 24, 40, 1);
        assertThat(MennyModels.complex(grey, 7, Pooling.AVERAGE, 0).outputShape(grey.withBatch(3)))
                .isEqualTo(Shape.of(3, 7));
        assertThatThrownBy(() -> MennyModels.complex(Shape.of(1, 500, 512, 3), 4, Pooling.AVERAGE, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a picture of 512x500 cannot be halved 3 times: choose a size divisible by 8");
        assertThatThrownBy(() -> MennyModels.simple(Shape.of(1, 512, 510, 3), 4, Pooling.AVERAGE, 0))
                .hasMessage("a picture of 510x512 cannot be halved 2 times: choose a size divisible by 4");
    }
}
