package dev.menny.backend.reference;

import dev.menny.backend.AdamWSpec;
import dev.menny.backend.AffineSpec;
import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DropoutSpec;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Kernels;
import dev.menny.backend.LinearSpec;
import dev.menny.backend.Philox;
import dev.menny.backend.Pool2dSpec;
import dev.menny.backend.Pooling;
import dev.menny.backend.SampleSpec;
import dev.menny.backend.Scratch;
import dev.menny.backend.SgdSpec;
import dev.menny.backend.SoftmaxSpec;
import dev.menny.backend.host.ScratchPool;
import org.jspecify.annotations.Nullable;

/** Every operation as its definition reads, summed in double precision. Do not make it faster: others are judged by it. */
final class ReferenceKernels implements Kernels {
    private final ScratchPool pool;

    ReferenceKernels(ScratchPool pool) {
        this.pool = pool;
    }

    @Override
    public Scratch scratch(long length) {
        return pool.lend(length);
    }

    @Override
    public void conv2dForward(
            Conv2dSpec spec, DeviceBuffer xb, DeviceBuffer wb, @Nullable DeviceBuffer bb, DeviceBuffer yb) {
        Values x = Values.of(xb);
        Values w = Values.of(wb);
        Values y = Values.of(yb);
        ConvIndex at = new ConvIndex(spec);
        at.forEachOutput((n, oh, ow, k) -> {
            double[] sum = {bb == null ? 0 : Values.of(bb).get(k)};
            at.forEachTap(oh, ow, (ih, iw, r, s) -> {
                for (int c = 0; c < spec.c(); c++) {
                    sum[0] += (double) x.get(at.x(n, ih, iw, c)) * w.get(at.w(k, r, s, c));
                }
            });
            y.set(at.y(n, oh, ow, k), sum[0]);
        });
    }

    @Override
    public void conv2dBackwardData(Conv2dSpec spec, DeviceBuffer dyb, DeviceBuffer wb, GradientBuffer dxb) {
        Values dy = Values.of(dyb);
        Values w = Values.of(wb);
        double[] dx = new double[spec.n() * spec.h() * spec.w() * spec.c()];
        ConvIndex at = new ConvIndex(spec);
        at.forEachOutput((n, oh, ow, k) -> at.forEachTap(oh, ow, (ih, iw, r, s) -> {
            for (int c = 0; c < spec.c(); c++) {
                dx[at.x(n, ih, iw, c)] += (double) dy.get(at.y(n, oh, ow, k)) * w.get(at.w(k, r, s, c));
            }
        }));
        Values.store(dx, dxb);
    }

    @Override
    public void conv2dBackwardFilter(
            Conv2dSpec spec, DeviceBuffer xb, DeviceBuffer dyb, GradientBuffer dwb, @Nullable GradientBuffer dbb) {
        Values x = Values.of(xb);
        Values dy = Values.of(dyb);
        double[] dw = new double[spec.k() * spec.r() * spec.s() * spec.c()];
        double[] db = new double[spec.k()];
        ConvIndex at = new ConvIndex(spec);
        at.forEachOutput((n, oh, ow, k) -> {
            double d = dy.get(at.y(n, oh, ow, k));
            db[k] += d;
            at.forEachTap(oh, ow, (ih, iw, r, s) -> {
                for (int c = 0; c < spec.c(); c++) {
                    dw[at.w(k, r, s, c)] += d * x.get(at.x(n, ih, iw, c));
                }
            });
        });
        Values.store(dw, dwb);
        if (dbb != null) {
            Values.store(db, dbb);
        }
    }

