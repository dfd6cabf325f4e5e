package dev.menny.trainer.cli;

import dev.menny.trainer.data.PictureSize;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Picture sizes as they are typed: {@code 128} for a square, {@code 96x128} for width and height. */
final class SizeText implements ITypeConverter<PictureSize> {
    private static final Pattern FORM = Pattern.compile("(-?\\d{1,7})(?:[xX×](-?\\d{1,7}))?");

    @Override
    public PictureSize convert(String typed) {
        Matcher matcher = FORM.matcher(typed);
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "'%s' is no size: write one number such as 128, or width x height such as 96x128".formatted(typed));
        }
        int width = Integer.parseInt(matcher.group(1));
        int height = matcher.group(2) == null ? width : Integer.parseInt(matcher.group(2));
        if (width < 1 || height < 1) {
            throw new TypeConversionException("'%s' is no size: width and height must be at least 1".formatted(typed));
        }
        return new PictureSize(height, width);
    }
}
