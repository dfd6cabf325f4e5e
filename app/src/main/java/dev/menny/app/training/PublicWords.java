package dev.menny.app.training;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sentences as anybody may read them: where the server keeps its files is nobody's business but its owner's. A folder of
 * pictures is called by its id, a file of weights by its name.
 */
final class PublicWords {
    private static final String ROOT_ITSELF = ".";
    // A name that only begins or ends like a hidden one is another's.
    private static final String NO_NAME_BEFORE = "(?<![\\p{L}\\p{N}_.-])";
    private static final String NO_NAME_AFTER = "(?![\\p{L}\\p{N}_-])";

    /** What to say instead, by path. */
    private final Map<Path, String> names = new HashMap<>();

    /**
     * Words about one training.
     *
     * @param data the folder of pictures
     * @param id its id
     * @param output the folder where weights go
     */
    PublicWords(Path data, String id, Path output) {
        hide(output, "");
        hide(data, id.equals(ROOT_ITSELF) ? "" : id);
    }

    private void hide(Path folder, String name) {
        names.put(folder.toAbsolutePath(), name);
        names.put(folder.toAbsolutePath().normalize(), name);
        try {
            names.put(folder.toRealPath(), name);
        } catch (IOException e) {
            // Nobody tells the real path of what is not there.
        }
    }

    /** The same sentence without the paths that lead to the folders. */
    String of(String sentence) {
        // The longest first: one of the folders may lie in the other.
        List<Path> longestFirst = names.keySet().stream()
                .filter(path -> path.getNameCount() > 0)
                .sorted(Comparator.comparingInt(Path::getNameCount).reversed())
                .toList();
        String told = sentence;
        for (Path path : longestFirst) {
            told = without(told, path, String.valueOf(names.get(path)));
        }
        return told;
    }

    private static String without(String sentence, Path path, String name) {
        String hidden = NO_NAME_BEFORE + Pattern.quote(path.toString());
        String before = name.isEmpty() ? "" : name + File.separator;
        String alone = name.isEmpty() ? String.valueOf(path.getFileName()) : name;
        return sentence.replaceAll(hidden + Pattern.quote(File.separator), Matcher.quoteReplacement(before))
                .replaceAll(hidden + NO_NAME_AFTER, Matcher.quoteReplacement(alone));
    }
}
