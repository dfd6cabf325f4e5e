package dev.menny.app.training;

import dev.menny.backend.BackendUnavailableException;
import dev.menny.backend.DeviceMemoryException;
import dev.menny.trainer.data.DataException;
import dev.menny.trainer.train.TrainingDivergedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Why a training failed, in one sentence for people. */
final class FailureWords {
    private FailureWords() {}

    /** Empty if it is a mistake of ours. */
    static Optional<String> of(Throwable failure) {
        return switch (failure) {
            case DataException e -> Optional.of(message(e));
            case TrainingDivergedException e -> Optional.of(message(e));
            case DeviceMemoryException e -> Optional.of(message(e));
            case BackendUnavailableException e -> Optional.of(message(e));
            case TrainingRefusedException e -> Optional.of(message(e));
            case OutOfMemoryError _ ->
                Optional.of("Out of memory: choose a smaller size or model, or start the server with more");
            case IOException e -> Optional.of("Reading or writing failed: " + message(e));
            case UncheckedIOException e -> Optional.ofNullable(e.getCause()).flatMap(FailureWords::of);
            default -> Optional.empty();
        };
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
