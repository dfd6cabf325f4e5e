package dev.menny.trainer.cli;

import dev.menny.backend.BackendUnavailableException;
import dev.menny.backend.DeviceMemoryException;
import dev.menny.io.SpoiltWeightsException;
import dev.menny.io.WeightsFormatException;
import dev.menny.trainer.cli.report.NoFontsException;
import dev.menny.trainer.data.DataException;
import dev.menny.trainer.train.TrainingDivergedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where failures become lines for people. */
final class ErrorMessages {
    private static final String PREFIX = "menny: ";
    // The words of Linux and macOS; Java has no type for it.
    private static final String FULL_DISK = "No space left on device";

    private ErrorMessages() {}

    /** One line, as all complaints of Menny look. */
    static String line(String message) {
        return PREFIX + message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** What the user should know about a failure; empty if it is a mistake of ours. */
    static Optional<String> forUser(Throwable failure) {
        return switch (failure) {
            case UserError e -> Optional.of(message(e));
            case DataException e -> Optional.of(message(e));
            case BackendUnavailableException e -> Optional.of(message(e));
            case DeviceMemoryException e -> Optional.of(message(e));
            case TrainingDivergedException e -> Optional.of(message(e));
            case WeightsFormatException e -> Optional.of(message(e));
            case SpoiltWeightsException e -> Optional.of(message(e));
            case NoFontsException e -> Optional.of(message(e));
            case NoSuchFileException e -> Optional.of("no file or folder '%s': check the path".formatted(e.getFile()));
            case AccessDeniedException e ->
                Optional.of("no permission for '%s': change it or choose another place".formatted(e.getFile()));
            case IOException e -> Optional.of(readingOrWriting(message(e)));
            case UncheckedIOException e -> Optional.ofNullable(e.getCause()).flatMap(ErrorMessages::forUser);
            case OutOfMemoryError _ -> Optional.of(outOfMemory("choose a smaller --size"));
            default -> Optional.empty();
        };
    }

    private static String readingOrWriting(String failure) {
        return failure.contains(FULL_DISK)
                ? "the disk is full: make room, or choose another place (%s)".formatted(failure)
                : "reading or writing failed: %s".formatted(failure);
    }

    /** @param remedy what to try besides a larger heap */
    static String outOfMemory(String remedy) {
        return "out of memory (the heap may grow to %,d MiB): %s, or allow more with MENNY_JAVA_OPTS=-Xmx…"
                .formatted(Runtime.getRuntime().maxMemory() >> 20, remedy);
    }

    /** What was wrong with the words of a command line, and where to read how they go. */
    static String forUser(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        String what = failure instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched, command)
                : inWordsOfUsers(message(failure));
        return "%s (see '%s --help')".formatted(what, command.getCommandSpec().qualifiedName());
    }

    private static String inWordsOfUsers(String message) {
        return message.replace("is not a double", "is not a number")
                .replaceAll("is not an? (int|long)", "is not a whole number");
    }

    private static String unmatched(UnmatchedArgumentException failure, CommandLine command) {
        List<String> similar = failure.getSuggestions();
        String suggestion = similar.isEmpty() ? "" : "; did you mean %s?".formatted(String.join(" or ", similar));
        boolean isCommand = command.getParent() == null && !failure.isUnknownOption();
        return isCommand
                ? "no command '%s'%s".formatted(failure.getUnmatched().getFirst(), suggestion)
                : message(failure) + suggestion;
    }

    /** Why a file could not be used, without its name. */
    static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "no permission";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        String reason = failure instanceof FileSystemException system ? system.getReason() : null;
        return reason == null ? message(failure) : reason;
    }

    /** A failure's own words. */
    static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
