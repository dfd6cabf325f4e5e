package dev.menny.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.nn.Flatten;
import dev.menny.nn.Linear;
import dev.menny.nn.Normalize;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file says about its model may be as damaged as the rest of it. */
class DescriptionTextTest {
    private static final Path FILE = Path.of("w.safetensors");

    private static Map<String, String> sound() {
        Sequential model = Sequential.of(new Flatten(), new Linear(4, 2));
        ModelCard card = new ModelCard(List.of("a", "b"), new Preprocessing(2, 2, 1));
        return new HashMap<>(DescriptionText.write(new ModelDescription(model.configs(), card)));
    }

    @Test
    void readsWhatItWrites() throws IOException {
        ModelDescription description = DescriptionText.read(FILE, sound());

        assertThat(description.card().classes()).containsExactly("a", "b");
        assertThat(description.model().parameterCount()).isEqualTo(10);
    }

    @Test
    void keepsANormalisationAndACloserLookToTheLastBit() throws IOException {
        Sequential model = Sequential.of(new Normalize(0.1f, 0.3f), new Flatten(), new Linear(4, 2));
        ModelCard card = new ModelCard(List.of("a", "b"), new Preprocessing(2, 2, 1, Fit.PAD, 0.1 + 0.2));

        ModelDescription again =
                DescriptionText.read(FILE, DescriptionText.write(new ModelDescription(model.configs(), card)));

        assertThat(again.card().preprocessing()).isEqualTo(card.preprocessing());
        assertThat(again.model().layers().getFirst().config().toString())
                .isEqualTo("Normalize(mean=0.1, deviation=0.3)");
    }

    @Test
    void filesFromBeforeThereWasACentreLookAtAllOfAPicture() throws IOException {
        Map<String, String> old = sound();
        old.put("menny.preprocessing", "{\"height\":2,\"width\":2,\"channels\":1,\"fit\":\"crop\"}");

        assertThat(DescriptionText.read(FILE, old).card().preprocessing().centre())
                .isEqualTo(1);
    }

    @Test
    void filesFromBeforeThereWasAChoiceWereSquashed() throws IOException {
        Map<String, String> old = sound();
        old.put("menny.preprocessing", "{\"height\":2,\"width\":2,\"channels\":1}");

        assertThat(DescriptionText.read(FILE, old).card().preprocessing().fit()).isEqualTo(Fit.SQUASH);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "menny.format; 2; the description has format '2', this version of Menny reads format 1:"
                        + " use a newer version",
                "menny.layers; [{]; the metadata 'menny.layers' is not valid JSON at character 2",
                "menny.layers; {}; the metadata 'menny.layers' must be a JSON array",
                "menny.layers; [3]; the metadata 'menny.layers' must list objects with type and options",
                "menny.layers; []; the description fits no model: a model needs at least one layer",
                "menny.layers; [{\"type\":\"Warp\",\"options\":{}}]; the description fits no model:"
                        + " this version of Menny knows no layer of type 'Warp': use a newer version",
                "menny.layers; [{\"type\":\"Linear\",\"options\":{\"in\":4}}]; the description fits no model:"
                        + " layer Linear lacks the setting 'out'",
                "menny.layers; [{\"type\":\"Flatten\",\"options\":{}}]; the description fits no model:"
                        + " the layers give [1,4] for a picture, 2 classes need [1,2]",
                "menny.preprocessing; {\"height\":2,\"width\":2,\"channels\":1,\"centre\":1.5};"
                        + " the description fits no model: the share of a picture to look at lies above 0 and up to 1,"
                        + " got 1.5",
                "menny.preprocessing; {\"height\":2,\"width\":2,\"channels\":1,\"fit\":\"bend\"};"
                        + " the description fits no model: the pictures' fit must be one of crop, squash, pad",
                "menny.classes; [1,2]; the metadata 'menny.classes' must list texts",
                "menny.classes; [\"a\",\"a\"]; the description fits no model:"
                        + " a model needs classes, no two alike, got [a, a]",
                "menny.classes; ` `; the metadata 'menny.classes' is empty",
                "menny.preprocessing; []; the metadata 'menny.preprocessing' must be a JSON object",
                "menny.preprocessing; {\"height\":2.5}; the description fits no model:"
                        + " the pictures' height must be a whole number",
                "menny.preprocessing; {\"height\":3,\"width\":2,\"channels\":1}; the description fits no model:"
                        + " layers.1: [linear] expected input [N,4], got [1,6]",
                "menny.notes; {\"epochs\":3}; the metadata 'menny.notes' must hold texts"
            })
    void saysWhatIsWrong(String key, String text, String message) {
        Map<String, String> metadata = sound();
        metadata.put(key, text);

        assertThatThrownBy(() -> DescriptionText.read(FILE, metadata))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessage(FILE + ": " + message);
    }

    @ParameterizedTest
    @CsvSource({"menny.layers", "menny.classes", "menny.preprocessing", "menny.notes"})
    void saysWhatIsMissing(String key) {
        Map<String, String> metadata = sound();
        metadata.remove(key);

        assertThatThrownBy(() -> DescriptionText.read(FILE, metadata))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessage(FILE + ": the metadata '" + key + "' is missing");
    }

    @Test
    void saysThatAFileOfAnotherProgramDescribesNoModel(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("foreign.safetensors");
        new SafeTensorsWriter().tensor("x", Shape.of(1), new float[1]).write(file);

        assertThatThrownBy(() -> Weights.describe(file))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessage(file + ": these weights describe no model:"
                        + " only files that Menny saved can be opened by themselves");
    }

    /** A description may claim 2^62 weights: that is found out before anybody allocates them. */
    @Test
    void comparesSizesBeforeTakingMemory(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("boast.safetensors");
        SafeTensorsWriter writer = new SafeTensorsWriter();
        sound().forEach(writer::metadata);
        writer.metadata(
                        "menny.layers",
                        "[{\"type\":\"Flatten\",\"options\":{}},"
                                + "{\"type\":\"Linear\",\"options\":{\"in\":4,\"out\":2147483647,\"bias\":false}},"
                                + "{\"type\":\"Linear\",\"options\":{\"in\":2147483647,\"out\":2,\"bias\":false}}]")
                .tensor("layers.1.weight", Shape.of(1), new float[1])
                .write(file);

        try (Backend backend = Backends.open("reference")) {
            assertThatThrownBy(() -> Weights.load(file, backend))
                    .isInstanceOf(WeightsFormatException.class)
                    .hasMessage(file + ": these are weights of another model: tensor 'layers.1.weight'"
                            + " has the shape [1], the model wants [2147483647, 4]");
        }
    }
}
