package dev.menny.trainer.cli;

import dev.menny.trainer.data.Augmentation;
import dev.menny.trainer.data.DataLoader;
import dev.menny.trainer.data.ImageFolder;
import dev.menny.trainer.data.LabeledImage;
import dev.menny.trainer.data.Part;
import dev.menny.trainer.data.Picture;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.PictureStore;
import dev.menny.trainer.data.Split;
import dev.menny.trainer.train.Preset;
import dev.menny.trainer.train.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
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
        requireTarget();
        ImageFolder folder = ImageFolder.of(dataFolder);
        PictureFormat format = pictures.format();
        UserError.unlessRefused(format::samples);
        TrainingConfig preset = Preset.STANDARD.config(Preset.ARCHITECTURE, format);
        List<Augmentation> steps = augmentations == null ? preset.augmentations() : augmentations.steps();
        // The same pictures under the same numbers as in a training, so that they are varied in the same way.
        Split split = folder.split(preset.validationFraction(), seed);
        List<LabeledImage> training = split.training();
        PictureStore store = new PictureStore(format, steps, PictureStore.defaultBytes());
        List<Integer> chosen = spread(split.counts(Part.TRAINING));
        try (DataLoader loader = new DataLoader(training, store, 1, seed, 1)) {
            List<ContactSheet.Row> rows = chosen.stream()
                    .map(index -> row(training.get(index), index, loader, folder))
                    .toList();
            ImageIO.write(new ContactSheet(title(steps, format), heads(), rows).paint(), "png", out.toFile());
        }
        terminal.out().printf("painted %d pictures in %s%n", chosen.size(), out);
        return ExitCodes.DONE;
    }

    private static void requireInRange(String option, int value) {
        if (value < 1 || value > MOST) {
            throw new UserError("cannot paint %d: give %s a number from 1 to %d".formatted(value, option, MOST));
        }
    }

    private void requireTarget() {
        Path folder = out.toAbsolutePath().getParent();
        if (Files.isDirectory(out) || folder == null) {
            throw new UserError(
                    "'%s' is a folder: name a file with --out, such as %s".formatted(out, out.resolve("sheet.png")));
        }
        if (!out.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new UserError("the sheet is a PNG picture: let the name '%s' end in .png".formatted(out));
        }
        if (Files.exists(out) && !force) {
            throw new UserError("'%s' exists: choose another --out, or overwrite it with --force".formatted(out));
        }
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new UserError("no folder '%s' to write in: make it or choose another --out".formatted(folder));
        }
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

    private ContactSheet.Row row(LabeledImage image, int index, DataLoader loader, ImageFolder folder) {
        List<Picture> shown = new ArrayList<>();
        shown.add(loader.plain(index));
        for (int epoch = 0; epoch < columns; epoch++) {
            shown.add(loader.augmented(epoch, index));
        }
        String className = folder.classes().get(image.label());
        Path inClass = folder.root().resolve(className).relativize(image.file());
        return new ContactSheet.Row(className, inClass.toString(), shown);
    }

    private List<String> heads() {
        List<String> heads = new ArrayList<>();
        heads.add("as it is");
        IntStream.rangeClosed(1, columns).forEach(epoch -> heads.add("epoch " + epoch));
        return heads;
    }

    private static String title(List<Augmentation> steps, PictureFormat format) {
        return "%dx%d, %s".formatted(format.width(), format.height(), SettingsText.augmentations(steps));
    }
}