    @Override
    public void reluPoolForward(Pool2dSpec spec, DeviceBuffer xb, DeviceBuffer yb, @Nullable DeviceBuffer maskb) {
        Values x = Values.of(xb);
        Values y = Values.of(yb);
        PoolIndex at = new PoolIndex(spec);
        at.forEachOutput((n, oh, ow, c) -> {
            int bits = 0;
            double sum = 0;
            int largest = at.largest(x, n, oh, ow, c);
            for (int i = 0; i < 4; i++) {
                int position = at.x(n, 2 * oh + i / 2, 2 * ow + i % 2, c);
                double positive = Math.max(x.get(position), 0);
                sum += positive;
                boolean flows = positive > 0 && (spec.pooling() == Pooling.AVERAGE || position == largest);
                bits |= flows ? 1 << i : 0;
            }
            y.set(at.y(n, oh, ow, c), spec.pooling() == Pooling.AVERAGE ? sum / 4 : Math.max(x.get(largest), 0));
            if (maskb != null) {
                Values.setByte(maskb, at.y(n, oh, ow, c), bits);
            }
        });
    }

    @Override
    public void reluPoolBackward(Pool2dSpec spec, DeviceBuffer maskb, DeviceBuffer dyb, GradientBuffer dxb) {
        Values dy = Values.of(dyb);
        double[] dx = new double[spec.n() * spec.h() * spec.w() * spec.c()];
        PoolIndex at = new PoolIndex(spec);
        double share = spec.pooling() == Pooling.AVERAGE ? 0.25 : 1;
        at.forEachOutput((n, oh, ow, c) -> {
            int bits = Values.getByte(maskb, at.y(n, oh, ow, c));
            for (int i = 0; i < 4; i++) {
                boolean flows = (bits >> i & 1) == 1;
                dx[at.x(n, 2 * oh + i / 2, 2 * ow + i % 2, c)] = flows ? share * dy.get(at.y(n, oh, ow, c)) : 0;
            }
        });
        Values.store(dx, dxb);
    }

    @Override
    public void pool2dForward(Pool2dSpec spec, DeviceBuffer xb, DeviceBuffer yb) {
        Values x = Values.of(xb);
        Values y = Values.of(yb);
        PoolIndex at = new PoolIndex(spec);
        at.forEachOutput((n, oh, ow, c) -> {
            if (spec.pooling() == Pooling.MAX) {
                y.set(at.y(n, oh, ow, c), x.get(at.largest(x, n, oh, ow, c)));
                return;
            }
            double[] sum = {0};
            at.forEachElement(n, oh, ow, c, position -> sum[0] += x.get(position));
            y.set(at.y(n, oh, ow, c), sum[0] / (spec.size() * spec.size()));
        });
    }

    @Override
    public void pool2dBackward(Pool2dSpec spec, DeviceBuffer xb, DeviceBuffer dyb, GradientBuffer dxb) {
        Values x = Values.of(xb);
        Values dy = Values.of(dyb);
        double[] dx = new double[spec.n() * spec.h() * spec.w() * spec.c()];
        PoolIndex at = new PoolIndex(spec);
        at.forEachOutput((n, oh, ow, c) -> {
            double d = dy.get(at.y(n, oh, ow, c));
            if (spec.pooling() == Pooling.MAX) {
                dx[at.largest(x, n, oh, ow, c)] += d;
            } else {
                at.forEachElement(n, oh, ow, c, position -> dx[position] += d / (spec.size() * spec.size()));
            }
        });
        Values.store(dx, dxb);
    }

    @Override
    public void reluForward(long length, DeviceBuffer xb, DeviceBuffer yb) {
        Values x = Values.of(xb);
        Values y = Values.of(yb);
        for (int i = 0; i < length; i++) {
            y.set(i, Math.max(x.get(i), 0));
        }
    }

    @Override
    public void reluBackward(long length, DeviceBuffer yb, DeviceBuffer dyb, GradientBuffer dxb) {
        Values y = Values.of(yb);
        Values dy = Values.of(dyb);
        double[] dx = new double[(int) length];
        for (int i = 0; i < length; i++) {
            dx[i] = y.get(i) > 0 ? dy.get(i) : 0;
        }
        Values.store(dx, dxb);
    }

