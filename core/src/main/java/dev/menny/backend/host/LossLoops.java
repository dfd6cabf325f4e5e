package dev.menny.backend.host;

import dev.menny.backend.GradientBuffer;
import dev.menny.backend.SoftmaxSpec;

/**
 * Softmax and cross-entropy, on one thread: a batch has few logits. StrictMath gives the same bits interpreted and
 * compiled.
 */
final class LossLoops {
    private LossLoops() {}

    static void softmax(SoftmaxSpec spec, HostBuffer logits, HostBuffer probabilities) {
        for (int row = 0; row < spec.n(); row++) {
            softmaxRow(spec.classes(), logits, probabilities, row);
        }
    }

    static void forward(
            SoftmaxSpec spec,
            HostBuffer logits,
            HostBuffer labels,
            HostBuffer shares,
            HostBuffer probabilities,
            HostBuffer loss) {
        double sum = 0;
        for (int row = 0; row < spec.n(); row++) {
            double logSum = softmaxRow(spec.classes(), logits, probabilities, row);
            int label = labels.ints()[labels.offset() + row];
            double rowLoss = logSum - logits.floats()[logits.offset() + row * spec.classes() + label];
            sum += shares.floats()[shares.offset() + row] * rowLoss;
        }
        loss.floats()[loss.offset()] = (float) sum;
    }

    /** Writes one row of probabilities; returns the log of the sum of the row's exponentials. */
    private static double softmaxRow(int classes, HostBuffer logits, HostBuffer probabilities, int row) {
        float[] z = logits.floats();
        int at = logits.offset() + row * classes;
        float largest = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < classes; j++) {
            largest = Math.max(largest, z[at + j]);
        }
        double sum = 0;
        for (int j = 0; j < classes; j++) {
            sum += StrictMath.exp((double) z[at + j] - largest);
        }
        double logSum = largest + StrictMath.log(sum);
        float[] p = probabilities.floats();
        int to = probabilities.offset() + row * classes;
        for (int j = 0; j < classes; j++) {
            p[to + j] = (float) StrictMath.exp(z[at + j] - logSum);
        }
        return logSum;
    }

    static void backward(
            SoftmaxSpec spec,
            HostBuffer probabilities,
            HostBuffer labels,
            HostBuffer shares,
            HostBuffer dloss,
            GradientBuffer dlogits) {
        float[] p = probabilities.floats();
        HostBuffer target = HostBuffer.of(dlogits.buffer());
        float[] dz = target.floats();
        double scale = dloss.floats()[dloss.offset()];
        for (int i = 0; i < spec.n() * spec.classes(); i++) {
            int row = i / spec.classes();
            int hit = i % spec.classes() == labels.ints()[labels.offset() + row] ? 1 : 0;
            double gradient = (p[probabilities.offset() + i] - hit) * (shares.floats()[shares.offset() + row] * scale);
            int at = target.offset() + i;
            dz[at] = (float) (dlogits.accumulate() ? dz[at] + gradient : gradient);
        }
    }
}
