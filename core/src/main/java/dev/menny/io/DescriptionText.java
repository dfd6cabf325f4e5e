package dev.menny.io;

import dev.menny.nn.LayerConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A model's description as texts in a file's metadata, each of them JSON. */
final class DescriptionText {
    private static final String FORMAT = "menny.format";
    private static final String LAYERS = "menny.layers";
    private static final String CLASSES = "menny.classes";
    private static final String PREPROCESSING = "menny.preprocessing";
    private static final String NOTES = "menny.notes";
    private static final String CURRENT_FORMAT = "1";

    private final Path file;
    private final Map<String, String> metadata;

    private DescriptionText(Path file, Map<String, String> metadata) {
        this.file = file;
        this.metadata = metadata;
    }

    static Map<String, String> write(ModelDescription description) {
        ModelCard card = description.card();
        Map<String, Object> preprocessing = new LinkedHashMap<>();
        preprocessing.put("height", card.preprocessing().height());
        preprocessing.put("width", card.preprocessing().width());
        preprocessing.put("channels", card.preprocessing().channels());
        preprocessing.put("centre", card.preprocessing().centre());
        preprocessing.put("fit", card.preprocessing().fit().name().toLowerCase(Locale.ROOT));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(FORMAT, CURRENT_FORMAT);
        metadata.put(
                LAYERS,
                Json.write(description.layers().stream()
                        .map(DescriptionText::layer)
                        .toList()));
        metadata.put(CLASSES, Json.write(card.classes()));
        metadata.put(PREPROCESSING, Json.write(preprocessing));
        metadata.put(NOTES, Json.write(card.notes()));
        return metadata;
    }

    private static Map<String, Object> layer(LayerConfig config) {
        Map<String, Object> layer = new LinkedHashMap<>();
        layer.put("type", config.type());
        layer.put("options", config.options());
        return layer;
    }

    /** True if the texts are there, sound or not. */
    static boolean isIn(Map<String, String> metadata) {
        return metadata.containsKey(FORMAT);
    }

    /** @throws WeightsFormatException if the texts are missing, damaged or contradict each other */
    static ModelDescription read(Path file, Map<String, String> metadata) throws WeightsFormatException {
        return new DescriptionText(file, metadata).read();
    }

    private ModelDescription read() throws WeightsFormatException {
        String format = metadata.get(FORMAT);
        if (format == null) {
            throw new WeightsFormatException(
                    file, "these weights describe no model: only files that Menny saved can be opened by themselves");
        }
        if (!format.equals(CURRENT_FORMAT)) {
            throw new WeightsFormatException(
                    file,
                    "the description has format %s, this version of Menny reads format %s: use a newer version"
                            .formatted(WeightsFormatException.quote(format), CURRENT_FORMAT));
        }
        List<LayerConfig> layers = layers();
        List<String> classes = classes();
        Map<?, ?> sizes = value(PREPROCESSING, Map.class);
        Map<String, String> notes = notes();
        try {
            Preprocessing preprocessing = new Preprocessing(
                    size(sizes, "height"), size(sizes, "width"), size(sizes, "channels"), fit(sizes), centre(sizes));
            ModelDescription description = new ModelDescription(layers, new ModelCard(classes, preprocessing, notes));
            description.requireConsistent();
            return description;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new WeightsFormatException(file, "the description fits no model: " + oneLine(e), e);
        }
    }

    private static String oneLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}", "?");
    }

    private List<LayerConfig> layers() throws WeightsFormatException {
        List<LayerConfig> layers = new ArrayList<>();
        for (Object element : value(LAYERS, List.class)) {
            if (!(element instanceof Map<?, ?> layer
                    && layer.get("type") instanceof String type
                    && layer.get("options") instanceof Map<?, ?> options)) {
                throw problem(LAYERS, "must list objects with type and options");
            }
            LayerConfig config = LayerConfig.of(type);
            for (Map.Entry<?, ?> option : options.entrySet()) {
                config = config.with((String) option.getKey(), option.getValue());
            }
            layers.add(config);
        }
        return layers;
    }

    private List<String> classes() throws WeightsFormatException {
        List<String> classes = new ArrayList<>();
        for (Object element : value(CLASSES, List.class)) {
            if (!(element instanceof String name)) {
                throw problem(CLASSES, "must list texts");
            }
            classes.add(name);
        }
        return classes;
    }

    private Map<String, String> notes() throws WeightsFormatException {
        Map<String, String> notes = new LinkedHashMap<>();
        for (Map.Entry<?, ?> note : ((Map<?, ?>) value(NOTES, Map.class)).entrySet()) {
            if (!(note.getValue() instanceof String text)) {
                throw problem(NOTES, "must hold texts");
            }
            notes.put((String) note.getKey(), text);
        }
        return notes;
    }

    private static int size(Map<?, ?> sizes, String name) {
        if (sizes.get(name) instanceof Integer size) {
            return size;
        }
        throw new IllegalArgumentException("the pictures' %s must be a whole number".formatted(name));
    }

    /** Files from before there was a choice were made by squashing. */
    private static Fit fit(Map<?, ?> sizes) {
        Object word = sizes.containsKey("fit") ? sizes.get("fit") : "squash";
        for (Fit fit : Fit.values()) {
            if (fit.name().toLowerCase(Locale.ROOT).equals(word)) {
                return fit;
            }
        }
        throw new IllegalArgumentException("the pictures' fit must be one of crop, squash, pad");
    }

    private static double centre(Map<?, ?> sizes) {
        Object share = sizes.containsKey("centre") ? sizes.get("centre") : 1.0;
        if (share instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("the pictures' centre must be a number");
    }

    private <T> T value(String key, Class<T> type) throws WeightsFormatException {
        String text = metadata.get(key);
        if (text == null) {
            throw problem(key, "is missing");
        }
        try {
            Object value = Json.parse(text);
            if (type.isInstance(value)) {
                return type.cast(value);
            }
        } catch (JsonException e) {
            throw new WeightsFormatException(file, "the metadata '%s' %s".formatted(key, e.getMessage()), e);
        }
        throw problem(key, "must be a JSON " + (type == List.class ? "array" : "object"));
    }

    private WeightsFormatException problem(String key, String what) {
        return new WeightsFormatException(file, "the metadata '%s' %s".formatted(key, what));
    }
}
