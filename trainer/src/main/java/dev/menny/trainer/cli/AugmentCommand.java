package dev.menny.trainer.cli;

import dev.menny.trainer.cli.report.Caption;
import dev.menny.trainer.cli.report.ContactSheet;
import dev.menny.trainer.data.Augmentation;
import dev.menny.trainer.data.DataLoader;
import dev.menny.trainer.data.ImageFolder;
import dev.menny.trainer.data.LabeledImage;
import dev.menny.trainer.data.Part;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.PictureStore;
import dev.menny.trainer.data.Split;
import dev.menny.trainer.train.Preset;
import dev.menny.trainer.train.SettingsText;
import dev.menny.trainer.train.TrainingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code menny augment}. */
@Command(
        name = "augment",
        header = "Paints what a network sees of training pictures, and how they are varied.",
        footer = {
            "Examples:",
            "  menny augment photos --out sheet.png --size 128",
            "  menny augment photos --out sheet.png --augment flip,rotate=30,area-crop=0.3,jitter"
        })
final class AugmentCommand implements Callable<Integer> {
    private static final int COUNT = 8;
    private static final int COLUMNS = 7;
    private static final int MOST = 100;
    private static final int SMALLEST_SIDE = 96;
    private static final int LARGEST_SIDE = 192;

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "DATA_DIR",
            description = "A folder that holds one folder of pictures per class.")
    @SuppressWarnings("NullAway.Init") // set by picocli: it is required
    private Path dataFolder;

    @Option(names = "--out", required = true, paramLabel = "FILE.png", description = "Where the sheet goes.")
    @SuppressWarnings("NullAway.Init") // set by picocli: it is required
    private Path out;

    @Option(
            names = "--augment",
            paramLabel = "LIST|none",
            converter = AugmentationList.Converter.class,
            description = "Changes to training pictures: " + AugmentationList.HELP)
    private @Nullable AugmentationList augmentations;

    @Mixin
    private PictureOptions pictures = new PictureOptions();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of the training whose pictures to paint (default: " + Preset.SEED + ").")
    private long seed = Preset.SEED;

    @Option(names = "--count", paramLabel = "N", description = "How many pictures to show (default: " + COUNT + ").")
    private int count = COUNT;

    @Option(
            names = "--columns",
            paramLabel = "N",
            description = "How many variations of each, one for each epoch from the first (default: " + COLUMNS + ").")
    private int columns = COLUMNS;

    @Option(names = "--force", description = "Overwrite the file.")
    private boolean force;

    AugmentCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        requireInRange("--count", count);
        requireInRange("--columns", columns);
        SheetTarget.check(out, List.of(), force);
        ImageFolder folder = ImageFolder.of(dataFolder);
        PictureFormat plain = pictures.format();
        TrainingConfig preset = Preset.STANDARD.config(Preset.ARCHITECTURE, plain);
        List<Augmentation> steps = augmentations == null ? preset.augmentations() : augmentations.steps();
        PictureFormat format = plain.withCentre(PictureStore.keptShare(steps));
        // The same pictures under the same numbers as in a training, so that they are varied in the same way.
        Split split = folder.split(preset.validationFraction(), seed);
        List<LabeledImage> training = split.training();
        PictureStore store = new PictureStore(format, steps, PictureStore.defaultBytes());
        List<Integer> chosen = spread(split.counts(Part.TRAINING));
        try (DataLoader loader = new DataLoader(training, store, 1, seed, 1)) {
            ContactSheet sheet = new ContactSheet(title(steps, format), columns + 1, side(format));
            chosen.forEach(index -> add(training.get(index), index, loader, folder, sheet));
            sheet.write(out);
        }
        terminal.out().printf("painted %d pictures in %s%n", chosen.size(), out);
        return ExitCodes.DONE;
    }

    private static void requireInRange(String option, int value) {
        if (value < 1 || value > MOST) {
            throw new UserError("cannot paint %d: give %s a number from 1 to %d".formatted(value, option, MOST));
        }
    }

    /** Large pictures are made smaller, small ones larger by a whole factor, so that one sees their pixels. */
    private static int side(PictureFormat format) {
        int longer = Math.max(format.width(), format.height());
        return Math.min(longer * Math.ceilDiv(SMALLEST_SIDE, longer), LARGEST_SIDE);
    }

    /** Positions of the pictures to show: from each class its share of them, from all over the class. */
    private List<Integer> spread(int[] perClass) {
        List<Integer> chosen = new ArrayList<>();
        int first = 0;
        for (int label = 0; label < perClass.length; label++) {
            int share = (label + 1) * count / perClass.length - label * count / perClass.length;
            int shown = Math.min(share, perClass[label]);
            for (int i = 0; i < shown; i++) {
                chosen.add(first + i * perClass[label] / shown);
            }
            first += perClass[label];
        }
        return chosen;
    }

    /** One row: the picture as it is, then as each epoch varies it. */
    private void add(LabeledImage image, int index, DataLoader loader, ImageFolder folder, ContactSheet sheet) {
        String className = folder.classes().get(image.label());
        String file = String.valueOf(image.file().getFileName());
        sheet.add(loader.plain(index), new Caption(className, file, Caption.Tone.GOOD));
        for (int epoch = 0; epoch < columns; epoch++) {
            sheet.add(loader.augmented(epoch, index), new Caption("epoch " + (epoch + 1)));
        }
    }

    private static String title(List<Augmentation> steps, PictureFormat format) {
        return "%dx%d, %s".formatted(format.width(), format.height(), SettingsText.augmentations(steps));
    }
}
