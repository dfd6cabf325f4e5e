package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.Pooling;
import dev.menny.io.ModelCard;
import dev.menny.io.Preprocessing;
import dev.menny.io.SafeTensorsReader;
import dev.menny.io.SafeTensorsWriter;
import dev.menny.io.SavedModel;
import dev.menny.io.Weights;
import dev.menny.nn.MennyModels;
import dev.menny.nn.Normalize;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConvertCommandTest {
    private static final String NETWORK = "--model simple --size 12x8 --grey --classes ann,bob";

    @TempDir
    static Path folder;

    @BeforeAll
    static void save() throws IOException {
        try (Backend backend = Backends.open("reference");
                Sequential model = MennyModels.simple(Shape.of(1, 8, 12, 1), 2, Pooling.AVERAGE, 0.2f)) {
            model.initialize(backend, 1);
            ModelCard card = new ModelCard(List.of("ann", "bob"), new Preprocessing(8, 12, 1), Map.of("k", "v"));
            Weights.save(model, card, folder.resolve("w.safetensors"));
        }
        writeForeign("foreign.safetensors", Map.of());
        writeForeign("surplus.safetensors", Map.of("conv3.weight", Shape.of(2, 2, 3, 3)));
        Files.write(
                folder.resolve("cut.safetensors"),
                Arrays.copyOf(Files.readAllBytes(folder.resolve("w.safetensors")), 5000));
        Files.writeString(folder.resolve("zip.npz"), "PK, and nothing that follows is a zip archive");
        Files.writeString(folder.resolve("there.npz"), "somebody's");
    }

    /** The same shapes in PyTorch's layout. */
    private static void writeForeign(String name, Map<String, Shape> more) throws IOException {
        SafeTensorsWriter writer = new SafeTensorsWriter();
        try (SafeTensorsReader saved = SafeTensorsReader.open(folder.resolve("w.safetensors"))) {
            for (String tensor : saved.shapes().keySet()) {
                int[] sizes = saved.shapes().get(tensor).stream()
                        .mapToInt(Long::intValue)
                        .toArray();
                Shape shape = sizes.length == 4 ? Shape.of(sizes[0], sizes[3], sizes[1], sizes[2]) : Shape.of(sizes);
                writer.tensor(tensor, shape, saved.read(tensor));
            }
        }
        more.forEach((tensor, shape) -> writer.tensor(tensor, shape, new float[(int) shape.length()]));
        writer.write(folder.resolve(name));
    }

    /** {@code $} stands for the test's folder. */
    private static CommandRun run(String words) {
        return CommandRun.of((Object[]) words.replace("$", folder.toString()).split(" "));
    }

    @Test
    void convertsThereAndBackBitForBit() throws IOException {
        CommandRun there = run("convert $/w.safetensors $/w.npz");
        CommandRun back = run("convert $/w.npz $/back.safetensors");

        assertThat(there)
                .isEqualTo(new CommandRun(
                        0,
                        "wrote %s: 8 tensors, 29,762 parameters, %,d bytes%n"
                                .formatted(folder.resolve("w.npz"), Files.size(folder.resolve("w.npz"))),
                        ""));
        assertThat(back.exitCode()).isZero();
        assertThat(folder.resolve("back.safetensors")).hasSameBinaryContentAs(folder.resolve("w.safetensors"));
        assertThat(Weights.describe(folder.resolve("w.npz")).card().notes()).containsEntry("k", "v");
    }

    @Test
    void takesWeightsOfAnotherProgram() throws IOException {
        CommandRun run = run("convert $/foreign.safetensors $/taken.npz --pool max --layout auto " + NETWORK);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        try (Backend backend = Backends.open("reference");
                SavedModel model = Weights.load(folder.resolve("taken.npz"), backend);
                SafeTensorsReader foreign = SafeTensorsReader.open(folder.resolve("foreign.safetensors"))) {
            assertThat(model.card().classes()).containsExactly("ann", "bob");
            assertThat(model.card().preprocessing()).isEqualTo(new Preprocessing(8, 12, 1));
            float[] taken =
                    model.model().parameters().get("layers.1.weight").value().toArray();
            float[] given = foreign.read("layers.1.weight");
            // Second filter, third place, sixth of 16 channels.
            assertThat(taken[144 + 2 * 16 + 5]).isEqualTo(given[144 + 5 * 9 + 2]);
        }
    }

    @Test
    void whatTheOtherProgramDidToPixelsBecomesPartOfTheModel() throws IOException {
        CommandRun run = run("convert $/foreign.safetensors $/normalized.npz --normalize 0.5,0.25 " + NETWORK);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Weights.describe(folder.resolve("normalized.npz")).layers().getFirst())
                .hasToString(new Normalize(0.5f, 0.25f).config().toString());
    }

    @Test
    void overwritesWhenForced() throws IOException {
        Path old = Files.writeString(folder.resolve("old.npz"), "old");

        assertThat(run("convert $/w.safetensors $/old.npz --force").exitCode()).isZero();
        assertThat(Weights.describesModel(old)).isTrue();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("", "IN"),
                arguments("$/w.safetensors", "OUT"),
                arguments("$/w.safetensors $/there.npz", "overwrite it with --force"),
                arguments("$/w.safetensors $/new.pt", "end in .safetensors or .npz"),
                arguments("$/w.safetensors $/nowhere/new.npz", "no folder"),
                arguments("$/nothing.npz $/new.npz", "no file or folder"),
                arguments("$ $/new.npz", "is a folder"),
                arguments("$/cut.safetensors $/new.npz", "cut off"),
                arguments("$/zip.npz $/new.npz", "end of the zip archive is missing"),
                arguments("$/w.safetensors $/new.npz --grey", "says itself which network it holds"),
                arguments("$/w.safetensors $/new.npz --layout mlx", "says itself which network it holds"),
                arguments("$/foreign.safetensors $/new.npz", "describe it with --classes"),
                arguments("$/foreign.safetensors $/new.npz --layout keras " + NETWORK, "auto, pytorch, mlx"),
                arguments(
                        "$/foreign.safetensors $/new.npz --layout mlx " + NETWORK,
                        "'layers.0.weight' has the shape [16, 1, 3, 3], layers.0.weight wants [16, 3, 3, 1]"),
                arguments("$/surplus.safetensors $/new.npz " + NETWORK, "'conv3.weight' has the shape [2, 2, 3, 3]"),
                arguments(
                        "$/foreign.safetensors $/new.npz --model simple --size 10 --classes ann,bob", "divisible by 4"),
                arguments("$/foreign.safetensors $/new.npz --classes ann,ann", "no two alike"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsWrongAndWritesNothing(String words, String hint) {
        CommandRun run = run("convert " + words);

        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).startsWith("menny: ").contains(hint).doesNotContain("Exception");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(folder.resolve("new.npz")).doesNotExist();
        assertThat(folder.resolve("there.npz")).hasContent("somebody's");
    }
}
