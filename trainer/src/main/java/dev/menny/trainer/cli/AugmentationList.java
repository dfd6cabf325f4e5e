package dev.menny.trainer.cli;

import dev.menny.trainer.data.Augmentation;
import dev.menny.trainer.data.Augmentations;
import dev.menny.trainer.data.DataException;
import dev.menny.trainer.train.Preset;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Augmentations as they are typed: {@code flip,rotate=20} or {@code none}.
 *
 * @param steps in the order of their application
 */
record AugmentationList(List<Augmentation> steps) {
    private static final String NONE = "none";

    /** Reads what was typed. */
    static final class Converter implements ITypeConverter<AugmentationList> {
        @Override
        public AugmentationList convert(String typed) {
            return parse(typed);
        }
    }

    static AugmentationList parse(String typed) {
        if (typed.equals(NONE)) {
            return new AugmentationList(List.of());
        }
        return new AugmentationList(
                Arrays.stream(typed.split(",", -1)).map(AugmentationList::step).toList());
    }

    private static Augmentation step(String typed) {
        String[] parts = typed.strip().split("=", 2);
        try {
            return switch (parts[0]) {
                case "flip" -> Augmentations.flip(strength(parts, Preset.FLIP));
                case "rotate" -> Augmentations.rotate(strength(parts, Preset.ROTATE));
                case "shift" -> Augmentations.shift(strength(parts, Preset.SHIFT));
                default ->
                    throw new TypeConversionException(
                            "'%s' is no augmentation: choose from flip, rotate, shift, or none".formatted(parts[0]));
            };
        } catch (DataException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static double strength(String[] parts, double standard) {
        if (parts.length == 1) {
            return standard;
        }
        try {
            return Double.parseDouble(parts[1]);
        } catch (NumberFormatException _) {
            throw new TypeConversionException("'%s' needs a number after '=', got '%s'".formatted(parts[0], parts[1]));
        }
    }
}
