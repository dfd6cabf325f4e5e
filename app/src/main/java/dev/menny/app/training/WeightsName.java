package dev.menny.app.training;

import dev.menny.trainer.train.SettingsText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** Names for new files of weights, which tell what they are and never are those of another file. */
final class WeightsName {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final String ENDING = ".safetensors";
    private static final int LONGEST_DATA_NAME = 40;

    private WeightsName() {}

    /** A file that does not exist yet: {@code menny-pets-simple-128-20260131-120000.safetensors}. */
    static Path in(Path folder, TrainingRequest request, Path data, LocalDateTime now) {
        String name = "menny-%s-%s-%d-%s"
                .formatted(
                        plain(String.valueOf(data.getFileName())),
                        SettingsText.word(request.model()),
                        request.size(),
                        TIME.format(now));
        Path file = folder.resolve(name + ENDING);
        for (int another = 2; Files.exists(file); another++) {
            file = folder.resolve("%s-%d%s".formatted(name, another, ENDING));
        }
        return file;
    }

    private static String plain(String name) {
        String plain = name.replaceAll("[^\\p{L}\\p{N}_.-]+", "_");
        return plain.length() <= LONGEST_DATA_NAME ? plain : plain.substring(0, LONGEST_DATA_NAME);
    }
}
