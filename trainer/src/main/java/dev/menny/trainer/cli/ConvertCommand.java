package dev.menny.trainer.cli;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.io.ForeignWeights;
import dev.menny.io.Layout;
import dev.menny.io.ModelCard;
import dev.menny.io.SavedModel;
import dev.menny.io.Weights;
import dev.menny.nn.Sequential;
import dev.menny.trainer.train.ModelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code menny convert}. */
@Command(
        name = "convert",
        header = "Turns weights into another format, and those of other programs into Menny's.",
        footer = {
            "Examples:",
            "  menny convert menny.safetensors menny.npz      for MLX and numpy",
            "  menny convert menny.npz menny.safetensors      and back, bit for bit",
            "  menny convert torch.safetensors faces.safetensors --model simple --size 128 --classes Ann,Bob,Cy"
        })
final class ConvertCommand implements Callable<Integer> {
    private static final List<String> FORMATS = List.of(".safetensors", ".npz");

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "IN",
            description = "Weights that Menny saved, or those of another program as .safetensors (float32, PyTorch's or"
                    + " MLX's layout) or .npz.")
    @SuppressWarnings("NullAway.Init") // set by picocli: it is required
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "The new file: its name ends in .safetensors or .npz.")
    @SuppressWarnings("NullAway.Init") // set by picocli: it is required
    private Path out;

    @Option(
            names = "--classes",
            paramLabel = "A,B",
            split = ",",
            description = "What another program's network tells apart, in the order of its outputs.")
    private List<String> classes = List.of();

    @Option(
            names = "--layout",
            paramLabel = "pytorch|mlx|auto",
            description =
                    "Another program's order of axes: channels first or last (default: auto, told by the shapes).")
    private @Nullable Layout layout;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(names = "--force", description = "Overwrite OUT.")
    private boolean force;

    ConvertCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        checkTarget();
        // Nothing is computed: any backend whose memory is the heap does.
        try (Backend backend = Backends.open("reference");
                SavedModel saved = read(backend)) {
            Weights.save(saved.model(), saved.card(), out);
            terminal.out()
                    .printf(
                            "wrote %s: %d tensors, %,d parameters, %,d bytes%n",
                            out,
                            saved.model().parameters().size(),
                            saved.model().parameterCount(),
                            Files.size(out));
        }
        return ExitCodes.DONE;
    }

    private void checkTarget() {
        String name = out.toString().toLowerCase(Locale.ROOT);
        Path folder = out.toAbsolutePath().getParent();
        if (FORMATS.stream().noneMatch(name::endsWith)) {
            throw new UserError("'%s' has no known format: let its name end in .safetensors or .npz".formatted(out));
        }
        if (Files.isDirectory(out)) {
            throw new UserError("'%s' is a folder: name a file to write".formatted(out));
        }
        if (Files.exists(out) && !Files.isRegularFile(out)) {
            throw new UserError("'%s' is no ordinary file: name another one".formatted(out));
        }
        if (Files.exists(out) && !force) {
            throw new UserError("'%s' exists: name another file, or overwrite it with --force".formatted(out));
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UserError("no folder '%s' to write to: make it or name another file".formatted(folder));
        }
        if (!Files.isWritable(folder)) {
            throw new UserError("no permission to write in '%s': change it or name another file".formatted(folder));
        }
    }

    private SavedModel read(Backend backend) throws IOException {
        if (!Weights.describesModel(in)) {
            return readForeign(backend);
        }
        if (!classes.isEmpty() || layout != null || model.isGiven()) {
            throw new UserError(
                    "'%s' says itself which network it holds: leave out --model, --classes and the like".formatted(in));
        }
        return Weights.load(in, backend);
    }

    private SavedModel readForeign(Backend backend) throws IOException {
        if (classes.isEmpty()) {
            throw new UserError(
                    "'%s' does not say which network it holds: describe it with --classes A,B,… and".formatted(in)
                            + " --model, --size, --grey, --normalize, --pool where they differ from 'menny train'");
        }
        ModelSettings settings = model.config(null).model();
        Sequential network = UserError.unlessRefused(() -> settings.build(classes.size()));
        ModelCard card = UserError.unlessRefused(
                () -> new ModelCard(classes, settings.format().preprocessing(), Map.of()));
        try {
            UserError.unlessRefused(() -> network.allocate(backend));
            ForeignWeights.loadInto(network, settings.input(), in, Given.or(layout, Layout.AUTO));
        } catch (IOException | RuntimeException | Error e) {
            network.close();
            throw e;
        }
        return new SavedModel(network, card);
    }
}
