package dev.menny.trainer.portraits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Writes folders of portraits, one a person, as a classifier's training data. */
public final class PortraitFolder {

    /** How many portraits come with the project. */
    public static final int BUNDLED_COUNT = 108;

    /** The seed they were painted with. */
    public static final long BUNDLED_SEED = 3;

    private PortraitFolder() {}

    /**
     * Paints {@code count} portraits, shared out evenly over the four people, as files like {@code CWK/cwk-001.png}.
     * A picture depends on the seed, its person and its number alone, not on {@code count}.
     *
     * @param dir folder to write into; made if absent, files of the same names are replaced
     * @param count how many portraits in all, 0 or more; what four does not divide goes to the first people
     * @param seed chooses the pictures
     * @param progress is told how many are done after each one, possibly from several threads
     * @return the files, by person and number
     * @throws IOException where a file cannot be written
     * @throws IllegalArgumentException where {@code count} is negative
     */
    public static List<Path> write(Path dir, int count, long seed, IntConsumer progress) throws IOException {
        if (count < 0) {
            throw new IllegalArgumentException("cannot paint " + count + " portraits: ask for 0 or more");
        }
        List<Sitting> sittings = sittings(dir, count, seed);
        for (Person person : Person.values()) {
            Files.createDirectories(dir.resolve(person.folder()));
        }
        AtomicInteger done = new AtomicInteger();
        try {
            IntStream.range(0, sittings.size()).parallel().forEach(i -> {
                save(sittings.get(i));
                progress.accept(done.incrementAndGet());
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return sittings.stream().map(Sitting::file).toList();
    }

    private record Sitting(Person person, long seed, Path file) {}

    private static List<Sitting> sittings(Path dir, int count, long seed) {
        List<Sitting> sittings = new ArrayList<>();
        int people = Person.values().length;
        for (Person person : Person.values()) {
            int share = (count + people - 1 - person.number()) / people;
            for (int i = 1; i <= share; i++) {
                String name = "%s-%03d.png".formatted(person.name().toLowerCase(Locale.ROOT), i);
                sittings.add(new Sitting(
                        person, Seeds.mix(seed, i), dir.resolve(person.folder()).resolve(name)));
            }
        }
        return sittings;
    }

    private static void save(Sitting sitting) {
        try {
            PngFile.write(PortraitPainter.paint(sitting.person(), sitting.seed()), sitting.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
