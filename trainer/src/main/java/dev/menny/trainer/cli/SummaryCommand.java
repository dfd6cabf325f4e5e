package dev.menny.trainer.cli;

import dev.menny.io.ModelDescription;
import dev.menny.io.Preprocessing;
import dev.menny.io.Weights;
import dev.menny.nn.ModelSummary;
import dev.menny.trainer.train.ModelSettings;
import dev.menny.trainer.train.SettingsText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code menny summary}. */
@Command(
        name = "summary",
        header = "Shows a model's layers, output shapes and parameter counts.",
        footer = {"Examples:", "  menny summary --model simple --size 128", "  menny summary menny.safetensors"})
final class SummaryCommand implements Callable<Integer> {
    private static final int PORTRAIT_CLASSES = 4;

    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "WEIGHTS",
            description = "A file that 'menny train' saved; instead of the options that choose a network.")
    private @Nullable Path weights;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(names = "--classes", paramLabel = "N", description = "How many classes to tell apart (default: 4).")
    private @Nullable Integer classes;

    SummaryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (weights == null) {
            describeNetwork();
        } else if (model.isGiven() || classes != null) {
            throw new UserError(
                    "'%s' says itself which network it holds: leave out --model and the like".formatted(weights));
        } else {
            describeFile(weights);
        }
        return ExitCodes.DONE;
    }

    private void describeNetwork() {
        ModelSettings settings = model.config(null).model();
        int outputs = Given.or(classes, PORTRAIT_CLASSES);
        if (outputs < 2) {
            throw new UserError("telling pictures apart takes at least two --classes, got %d".formatted(outputs));
        }
        ModelSummary summary =
                UserError.unlessRefused(() -> settings.build(outputs).summary(settings.input()));
        terminal.out().println(SettingsText.model(settings));
        terminal.out().print(summary);
    }

    private void describeFile(Path file) throws IOException {
        ModelDescription description = Weights.describe(file);
        Preprocessing pictures = description.card().preprocessing();
        terminal.out()
                .printf(
                        "%-11s %s%n",
                        "classes", String.join(", ", description.card().classes()));
        description
                .card()
                .notes()
                .forEach((name, note) -> terminal.out().printf("%-11s %s%n", name, note.replace("\n", " ")));
        terminal.out().print(description.model().summary(pictures.shape(1)));
    }
}
