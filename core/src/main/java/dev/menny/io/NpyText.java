package dev.menny.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of an npy header: a Python dict, of which no more is understood than arrays of numbers need. */
final class NpyText {
    private static final String FLOAT32 = "'<f4'";
    private static final String TYPE = "descr";
    private static final String ORDER = "fortran_order";
    private static final String SHAPE = "shape";

    /** A key, then a text, a truth value, a tuple of numbers or the list that describes a record, then what follows. */
    private static final Pattern ENTRY = Pattern.compile(
            "\\s*'(\\w{1,20})'\\s*:\\s*('[^']*'|True|False|\\([\\d,\\s]*\\)|\\[[^\\]]*\\])\\s*(,?)\\s*");

    private static final Pattern DIGITS = Pattern.compile("\\s*(\\d{1,18})\\s*");

    private NpyText() {}

    /** The sizes of an array that can be read. */
    static List<Long> sizes(String text) throws NpyException {
        Map<String, String> entries = entries(text.strip());
        String type = required(entries, TYPE);
        String order = required(entries, ORDER);
        String shape = required(entries, SHAPE);
        if (!type.equals(FLOAT32)) {
            throw new NpyException("has the type %s, only '<f4' can be read: save it with .astype('float32')"
                    .formatted(WeightsFormatException.shorten(type)));
        }
        if (!shape.startsWith("(") || !(order.equals("True") || order.equals("False"))) {
            throw unreadable();
        }
        List<Long> sizes = tuple(shape);
        if (sizes.size() > TensorFile.MAX_RANK) {
            throw new NpyException("has %,d axes, no tensor needs that".formatted(sizes.size()));
        }
        boolean orderMatters = sizes.stream().filter(size -> size > 1).count() > 1;
        if (order.equals("True") && orderMatters) {
            throw new NpyException("lies column by column (fortran_order): save np.ascontiguousarray of it");
        }
        return sizes;
    }

    private static Map<String, String> entries(String text) throws NpyException {
        if (!text.startsWith("{") || !text.endsWith("}")) {
            throw unreadable();
        }
        Map<String, String> entries = new HashMap<>();
        Matcher entry = ENTRY.matcher(text).region(1, text.length() - 1);
        boolean more = true;
        while (more && entry.lookingAt()) {
            if (entries.put(entry.group(1), entry.group(2)) != null) {
                throw unreadable();
            }
            more = !entry.group(3).isEmpty();
            entry.region(entry.end(), text.length() - 1);
        }
        if (entry.regionStart() != text.length() - 1) {
            throw unreadable();
        }
        return entries;
    }

    private static String required(Map<String, String> entries, String key) throws NpyException {
        String value = entries.get(key);
        if (value == null) {
            throw unreadable();
        }
        return value;
    }

    /** The numbers of {@code (2, 3)}; a comma may follow the last. */
    private static List<Long> tuple(String text) throws NpyException {
        List<Long> sizes = new ArrayList<>();
        String inner = text.substring(1, text.length() - 1).strip();
        String[] parts = inner.isEmpty() ? new String[0] : inner.split(",", -1);
        for (int i = 0; i < parts.length; i++) {
            Matcher digits = DIGITS.matcher(parts[i]);
            if (digits.matches()) {
                sizes.add(Long.parseLong(digits.group(1)));
            } else if (i == 0 || i + 1 < parts.length || !parts[i].isBlank()) {
                throw unreadable();
            }
        }
        return List.copyOf(sizes);
    }

    private static NpyException unreadable() {
        return new NpyException("has a header that no plain array has");
    }
}
