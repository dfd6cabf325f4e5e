package dev.menny.trainer.cli;

import dev.menny.trainer.train.Normalization;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A normalisation as it is typed: {@code none}, or mean and deviation such as {@code 0.5,0.25}. */
final class NormalizationText implements ITypeConverter<Normalization> {
    @Override
    public Normalization convert(String typed) {
        if (typed.equals("none")) {
            return Normalization.NONE;
        }
        String[] parts = typed.split(",", -1);
        if (parts.length == 2) {
            try {
                return new Normalization(Float.parseFloat(parts[0]), Float.parseFloat(parts[1]));
            } catch (NumberFormatException _) {
                // Falls through to the complaint.
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
        throw new TypeConversionException(
                "'%s' is not none, nor a mean and a deviation such as 0.5,0.25".formatted(typed));
    }
}
