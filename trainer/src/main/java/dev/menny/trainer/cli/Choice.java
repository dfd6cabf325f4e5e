package dev.menny.trainer.cli;

import dev.menny.trainer.train.SettingsText;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Words to choose from, in lower case. */
final class Choice<T> implements ITypeConverter<T> {
    private final Map<String, T> byWord;

    private Choice(Map<String, T> byWord) {
        this.byWord = byWord;
    }

    /** The names of an enum. */
    static <E extends Enum<E>> Choice<E> ofEnum(Class<E> type) {
        Map<String, E> byWord = new LinkedHashMap<>();
        Arrays.stream(type.getEnumConstants()).forEach(value -> byWord.put(SettingsText.word(value), value));
        return new Choice<>(byWord);
    }

    /** Two words. */
    static <T> Choice<T> of(String first, T firstValue, String second, T secondValue) {
        Map<String, T> byWord = new LinkedHashMap<>();
        byWord.put(first, firstValue);
        byWord.put(second, secondValue);
        return new Choice<>(byWord);
    }

    @Override
    public T convert(String typed) {
        T value = byWord.get(typed.toLowerCase(Locale.ROOT));
        if (value == null) {
            throw new TypeConversionException(
                    "'%s' is not one of %s".formatted(typed, String.join(", ", byWord.keySet())));
        }
        return value;
    }
}
