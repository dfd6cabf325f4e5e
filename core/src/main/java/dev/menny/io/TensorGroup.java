package dev.menny.io;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tensors that a foreign file has for one layer.
 *
 * @param prefix what their names begin with, such as {@code features.0.}; may be empty
 * @param sizes the weight's
 * @param bias the bias' sizes, if there is one
 */
record TensorGroup(
        String prefix, List<Long> sizes, @Nullable List<Long> bias) {
    private static final String WEIGHT = "weight";
    private static final String BIAS = "bias";
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final int LONGEST_NUMBER = 20;

    int rank() {
        return sizes.size();
    }

    String weightName() {
        return prefix + WEIGHT;
    }

    String biasName() {
        return prefix + BIAS;
    }

    /**
     * A file's groups in natural order: {@code conv2} stands before {@code conv10}.
     *
     * @throws WeightsFormatException if there is a tensor that is neither a weight nor a bias
     */
    static List<TensorGroup> of(TensorFile file) throws WeightsFormatException {
        Map<String, TensorGroup> groups = new LinkedHashMap<>();
        for (String name : file.shapes().keySet()) {
            String prefix = name.substring(0, name.lastIndexOf('.') + 1);
            List<Long> sizes = file.shapes().get(prefix + WEIGHT);
            if (!name.equals(prefix + WEIGHT) && !name.equals(prefix + BIAS)) {
                throw file.problem(
                        name, "is neither a weight nor a bias: only convolutions and linear layers are read");
            }
            if (sizes == null) {
                throw file.problem(prefix + WEIGHT, "is missing, a bias of that name is there");
            }
            groups.put(prefix, new TensorGroup(prefix, sizes, file.shapes().get(prefix + BIAS)));
        }
        List<TensorGroup> inOrder = new ArrayList<>(groups.values());
        inOrder.sort(Comparator.comparing(TensorGroup::sortKey).thenComparing(TensorGroup::prefix));
        return inOrder;
    }

    /** The prefix with its numbers filled up with zeros to one length. */
    private String sortKey() {
        return DIGITS.matcher(prefix)
                .replaceAll(number ->
                        "0".repeat(Math.max(0, LONGEST_NUMBER - number.group().length())) + number.group());
    }
}
