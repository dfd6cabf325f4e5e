package dev.menny.trainer.cli;

import dev.menny.backend.Backend;
import dev.menny.io.Prediction;
import dev.menny.trainer.cli.report.Caption;
import dev.menny.trainer.cli.report.ContactSheet;
import dev.menny.trainer.cli.report.Figures;
import dev.menny.trainer.data.PictureFiles;
import dev.menny.trainer.data.PictureReader;
import dev.menny.trainer.model.PicturePrediction;
import dev.menny.trainer.model.PicturePrediction.Answer;
import dev.menny.trainer.model.PicturePrediction.Unreadable;
import dev.menny.trainer.model.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code menny predict}. */
@Command(
        name = "predict",
        header = "Tells what pictures show.",
        footer = {
            "Examples:",
            "  menny predict menny.safetensors photo.jpg",
            "  menny predict menny.safetensors holiday/ --top 3 --sheet holiday.png",
            "  menny predict menny.safetensors holiday/ --json"
        })
final class PredictCommand implements Callable<Integer> {
    private static final double PERCENT = 100;
    private static final int PICTURE_SIDE = 144;

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "WEIGHTS", description = "A file that 'menny train' saved.")
    @SuppressWarnings("NullAway.Init") // set by picocli: it is required
    private Path weights;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "Pictures, or folders of which all pictures are taken.")
    @SuppressWarnings("NullAway.Init") // set by picocli: it is required
    private List<Path> inputs;

    @Option(names = "--force", description = "Overwrite the sheet's file.")
    private boolean force;

    @Mixin
    private DeviceOptions device = new DeviceOptions();

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "1",
            description = "Show the N likeliest classes in the table (default: ${DEFAULT-VALUE}).")
    private int top = 1;

    @Option(
            names = "--sheet",
            paramLabel = "FILE.png",
            description = "Paint the pictures with their classes and probabilities as well.")
    private @Nullable Path sheetFile;

    @Option(
            names = "--json",
            description = "Print one JSON object per picture, nothing else; its ms are the decoding of that picture and"
                    + " its share of the computation, which is done for several pictures at once.")
    private boolean json;

    PredictCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (top < 1) {
            throw new UserError("cannot show the %d likeliest classes: give --top a number from 1".formatted(top));
        }
        List<Path> files =
                inputs.stream().flatMap(input -> files(input).stream()).toList();
        if (sheetFile != null) {
            List<Path> read = new ArrayList<>(files);
            read.add(weights);
            SheetTarget.check(sheetFile, read, force);
        }
        try (Backend backend = device.open();
                Predictor predictor = Predictor.load(weights, backend)) {
            Outcomes outcomes = new Outcomes(files, predictor.classifier().classes());
            predictor.predict(files, device.threads, outcomes::hear);
            if (sheetFile != null && outcomes.sheet.size() > 0) {
                outcomes.sheet.write(sheetFile);
            }
            return outcomes.allRead ? ExitCodes.DONE : ExitCodes.USER_CAN_MEND;
        }
    }

    private static List<Path> files(Path input) {
        return Files.isDirectory(input) ? PictureFiles.below(input) : List.of(input);
    }

    /** Shows one outcome after the other. */
    private final class Outcomes {
        private final JsonLines lines = new JsonLines(terminal.out());
        private final ContactSheet sheet;
        private final String fileColumn;
        private final String labelColumn;
        private boolean allRead = true;

        Outcomes(List<Path> files, List<String> classes) {
            int width = files.stream()
                    .mapToInt(file -> file.toString().length())
                    .max()
                    .orElse(1);
            int labelWidth = classes.stream().mapToInt(String::length).max().orElse(1);
            fileColumn = "%-" + width + "s";
            labelColumn = "  %-" + labelWidth + "s  %5.1f %%";
            sheet = new ContactSheet(
                    "What %s sees".formatted(RunReport.name(weights)),
                    ContactSheet.columnsFor(files.size()),
                    PICTURE_SIDE);
        }

        void hear(PicturePrediction outcome) {
            switch (outcome) {
                case Answer answer -> show(answer);
                case Unreadable unreadable -> {
                    terminal.complain(ErrorMessages.message(unreadable.reason()));
                    allRead = false;
                }
            }
        }

        private void show(Answer answer) {
            if (json) {
                lines.write(object(answer));
            } else {
                terminal.out().println(row(answer));
                terminal.out().flush();
            }
            if (sheetFile != null) {
                Prediction prediction = answer.prediction();
                String words = "%s, %s".formatted(prediction.label(), Figures.percent(prediction.probability()));
                sheet.add(
                        () -> PictureReader.read(answer.file()),
                        new Caption(words, RunReport.name(answer.file()), Caption.Tone.PLAIN));
            }
        }

        private String row(Answer answer) {
            return fileColumn.formatted(Terminal.printable(answer.file().toString()))
                    + likeliest(answer.prediction()).stream()
                            .map(entry -> labelColumn.formatted(entry.getKey(), entry.getValue() * PERCENT))
                            .collect(Collectors.joining());
        }
    }

    /** The sort is stable: of equally likely classes the first comes first, as in {@link Prediction#label}. */
    private List<Map.Entry<String, Float>> likeliest(Prediction prediction) {
        return prediction.probabilities().entrySet().stream()
                .sorted(Map.Entry.<String, Float>comparingByValue(Comparator.reverseOrder()))
                .limit(top)
                .toList();
    }

    private static Map<String, Object> object(Answer answer) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", answer.file().toString());
        object.put("label", answer.prediction().label());
        object.put("probability", answer.prediction().probability());
        object.put("probabilities", answer.prediction().probabilities());
        object.put("ms", answer.milliseconds());
        return object;
    }
}
