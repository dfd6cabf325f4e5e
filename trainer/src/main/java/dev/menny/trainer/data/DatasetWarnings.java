package dev.menny.trainer.data;

import dev.menny.trainer.data.DatasetReport.ClassCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** What a report on a data set says to whoever can mend it: one line for each kind of fault. */
final class DatasetWarnings {
    private static final double IMBALANCED = 3;

    private final DatasetReport report;
    private final int named;
    private final List<String> lines = new ArrayList<>();

    private DatasetWarnings(DatasetReport report, int named) {
        this.report = report;
        this.named = named;
    }

    /** @param named how many files or classes a line names at most */
    static List<String> of(DatasetReport report, int named) {
        DatasetWarnings warnings = new DatasetWarnings(report, named);
        warnings.broken();
        warnings.leakage();
        warnings.contradictions();
        warnings.copies();
        warnings.unjudged();
        warnings.imbalance();
        return List.copyOf(warnings.lines);
    }

    private void broken() {
        report.broken().stream().limit(named).forEach(picture -> lines.add("left out: " + picture.reason()));
        if (report.broken().size() > named) {
            lines.add("left out: %d more pictures that cannot be read"
                    .formatted(report.broken().size() - named));
        }
    }

    private void leakage() {
        List<Duplicates> found = duplicates(Duplicates::acrossParts);
        if (!found.isEmpty()) {
            lines.add(
                    ("%s in more than one part of the split, so that the model is judged by what it learnt: delete all"
                                    + " but one copy of %s")
                            .formatted(
                                    found.size() == 1 ? "1 picture is" : found.size() + " pictures are",
                                    Listing.of(found, DatasetWarnings::withParts, named, "; ")));
        }
    }

    private static String withParts(Duplicates duplicates) {
        return Listing.of(
                duplicates.copies(),
                copy -> "'%s' (%s)".formatted(copy.image().file(), copy.part().word()),
                duplicates.copies().size(),
                " = ");
    }

    private void contradictions() {
        List<Duplicates> found = duplicates(Duplicates::acrossClasses);
        if (!found.isEmpty()) {
            lines.add("%s in more than one class: delete it where it does not belong, %s"
                    .formatted(
                            found.size() == 1 ? "1 picture is" : found.size() + " pictures are",
                            Listing.of(found, Duplicates::toString, named, "; ")));
        }
    }

    private void copies() {
        List<Duplicates> found = duplicates(duplicates -> !duplicates.acrossParts() && !duplicates.acrossClasses());
        if (!found.isEmpty()) {
            lines.add("%s there more than once and counts for more than the others: delete the copies, %s"
                    .formatted(
                            found.size() == 1 ? "1 picture is" : found.size() + " pictures are",
                            Listing.of(found, Duplicates::toString, named, "; ")));
        }
    }

    private List<Duplicates> duplicates(Predicate<Duplicates> kind) {
        return report.duplicates().stream().filter(kind).toList();
    }

    /** A class of which nothing judges the model can go wrong unnoticed. */
    private void unjudged() {
        List<ClassCount> unjudged = report.classes().stream()
                .filter(count -> count.training() > 0 && count.validation() == 0)
                .toList();
        if (any(ClassCount::validation) && !unjudged.isEmpty()) {
            lines.add("too few pictures to judge by, so that mistakes with them go unnoticed: add some to %s"
                    .formatted(Listing.of(
                            unjudged, count -> "'%s' (%d)".formatted(count.name(), count.total()), named, ", ")));
        }
    }

    private void imbalance() {
        if (report.imbalance() >= IMBALANCED) {
            Comparator<ClassCount> bySize = Comparator.comparingInt(ClassCount::training);
            List<ClassCount> learnt = report.classes().stream()
                    .filter(count -> count.training() > 0)
                    .sorted(bySize)
                    .toList();
            ClassCount largest = learnt.getLast();
            ClassCount smallest = learnt.getFirst();
            lines.add(("'%s' has %.1f times as many pictures to learn from as '%s' (%d and %d): add some, or train with"
                            + " --class-weights balanced")
                    .formatted(
                            largest.name(),
                            report.imbalance(),
                            smallest.name(),
                            largest.training(),
                            smallest.training()));
        }
    }

    private boolean any(ToIntFunction<ClassCount> number) {
        return report.classes().stream().mapToInt(number).sum() > 0;
    }
}