    @Override
    public void linearForward(
            LinearSpec spec, DeviceBuffer xb, DeviceBuffer wb, @Nullable DeviceBuffer bb, DeviceBuffer yb) {
        Values x = Values.of(xb);
        Values w = Values.of(wb);
        Values y = Values.of(yb);
        for (int n = 0; n < spec.n(); n++) {
            for (int o = 0; o < spec.out(); o++) {
                double sum = bb == null ? 0 : Values.of(bb).get(o);
                for (int i = 0; i < spec.in(); i++) {
                    sum += (double) x.get(n * spec.in() + i) * w.get(o * spec.in() + i);
                }
                y.set(n * spec.out() + o, sum);
            }
        }
    }

    @Override
    public void linearBackwardData(LinearSpec spec, DeviceBuffer dyb, DeviceBuffer wb, GradientBuffer dxb) {
        Values dy = Values.of(dyb);
        Values w = Values.of(wb);
        double[] dx = new double[spec.n() * spec.in()];
        for (int n = 0; n < spec.n(); n++) {
            for (int o = 0; o < spec.out(); o++) {
                for (int i = 0; i < spec.in(); i++) {
                    dx[n * spec.in() + i] += (double) dy.get(n * spec.out() + o) * w.get(o * spec.in() + i);
                }
            }
        }
        Values.store(dx, dxb);
    }

    @Override
    public void linearBackwardFilter(
            LinearSpec spec,
            DeviceBuffer xb,
            DeviceBuffer dyb,
            @Nullable GradientBuffer dwb,
            @Nullable GradientBuffer dbb) {
        Values x = Values.of(xb);
        Values dy = Values.of(dyb);
        double[] dw = new double[spec.out() * spec.in()];
        double[] db = new double[spec.out()];
        for (int n = 0; n < spec.n(); n++) {
            for (int o = 0; o < spec.out(); o++) {
                double d = dy.get(n * spec.out() + o);
                db[o] += d;
                for (int i = 0; i < spec.in(); i++) {
                    dw[o * spec.in() + i] += d * x.get(n * spec.in() + i);
                }
            }
        }
        if (dwb != null) {
            Values.store(dw, dwb);
        }
        if (dbb != null) {
            Values.store(db, dbb);
        }
    }

    @Override
    public void affine(AffineSpec spec, DeviceBuffer xb, GradientBuffer yb) {
        Values x = Values.of(xb);
        double[] y = new double[(int) spec.length()];
        for (int i = 0; i < y.length; i++) {
            y[i] = (double) spec.scale() * x.get(i) + spec.shift();
        }
        Values.store(y, yb);
    }

    @Override
    public void dropout(DropoutSpec spec, DeviceBuffer xb, GradientBuffer yb) {
        Values x = Values.of(xb);
        double[] y = new double[(int) spec.length()];
        for (int i = 0; i < y.length; i++) {
            boolean kept = Philox.uniform(spec.seed(), spec.offset() + i) >= spec.probability();
            y[i] = kept ? x.get(i) * (double) spec.scale() : 0;
        }
        Values.store(y, yb);
    }

    @Override
    public void softmax(SoftmaxSpec spec, DeviceBuffer logits, DeviceBuffer probabilities) {
        Values z = Values.of(logits);
        Values p = Values.of(probabilities);
        for (int n = 0; n < spec.n(); n++) {
            int row = n * spec.classes();
            double logSum = logSumExp(z, row, spec.classes());
            for (int j = 0; j < spec.classes(); j++) {
                p.set(row + j, Math.exp(z.get(row + j) - logSum));
            }
        }
    }

