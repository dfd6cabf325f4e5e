package dev.menny.io;

import dev.menny.nn.Sequential;
import dev.menny.tensor.Parameter;
import dev.menny.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Weights that another program saved, as safetensors or npz. Names count little: tensors belong together if their names
 * are equal up to {@code weight} or {@code bias}, whatever has four axes is a convolution, whatever has two a linear
 * layer, and in the natural order of their names they belong to the model's convolutions and linear layers.
 */
public final class ForeignWeights {
    private static final int CONVOLUTION_RANK = 4;
    private static final int LINEAR_RANK = 2;

    private final TensorFile file;
    private final Set<Layout> possible;
    private final List<Pair> pairs = new ArrayList<>();

    private ForeignWeights(TensorFile file, Layout layout) {
        this.file = file;
        this.possible = layout == Layout.AUTO ? EnumSet.of(Layout.PYTORCH, Layout.MLX) : EnumSet.of(layout);
    }

    /** A layer in the file and the model's layer that it belongs to. */
    private record Pair(TensorGroup group, WeightSlot slot) {}

    /**
     * Reads foreign weights into a model that has memory already.
     *
     * @param picture the shape that the model takes, {@code [N,H,W,C]}
     * @param layout the order of axes in the file
     * @return the layout that was read
     * @throws WeightsFormatException if the file is damaged, has a layer too many or too few or one of another shape,
     *     naming the first tensor that differs, or if the shapes do not tell the layout; the model is as it was then,
     *     unless the tensors' values are what is damaged
     * @throws IOException if reading fails; the model's weights are undefined then
     * @throws IllegalArgumentException if the model cannot take such pictures
     * @throws IllegalStateException if the model has no memory yet
     */
    public static Layout loadInto(Sequential model, Shape picture, Path file, Layout layout) throws IOException {
        model.arena();
        model.outputShape(picture);
        try (TensorFile tensors = TensorFile.open(file)) {
            ForeignWeights weights = new ForeignWeights(tensors, layout);
            weights.match(TensorGroup.of(tensors), WeightSlot.of(model, picture));
            Layout found = weights.layout();
            weights.copy(found);
            return found;
        }
    }

    private void match(List<TensorGroup> groups, List<WeightSlot> slots) throws WeightsFormatException {
        for (TensorGroup group : groups) {
            if (group.rank() != CONVOLUTION_RANK && group.rank() != LINEAR_RANK) {
                throw file.problem(
                        group.weightName(),
                        "has the shape %s: only convolutions, with four axes, and linear layers, with two, are read"
                                .formatted(group.sizes()));
            }
        }
        match("convolutions", CONVOLUTION_RANK, groups, slots);
        match("linear layers", LINEAR_RANK, groups, slots);
    }

    /** Pairs layers of one kind, first with first. */
    private void match(String kind, int rank, List<TensorGroup> allGroups, List<WeightSlot> allSlots)
            throws WeightsFormatException {
        List<TensorGroup> groups =
                allGroups.stream().filter(group -> group.rank() == rank).toList();
        List<WeightSlot> slots = allSlots.stream()
                .filter(slot -> slot.weight().shape().rank() == rank)
                .toList();
        String counts = "the file has %d %s, the model %d".formatted(groups.size(), kind, slots.size());
        for (int i = 0; i < slots.size(); i++) {
            WeightSlot slot = slots.get(i);
            if (i == groups.size()) {
                throw file.problem("there is no tensor for %s.weight, %s: %s"
                        .formatted(slot.name(), wanted(slot.weight().shape()), counts));
            }
            requireFit(groups.get(i), slot);
            pairs.add(new Pair(groups.get(i), slot));
        }
        if (groups.size() > slots.size()) {
            TensorGroup surplus = groups.get(slots.size());
            throw file.problem(
                    surplus.weightName(), "has the shape %s and no place: %s".formatted(surplus.sizes(), counts));
        }
    }

    /** Rules out layouts in which the weight would have another shape. */
    private void requireFit(TensorGroup group, WeightSlot slot) throws WeightsFormatException {
        Shape weight = slot.weight().shape();
        String all = wanted(weight);
        possible.removeIf(layout -> !layout.sizes(weight).equals(group.sizes()));
        if (possible.isEmpty()) {
            throw file.problem(
                    group.weightName(),
                    "has the shape %s, %s.weight wants %s".formatted(group.sizes(), slot.name(), all));
        }
        Parameter bias = slot.bias();
        List<Long> found = group.bias();
        if (bias == null && found != null) {
            throw file.problem(group.biasName(), "has no place: %s has no bias".formatted(slot.name()));
        }
        if (bias != null && !ModelTensors.sizes(bias.shape()).equals(found)) {
            throw file.problem(
                    group.biasName(),
                    found == null
                            ? "is missing: %s has a bias".formatted(slot.name())
                            : "has the shape %s, %s.bias wants %s"
                                    .formatted(found, slot.name(), ModelTensors.sizes(bias.shape())));
        }
    }

    private String wanted(Shape weight) {
        return possible.stream()
                .map(layout -> layout.sizes(weight).toString())
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    private Layout layout() throws WeightsFormatException {
        boolean matters = pairs.stream().anyMatch(pair -> pair.slot().dependsOnLayout());
        if (possible.size() > 1 && matters) {
            throw file.problem("the shapes fit PyTorch's layout and MLX's: say which it is"
                    + " (--layout pytorch for channels first, --layout mlx for channels last)");
        }
        return possible.iterator().next();
    }

    private void copy(Layout layout) throws IOException {
        for (Pair pair : pairs) {
            WeightSlot slot = pair.slot();
            var weight = slot.weight().value().buffer();
            if (layout == Layout.PYTORCH && slot.dependsOnLayout()) {
                file.read(pair.group().weightName(), new RowPermutation(slot.channels(), slot.plane(), weight));
            } else {
                file.read(pair.group().weightName(), weight);
            }
            if (slot.bias() != null) {
                file.read(pair.group().biasName(), slot.bias().value().buffer());
            }
        }
    }
}
