package dev.menny.trainer.cli;

import dev.menny.backend.Backend;
import dev.menny.io.Prediction;
import dev.menny.trainer.data.DataException;
import dev.menny.trainer.data.PictureFiles;
import dev.menny.trainer.model.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
            "  menny predict menny.safetensors holiday/ --json"
        })
final class PredictCommand implements Callable<Integer> {
    private static final double PERCENT = 100;
    private static final double NANOS_PER_MILLI = 1e6;

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

    @Mixin
    private DeviceOptions device = new DeviceOptions();

    @Option(names = "--json", description = "Print one JSON object per picture, nothing else.")
    private boolean json;

    PredictCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A picture, its prediction and the milliseconds from file to answer. */
    private record Answer(Path file, Prediction prediction, double milliseconds) {}

    @Override
    public Integer call() throws IOException {
        List<Path> files =
                inputs.stream().flatMap(input -> files(input).stream()).toList();
        int width =
                files.stream().mapToInt(file -> file.toString().length()).max().orElse(0);
        boolean allRead = true;
        try (Backend backend = device.open();
                Predictor predictor = Predictor.load(weights, backend)) {
            JsonLines lines = new JsonLines(terminal.out());
            for (Path file : files) {
                try {
                    Answer answer = predict(predictor, file);
                    if (json) {
                        lines.write(object(answer));
                    } else {
                        row(answer, width, predictor.classifier().classes());
                    }
                } catch (DataException e) {
                    terminal.complain(ErrorMessages.message(e));
                    allRead = false;
                }
            }
        }
        return allRead ? ExitCodes.DONE : ExitCodes.USER_CAN_MEND;
    }

    private static List<Path> files(Path input) {
        return Files.isDirectory(input) ? PictureFiles.below(input) : List.of(input);
    }

    private static Answer predict(Predictor predictor, Path file) {
        long start = System.nanoTime();
        Prediction prediction = predictor.predict(file);
        return new Answer(file, prediction, (System.nanoTime() - start) / NANOS_PER_MILLI);
    }

    private void row(Answer answer, int fileWidth, List<String> classes) {
        int labelWidth = classes.stream().mapToInt(String::length).max().orElse(0);
        terminal.out()
                .printf(
                        "%-" + fileWidth + "s  %-" + labelWidth + "s  %5.1f %%%n",
                        answer.file(),
                        answer.prediction().label(),
                        answer.prediction().probability() * PERCENT);
        terminal.out().flush();
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
