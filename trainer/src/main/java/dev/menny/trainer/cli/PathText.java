package dev.menny.trainer.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Files and folders as they are typed; an empty name, which Java takes for the current folder, is a mistake. */
final class PathText implements ITypeConverter<Path> {
    @Override
    public Path convert(String typed) {
        if (typed.isBlank()) {
            throw new TypeConversionException("the name is empty: name a file or folder, '.' for the current one");
        }
        try {
            return Path.of(typed);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'%s' is no name of a file or folder".formatted(typed));
        }
    }
}
