package dev.menny.trainer.cli;

import dev.menny.backend.Backend;
import dev.menny.io.SavedModel;
import dev.menny.io.Weights;
import dev.menny.trainer.cli.report.EvaluationFiles;
import dev.menny.trainer.cli.report.EvaluationText;
import dev.menny.trainer.cli.report.Figures;
import dev.menny.trainer.data.ImageFolder;
import dev.menny.trainer.data.LabeledImage;
import dev.menny.trainer.data.SplitFile;
import dev.menny.trainer.model.Evaluation;
import dev.menny.trainer.model.Evaluator;
import dev.menny.trainer.train.SettingsText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code menny evaluate}. */
@Command(
        name = "evaluate",
        header = "Finds out how well a model does on pictures whose classes are known.",
        footer = {
            "Examples:",
            "  menny evaluate menny.safetensors more-portraits",
            "  menny evaluate faces.safetensors lfw --split lfw-split.tsv --out lfw-result"
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final int WIDTH = 120;
    private static final int SKIPPED_SHOWN = 20;

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "WEIGHTS", description = "A file that 'menny train' saved.")
    @SuppressWarnings("NullAway.Init") // set by picocli: it is required
    private Path weights;

    @Parameters(
            index = "1",
            paramLabel = "DATA_DIR",
            description =
                    "A folder that holds one folder of pictures per class; they are matched to the model's classes"
                            + " by name, and not all need be there.")
    @SuppressWarnings("NullAway.Init") // set by picocli: it is required
    private Path dataFolder;

    @Option(
            names = "--split",
            paramLabel = "FILE.tsv",
            description = "Take only the pictures that this file marks 'test'; its rows are split<TAB>class<TAB>file.")
    private @Nullable Path splitFile;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write the confusion matrix (confusion.csv, confusion.png) and the mistaken pictures"
                    + " (mistakes.png) there as well.")
    private @Nullable Path out;

    @Mixin
    private DeviceOptions device = new DeviceOptions();

    @Option(names = "--strict", description = "Give up at a picture that cannot be read instead of skipping it.")
    private boolean strict;

    @Option(names = "--json", description = "Print one JSON object, nothing else.")
    private boolean json;

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (out != null) {
            makeFolder(out);
        }
        try (Backend backend = device.open();
                SavedModel saved = Weights.load(weights, backend)) {
            List<LabeledImage> images = images(saved.card().classes());
            Evaluation evaluation = Evaluator.of(saved.model(), saved.card())
                    .threads(device.threads)
                    .strict(strict)
                    .progress(this::progress)
                    .evaluate(images);
            show(evaluation, backend);
            if (out != null) {
                EvaluationFiles.write(out, evaluation, part());
                saidOnlyToPeople("%nwrote the confusion matrix and the mistakes to %s".formatted(out));
            }
        }
        return ExitCodes.DONE;
    }

    private static void makeFolder(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UserError("'%s' is a file: name a folder with --out".formatted(folder));
        }
        Files.createDirectories(folder);
        if (!Files.isWritable(folder)) {
            throw new UserError("no permission to write in '%s': change it or choose another --out".formatted(folder));
        }
    }

    private List<LabeledImage> images(List<String> classes) {
        ImageFolder folder = ImageFolder.of(dataFolder, classes);
        if (splitFile == null) {
            return folder.images();
        }
        List<LabeledImage> test = SplitFile.read(splitFile).of(folder).test();
        if (test.isEmpty()) {
            throw new UserError("no row of '%s' says test: mark some, or leave out --split to evaluate on all pictures"
                    .formatted(splitFile));
        }
        return test;
    }

    /** {@code test part of lfw}, or {@code lfw}. */
    private String part() {
        return (splitFile == null ? "" : "test part of ") + RunReport.name(dataFolder);
    }

    private void progress(int done, int total) {
        if (terminal.interactive() && !json) {
            terminal.out().printf("\r%,d of %,d%s", done, total, done == total ? "\r" + " ".repeat(30) + "\r" : "");
            terminal.out().flush();
        }
    }

    private void show(Evaluation evaluation, Backend backend) {
        evaluation.skipped().stream().limit(SKIPPED_SHOWN).forEach(line -> terminal.complain("skipped: " + line));
        if (evaluation.skipped().size() > SKIPPED_SHOWN) {
            terminal.complain("skipped %s more that cannot be read"
                    .formatted(Figures.pictures(evaluation.skipped().size() - SKIPPED_SHOWN)));
        }
        if (json) {
            Map<String, @Nullable Object> object = EvaluationJson.object(evaluation);
            object.put("device", backend.description());
            object.put("precision", backend.precision().toString());
            new JsonLines(terminal.out()).write(object);
            return;
        }
        terminal.out().printf("%-9s %s%n", "weights", weights);
        String rows = splitFile == null ? "all of them" : "those that '%s' marks test".formatted(splitFile);
        terminal.out().printf("%-9s %s: %s, %s%n", "data", dataFolder, Figures.pictures(evaluation.images()), rows);
        terminal.out().printf("%-9s %s%n", "device", SettingsText.device(backend.description(), backend.precision()));
        EvaluationText.lines(evaluation, WIDTH).forEach(terminal.out()::println);
        terminal.out().flush();
    }

    private void saidOnlyToPeople(String words) {
        if (!json) {
            terminal.out().println(words);
        }
    }
}