    @Override
    public void softmaxCrossEntropyForward(
            SoftmaxSpec spec,
            DeviceBuffer logits,
            DeviceBuffer labels,
            DeviceBuffer shares,
            DeviceBuffer probabilities,
            DeviceBuffer loss) {
        softmax(spec, logits, probabilities);
        Values z = Values.of(logits);
        Values share = Values.of(shares);
        double sum = 0;
        for (int n = 0; n < spec.n(); n++) {
            int row = n * spec.classes();
            sum += share.get(n) * (logSumExp(z, row, spec.classes()) - z.get(row + Values.getInt(labels, n)));
        }
        Values.of(loss).set(0, sum);
    }

    private static double logSumExp(Values z, int row, int classes) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < classes; j++) {
            largest = Math.max(largest, z.get(row + j));
        }
        double sum = 0;
        for (int j = 0; j < classes; j++) {
            sum += Math.exp(z.get(row + j) - largest);
        }
        return largest + Math.log(sum);
    }

    @Override
    public void softmaxCrossEntropyBackward(
            SoftmaxSpec spec,
            DeviceBuffer probabilities,
            DeviceBuffer labels,
            DeviceBuffer shares,
            DeviceBuffer dloss,
            GradientBuffer dlogits) {
        Values p = Values.of(probabilities);
        Values share = Values.of(shares);
        double[] dz = new double[spec.n() * spec.classes()];
        for (int i = 0; i < dz.length; i++) {
            int n = i / spec.classes();
            boolean hit = Values.getInt(labels, n) == i % spec.classes();
            dz[i] = (p.get(i) - (hit ? 1 : 0)) * share.get(n) * Values.of(dloss).get(0);
        }
        Values.store(dz, dlogits);
    }

    @Override
    public double sumOfSquares(DeviceBuffer gb) {
        Values g = Values.of(gb);
        double sum = 0;
        for (int i = 0; i < gb.length(); i++) {
            sum += (double) g.get(i) * g.get(i);
        }
        return sum;
    }

    @Override
    public void adamW(AdamWSpec spec, DeviceBuffer wb, DeviceBuffer gb, DeviceBuffer mb, DeviceBuffer vb) {
        Values w = Values.of(wb);
        Values g = Values.of(gb);
        Values m = Values.of(mb);
        Values v = Values.of(vb);
        for (int i = 0; i < wb.length(); i++) {
            double gradient = spec.gradientScale() * g.get(i);
            m.set(i, spec.beta1() * m.get(i) + (1.0 - spec.beta1()) * gradient);
            v.set(i, spec.beta2() * v.get(i) + (1.0 - spec.beta2()) * gradient * gradient);
            double step = m.get(i) / spec.correction1() / (Math.sqrt(v.get(i) / spec.correction2()) + spec.epsilon());
            double decayed = w.get(i) * (1.0 - spec.learningRate() * spec.weightDecay());
            w.set(i, decayed - spec.learningRate() * step);
        }
    }

    @Override
    public void sgd(SgdSpec spec, DeviceBuffer wb, DeviceBuffer gb, DeviceBuffer velocityb) {
        Values w = Values.of(wb);
        Values g = Values.of(gb);
        Values velocity = Values.of(velocityb);
        for (int i = 0; i < wb.length(); i++) {
            double gradient = spec.gradientScale() * g.get(i) + spec.weightDecay() * w.get(i);
            velocity.set(i, spec.momentum() * velocity.get(i) + gradient);
            w.set(i, w.get(i) - spec.learningRate() * velocity.get(i));
        }
    }

    @Override
    public void bytesToFloats(long length, DeviceBuffer bytes, DeviceBuffer yb) {
        Values y = Values.of(yb);
        for (int i = 0; i < length; i++) {
            // In float, since the bits are part of the definition.
            y.set(i, (Values.getByte(bytes, i) & 0xff) / 255f);
        }
    }

    @Override
    public void sample(
            SampleSpec spec,
            DeviceBuffer pictures,
            DeviceBuffer placements,
            @Nullable DeviceBuffer colours,
            DeviceBuffer y) {
        new SampleFormula(spec, pictures, placements, colours).fill(Values.of(y));
    }
}
