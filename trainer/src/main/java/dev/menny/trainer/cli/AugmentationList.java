package dev.menny.trainer.cli;

import dev.menny.trainer.data.Augmentation;
import dev.menny.trainer.data.Augmentations;
import dev.menny.trainer.data.DataException;
import dev.menny.trainer.data.PictureSize;
import dev.menny.trainer.train.Preset;
import dev.menny.trainer.train.SettingsText;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Augmentations as they are typed: {@code flip,rotate=20} or {@code none}.
 *
 * @param steps in the order of their application, whatever the order they were typed in
 */
record AugmentationList(List<Augmentation> steps) {
    /** All that can be typed, for the help of an option. */
    static final String HELP = "flip[=CHANCE], rotate[=DEGREES], shift[=FRACTION], short-side=N, centre-crop=N,"
            + " crop[=FRACTION], area-crop[=MIN_AREA], jitter[=STRENGTH], grey[=CHANCE], applied in this order.";

    private static final String NONE = "none";

    /** What can be typed, in the order of application: a crop cuts off the corners that a turn smears. */
    private enum Step {
        FLIP(Preset.FLIP, Augmentations::flip),
        ROTATE(Preset.ROTATE, Augmentations::rotate),
        SHIFT(Preset.SHIFT, Augmentations::shift),
        SHORT_SIDE((step, value) -> Augmentations.shortSide(step.side(value))),
        CENTRE_CROP((step, value) -> Augmentations.centreCrop(
                step.size(value).height(), step.size(value).width())),
        CROP(Preset.CROP, Augmentations::crop),
        AREA_CROP(Preset.AREA_CROP, Augmentations::areaCrop),
        JITTER(Preset.JITTER, Augmentations::jitter),
        GREY(Preset.GREY, Augmentations::grey);

        private final Maker maker;

        /** Makes an augmentation of what stands after the equals sign, if anything does. */
        private interface Maker {
            Augmentation of(Step step, @Nullable String value);
        }

        Step(Maker maker) {
            this.maker = maker;
        }

        Step(double standard, DoubleFunction<Augmentation> made) {
            this((step, value) -> made.apply(step.number(value, standard)));
        }

        Augmentation of(@Nullable String value) {
            return maker.of(this, value);
        }

        String word() {
            return SettingsText.word(this).replace('_', '-');
        }

        double number(@Nullable String value, double standard) {
            if (value == null) {
                return standard;
            }
            try {
                return Double.parseDouble(value);
            } catch (NumberFormatException _) {
                throw new TypeConversionException("'%s' needs a number after '=', got '%s'".formatted(word(), value));
            }
        }

        int side(@Nullable String value) {
            PictureSize size = size(value);
            if (size.height() != size.width()) {
                throw new TypeConversionException("'%s' needs one number, got '%s'".formatted(word(), value));
            }
            return size.height();
        }

        PictureSize size(@Nullable String value) {
            if (value == null) {
                throw new TypeConversionException(
                        "'%s' needs a number of pixels: write %s=256 or another".formatted(word(), word()));
            }
            return new SizeText().convert(value);
        }

        static Step named(String word) {
            return Arrays.stream(values())
                    .filter(step -> step.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'%s' is no augmentation: choose from %s, or none"
                            .formatted(
                                    word,
                                    Arrays.stream(values()).map(Step::word).collect(Collectors.joining(", ")))));
        }
    }

    /** Reads what was typed. */
    static final class Converter implements ITypeConverter<AugmentationList> {
        @Override
        public AugmentationList convert(String typed) {
            return parse(typed);
        }
    }

    static AugmentationList parse(String typed) {
        if (typed.strip().equals(NONE)) {
            return new AugmentationList(List.of());
        }
        Map<Step, Augmentation> chosen = new EnumMap<>(Step.class);
        for (String word : typed.split(",", -1)) {
            String[] parts = word.strip().split("=", 2);
            Step step = Step.named(parts[0]);
            if (chosen.put(step, augmentation(step, parts.length == 1 ? null : parts[1])) != null) {
                throw new TypeConversionException("'%s' is there twice: name it once".formatted(parts[0]));
            }
        }
        return new AugmentationList(List.copyOf(chosen.values()));
    }

    private static Augmentation augmentation(Step step, @Nullable String value) {
        try {
            return step.of(value);
        } catch (DataException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
