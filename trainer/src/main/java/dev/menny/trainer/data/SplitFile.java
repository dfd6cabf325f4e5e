package dev.menny.trainer.data;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file that says what each picture of a folder is used for: one row a picture, no header, {@code split<TAB>class<TAB>file}
 * with {@code train}, {@code val} or {@code test} first and the file relative to the class's folder.
 */
public final class SplitFile {
    private final Path file;
    private final List<Row> rows;

    /** @param line counted from 1 */
    private record Row(int line, Part part, String className, Path picture) {}

    private SplitFile(Path file, List<Row> rows) {
        this.file = file;
        this.rows = rows;
    }

    /**
     * Reads the rows; no picture is looked for.
     *
     * @throws DataException if the file cannot be read, has no rows, or one is malformed (the message names the line)
     */
    public static SplitFile read(Path file) {
        List<Row> rows = new ArrayList<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                rows.add(row(file, i + 1, lines.get(i)));
            }
        }
        if (rows.isEmpty()) {
            throw new DataException(
                    "No rows in '%s': write one 'train|val|test<TAB>class<TAB>file' for each picture".formatted(file));
        }
        return new SplitFile(file, rows);
    }

    private static List<String> lines(Path file) {
        try {
            // Some editors begin a text with a byte order mark.
            return Files.readString(file).replaceFirst("^\\ufeff", "").lines().toList();
        } catch (NoSuchFileException e) {
            throw new DataException("No split file '%s': check the path".formatted(file), e);
        } catch (MalformedInputException e) {
            throw new DataException("'%s' is not a text file in UTF-8: save it as one".formatted(file), e);
        } catch (IOException e) {
            throw new DataException(
                    "Cannot read split file '%s' (%s): check its permissions".formatted(file, e.getMessage()), e);
        }
    }

    private static Row row(Path file, int line, String text) {
        String[] cells = text.split("\t", -1);
        if (cells.length != 3) {
            throw mistake(
                    file,
                    line,
                    "has %d cells: write train, val or test, the class and the file with tabs between"
                            .formatted(cells.length));
        }
        Part part = Arrays.stream(Part.values())
                .filter(known -> known.word().equals(cells[0]))
                .findFirst()
                .orElseThrow(() ->
                        mistake(file, line, "begins with '%s': choose from train, val, test".formatted(cells[0])));
        return new Row(line, part, cells[1], picture(file, line, cells[2]));
    }

    private static Path picture(Path file, int line, String cell) {
        try {
            Path picture = Path.of(cell);
            if (cell.isEmpty() || picture.isAbsolute() || picture.startsWith("/")) {
                throw mistake(file, line, "names '%s': name a file relative to its class's folder".formatted(cell));
            }
            for (Path step : picture) {
                if (step.toString().equals("..")) {
                    throw mistake(
                            file, line, "leaves its class's folder with '%s': name a file inside".formatted(cell));
                }
            }
            return picture.normalize();
        } catch (InvalidPathException e) {
            throw mistake(file, line, "names '%s', which no file can be called".formatted(cell));
        }
    }

    private static DataException mistake(Path file, int line, String what) {
        return new DataException("Line %d of '%s' %s".formatted(line, file, what));
    }

    /** True if a row says {@code val}. */
    public boolean hasValidation() {
        return rows.stream().anyMatch(row -> row.part() == Part.VALIDATION);
    }

    /**
     * The pictures of a folder as the rows share them out. Rows of classes that {@link ImageFolder#withClasses} left out
     * are passed over.
     *
     * @throws DataException if a row names a class or a file that is not there, or a file that another row has; the
     *     message names the line
     */
    public Split of(ImageFolder folder) {
        Map<Path, Integer> lines = new HashMap<>();
        List<LabeledImage> training = new ArrayList<>();
        List<LabeledImage> validation = new ArrayList<>();
        List<LabeledImage> test = new ArrayList<>();
        for (Row row : rows) {
            int label = label(row, folder);
            if (label >= 0) {
                Path picture = existing(row, folder);
                Integer earlier = lines.put(picture, row.line());
                if (earlier != null) {
                    throw mistake(
                            file,
                            row.line(),
                            "names '%s' again, after line %d: leave one of the two out"
                                    .formatted(row.picture(), earlier));
                }
                List<LabeledImage> part = switch (row.part()) {
                    case TRAINING -> training;
                    case VALIDATION -> validation;
                    case TEST -> test;
                };
                part.add(new LabeledImage(picture, label));
            }
        }
        return new Split(folder.classes(), sorted(training), sorted(validation), sorted(test));
    }

    private static List<LabeledImage> sorted(List<LabeledImage> images) {
        return images.stream()
                .sorted(Comparator.comparingInt(LabeledImage::label)
                        .thenComparing(image -> image.file().toString().replace('\\', '/')))
                .toList();
    }

    /** The class's position, or -1 if the class is not wanted. */
    private int label(Row row, ImageFolder folder) {
        int label = folder.classes().indexOf(row.className());
        if (label < 0 && !folder.leftOut().contains(row.className())) {
            throw mistake(
                    file,
                    row.line(),
                    "names class '%s', but the classes in '%s' are %s"
                            .formatted(row.className(), folder.root(), String.join(", ", folder.classes())));
        }
        return label;
    }

    private Path existing(Row row, ImageFolder folder) {
        Path picture = folder.root().resolve(row.className()).resolve(row.picture());
        if (!Files.isRegularFile(picture)) {
            throw mistake(
                    file,
                    row.line(),
                    "names '%s', but there is no such file: take the row out or add the picture".formatted(picture));
        }
        return picture;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
