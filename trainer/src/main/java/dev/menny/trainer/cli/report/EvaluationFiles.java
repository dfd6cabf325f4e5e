package dev.menny.trainer.cli.report;

import dev.menny.trainer.data.DataException;
import dev.menny.trainer.data.PictureReader;
import dev.menny.trainer.model.ConfusionMatrix;
import dev.menny.trainer.model.Evaluation;
import dev.menny.trainer.model.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An evaluation as files: the confusion matrix as a table and as a picture, and the pictures that were mistaken. */
public final class EvaluationFiles {
    /** Counts with the true classes as rows and the predicted ones as columns. */
    public static final String CONFUSION_CSV = "confusion.csv";
    /** The same as a picture. */
    public static final String CONFUSION_PNG = "confusion.png";
    /** The pictures that were taken for something else; absent if there are none. */
    public static final String MISTAKES_PNG = "mistakes.png";

    private static final int PICTURE_SIDE = 144;

    private EvaluationFiles() {}

    /**
     * Writes the files into a folder that exists; those of an earlier evaluation are replaced.
     *
     * @param what the pictures are, for the titles: {@code test part of lfw}
     * @throws NoFontsException if this machine has no fonts; the table is written before that
     * @throws IOException if a file cannot be written
     */
    public static void write(Path folder, Evaluation evaluation, String what) throws IOException {
        WholeFile.write(folder.resolve(CONFUSION_CSV), csv(evaluation.confusion()));
        String title = "%s: %s, %s right"
                .formatted(what, Figures.pictures(evaluation.images()), Figures.percent(evaluation.accuracy()));
        WholeFile.write(folder.resolve(CONFUSION_PNG), ConfusionChart.paint(evaluation.confusion(), title));
        Path mistakes = folder.resolve(MISTAKES_PNG);
        if (evaluation.mistakes().isEmpty()) {
            Files.deleteIfExists(mistakes);
        } else {
            sheet(evaluation, what).write(mistakes);
        }
    }

    static String csv(ConfusionMatrix matrix) {
        List<String> names = matrix.classes();
        StringBuilder text = new StringBuilder("true");
        names.forEach(name -> text.append(',').append(quoted(name)));
        text.append('\n');
        for (int truth = 0; truth < names.size(); truth++) {
            int row = truth;
            text.append(quoted(names.get(truth))).append(',');
            text.append(IntStream.range(0, names.size())
                    .mapToObj(predicted -> String.valueOf(matrix.count(row, predicted)))
                    .collect(Collectors.joining(",")));
            text.append('\n');
        }
        return text.toString();
    }

    /** As RFC 4180 has it, only where it must be. */
    private static String quoted(String name) {
        boolean plain = name.chars().noneMatch(sign -> sign == ',' || sign == '"' || sign == '\n' || sign == '\r');
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    private static ContactSheet sheet(Evaluation evaluation, String what) {
        List<Mistake> mistakes = evaluation.mistakes();
        String title = "%s: %,d of %s mistaken, the surest mistakes first"
                .formatted(what, mistakes.size(), Figures.pictures(evaluation.images()));
        ContactSheet sheet = new ContactSheet(title, ContactSheet.columnsFor(mistakes.size()), PICTURE_SIDE);
        for (Mistake mistake : mistakes) {
            String truth = evaluation.classes().get(mistake.truth());
            String predicted = evaluation.classes().get(mistake.predicted());
            Caption caption = new Caption(
                    "%s, %s".formatted(predicted, Figures.percent(mistake.probability())),
                    "is " + truth,
                    Caption.Tone.BAD);
            try {
                sheet.add(() -> PictureReader.read(mistake.file()), caption);
            } catch (DataException _) {
                // It could be read a moment ago; a sheet without it is better than none.
            }
        }
        return sheet;
    }
}
