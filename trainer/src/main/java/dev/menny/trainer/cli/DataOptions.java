package dev.menny.trainer.cli;

import dev.menny.trainer.data.DatasetCheck;
import dev.menny.trainer.data.DatasetReport;
import dev.menny.trainer.data.ImageFolder;
import dev.menny.trainer.data.PictureStore;
import dev.menny.trainer.data.Split;
import dev.menny.trainer.data.SplitFile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which pictures to learn from, and which judge the model. */
final class DataOptions {
    @Option(
            names = "--classes",
            paramLabel = "A,B",
            split = ",",
            description = "Only these class folders (default: all).")
    private List<String> classes = List.of();

    @Option(
            names = "--val-data",
            paramLabel = "DIR",
            description = "A folder of the same classes that judges the model; all of DATA_DIR then teaches it.")
    private @Nullable Path validationData;

    @Option(
            names = "--split",
            paramLabel = "FILE.tsv",
            description = "Rows of train|val|test, class and file, with tabs between; test pictures only judge the"
                    + " finished model.")
    private @Nullable Path splitFile;

    @Option(names = "--strict", description = "Refuse pictures that cannot be read instead of leaving them out.")
    private boolean strict;

    /**
     * Pictures, shared out.
     *
     * @param folder where they come from
     * @param split which of them teach and which judge
     * @param notices a line for each thing that the user may not have meant
     */
    record Loaded(ImageFolder folder, Split split, List<String> notices) {}

    /**
     * Finds the pictures; none is opened.
     *
     * @param root the folder of pictures
     * @param givenFraction what {@code --val-fraction} says, if it was given
     * @param fraction share of the pictures to validate on, given or not
     */
    Loaded load(Path root, @Nullable Double givenFraction, double fraction, long seed) {
        if (validationData != null && splitFile != null) {
            throw new UserError("--split and --val-data both choose the pictures that judge: leave one of them out");
        }
        ImageFolder all = ImageFolder.of(root);
        ImageFolder folder = classes.isEmpty() ? all : all.withClasses(classes);
        if (validationData != null) {
            refuse(givenFraction, "--val-data names the pictures that judge");
            return new Loaded(folder, folder.split(folder.another(validationData)), List.of());
        }
        if (splitFile != null) {
            SplitFile rows = SplitFile.read(splitFile);
            if (rows.hasValidation()) {
                refuse(givenFraction, "the val rows of '%s' name the pictures that judge".formatted(rows));
            }
            Split split = folder.split(rows, fraction, seed);
            return new Loaded(folder, split, notices(folder, rows, split));
        }
        return new Loaded(folder, folder.split(fraction, seed), List.of());
    }

    private static void refuse(@Nullable Double givenFraction, String because) {
        if (givenFraction != null) {
            throw new UserError("%s: leave out --val-fraction".formatted(because));
        }
    }

    private static List<String> notices(ImageFolder folder, SplitFile rows, Split split) {
        int without = folder.images().size() - split.images().size();
        return without <= 0
                ? List.of()
                : List.of("%d of %d pictures in '%s' have no row in '%s' and are left out"
                        .formatted(without, folder.images().size(), folder.root(), rows));
    }

    /**
     * Looks at every picture before a training. What cannot be read is in the report, for {@link
     * DatasetReport#withoutBroken}; with {@code --strict} it is refused.
     *
     * @param store keeps the pictures that the check decoded
     */
    DatasetReport check(Split split, PictureStore store, int threads, DatasetCheck.Progress progress) {
        DatasetReport report = DatasetCheck.run(split, store, threads, progress);
        if (strict) {
            report.requireAllReadable();
        }
        return report;
    }
}
