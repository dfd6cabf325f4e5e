package dev.menny.backend;

import static dev.menny.backend.PlantedErrors.copy;

import dev.menny.backend.host.HostBuffer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Mistakes of kernels that read bytes, for {@link PlantedErrors}. */
final class SamplingMistakes {
    private SamplingMistakes() {}

    static final class DividedBy256 extends DelegatingKernels {
        DividedBy256(Kernels inner) {
            super(inner);
        }

        @Override
        public void bytesToFloats(long length, DeviceBuffer bytes, DeviceBuffer y) {
            super.bytesToFloats(length, bytes, y);
            super.affine(new AffineSpec(length, 255 / 256f, 0), copy(y, values -> values), GradientBuffer.overwrite(y));
        }
    }

    static final class SignedBytes extends DelegatingKernels {
        SignedBytes(Kernels inner) {
            super(inner);
        }

        @Override
        public void bytesToFloats(long length, DeviceBuffer bytes, DeviceBuffer y) {
            super.bytesToFloats(length, bytes, y);
            HostBuffer floats = HostBuffer.of(y);
            for (int i = floats.offset(); i < floats.offset() + length; i++) {
                floats.floats()[i] -= floats.floats()[i] > 0.5f ? 256 / 255f : 0;
            }
        }
    }

    /** Kernels that misread each placement. */
    static UnaryOperator<Kernels> misread(UnaryOperator<Placement> mistake) {
        return kernels -> new DelegatingKernels(kernels) {
            @Override
            public void sample(
                    SampleSpec spec,
                    DeviceBuffer pictures,
                    DeviceBuffer placements,
                    @Nullable DeviceBuffer colours,
                    DeviceBuffer y) {
                HostBuffer given = HostBuffer.of(placements);
                int[] changed = new int[spec.n() * Placement.INTS];
                for (int i = 0; i < spec.n(); i++) {
                    mistake.apply(Placement.read(given.ints(), given.offset(), i))
                            .write(changed, i);
                }
                DeviceBuffer misread = placements.memory().allocate(BufferKind.I32, changed.length);
                placements.memory().upload(changed, misread);
                super.sample(spec, pictures, misread, colours, y);
            }
        };
    }

    static Placement turnedTheOtherWay(Placement p) {
        return with(p, p.down(), p.across(), p.xDown(), p.yAcross());
    }

    /** Takes one sample of many. */
    static Placement aliased(Placement p) {
        return with(p, 1, 1, p.yAcross(), p.xDown());
    }

    private static Placement with(Placement p, int down, int across, int yAcross, int xDown) {
        return new Placement(
                p.start(),
                p.height(),
                p.width(),
                p.top(),
                p.left(),
                p.rows(),
                p.columns(),
                down,
                across,
                p.firstRow(),
                p.lastRow(),
                p.firstColumn(),
                p.lastColumn(),
                p.y(),
                p.x(),
                p.yDown() * (p.down() / down),
                yAcross * (p.across() / across),
                xDown * (p.down() / down),
                p.xAcross() * (p.across() / across),
                p.minY(),
                p.maxY(),
                p.minX(),
                p.maxX());
    }

    /** The edges of samples are forgotten, as if no step before had repeated them. */
    static Placement withoutSampleLimits(Placement p) {
        return limited(p, Integer.MAX_VALUE, p.minY(), p.maxY());
    }

    /** All of the picture is seen through a window of it. */
    static Placement withoutWindow(Placement p) {
        return limited(p, 0, 0, Placement.position(p.height() - 1));
    }

    private static Placement limited(Placement p, int widerBy, int minY, int maxY) {
        boolean wider = widerBy > 0;
        return new Placement(
                p.start(),
                p.height(),
                p.width(),
                p.top(),
                p.left(),
                p.rows(),
                p.columns(),
                p.down(),
                p.across(),
                wider ? -widerBy : p.firstRow(),
                wider ? widerBy : p.lastRow(),
                p.firstColumn(),
                p.lastColumn(),
                p.y(),
                p.x(),
                p.yDown(),
                p.yAcross(),
                p.xDown(),
                p.xAcross(),
                minY,
                maxY,
                p.minX(),
                p.maxX());
    }

    static final class ForgottenStage extends DelegatingKernels {
        ForgottenStage(Kernels inner) {
            super(inner);
        }

        @Override
        public void sample(
                SampleSpec spec,
                DeviceBuffer pictures,
                DeviceBuffer placements,
                @Nullable DeviceBuffer colours,
                DeviceBuffer y) {
            SampleSpec fewer =
                    new SampleSpec(spec.n(), spec.h(), spec.w(), spec.c(), Math.min(1, spec.stages()), spec.fill());
            super.sample(fewer, pictures, placements, colours, y);
        }
    }
}
