package dev.menny.trainer.portraits;

import java.util.List;

/** What stands out of or sinks into the bare front of the canonical head: nose, sockets, lids, lips, cheeks, chin. */
final class Relief {

    private final FaceShape shape;
    private final Expression face;
    private final Mouth mouth;
    private final List<EyeOpening> eyes;

    Relief(FaceShape shape, Expression face, Mouth mouth, List<EyeOpening> eyes) {
        this.shape = shape;
        this.face = face;
        this.mouth = mouth;
        this.eyes = eyes;
    }

    /** Moves a point of the bare head; {@code front} is 0 on the sides and back, 1 on the face. */
    Vec raise(Vec bare, double front, double socketFloor) {
        if (front <= 0) {
            return bare;
        }
        double u = bare.x();
        double v = bare.y();
        double z = bare.z() + front * (bones(u, v) + flesh(u, v) + mouth.relief(u, v));
        z = lids(u, v, z, socketFloor);
        Vec nose = nose(u, v);
        return new Vec(u + nose.x(), v + nose.y() * front, z + nose.z() * front);
    }

    private double bones(double u, double v) {
        double side = Math.abs(u);
        double ridge = 0.05 * shape.brow() * Curves.bell(side - 0.27, 0.16, v - 0.13, 0.06);
        double socket = -0.1 * Curves.bell(side - 0.29, 0.14, v + 0.02, 0.1);
        double innerSocket = -0.05 * Curves.bell(side - 0.15, 0.05, v, 0.07);
        double chin = 0.06 * shape.square() / 2.4 * Curves.bell(u, 0.15, v + 0.98, 0.09);
        double underLip = -0.035 * Curves.bell(u, 0.2, v + 0.83 + 0.1 * face.open(), 0.05);
        double temple = -0.03 * Curves.bell(side - 0.6, 0.1, v - 0.15, 0.15);
        return ridge + socket + innerSocket + chin + underLip + temple;
    }

    private double flesh(double u, double v) {
        double side = Math.abs(u);
        double lift = 0.05 * Math.max(0, face.smile());
        double apple = (0.03 + 0.035 * shape.cheeks() + lift) * Curves.bell(side - 0.4, 0.15, v + 0.33 - lift, 0.13);
        double hollow = -0.04 * (1 - 0.7 * shape.cheeks()) * Curves.bell(side - 0.46, 0.12, v + 0.62, 0.15);
        double fullCheek = 0.03 * Math.max(0, shape.cheeks() - 0.6) * Curves.bell(side - 0.42, 0.18, v + 0.58, 0.16);
        double muzzle = 0.05 * Curves.bell(u, 0.2, v + 0.63, 0.14);
        double philtrum = -0.014 * Curves.bell(u, 0.025, v + 0.54, 0.05);
        double foldU = side - (0.17 + 0.3 * (-v - 0.4));
        double fold = -0.022
                * (Math.max(0, face.smile()) + 0.4 * Math.max(0, 1 - 2 * shape.cheeks()))
                * Curves.bell(foldU, 0.03, v + 0.53, 0.1);
        return apple + hollow + fullCheek + muzzle + philtrum + fold;
    }

    private double lids(double u, double v, double z, double socketFloor) {
        double raised = z;
        double radius = EyeOpening.BALL + EyeOpening.LID;
        for (EyeOpening eye : eyes) {
            double du = u - eye.centreU();
            double dv = v - eye.centreV();
            double square = radius * radius - du * du - dv * dv;
            if (square > 0) {
                double ball = socketFloor - EyeOpening.BALL + Math.sqrt(square);
                raised = Curves.smoothMax(raised, ball, 0.05);
            }
        }
        return raised;
    }

    private Vec nose(double u, double v) {
        double size = shape.nose();
        double lift = shape.noseLift();
        double side = Math.abs(u);
        // The wings end higher than the tip: the base of the nose is a curve, not a shelf.
        double height = Curves.through(
                v - 2.6 * u * u,
                -0.5,
                0,
                -0.46,
                0.02,
                -0.4 + 0.5 * lift,
                0.145,
                -0.33 + lift,
                0.165,
                -0.12,
                0.105,
                0.05,
                0.05,
                0.22,
                0);
        double breadth = Curves.through(v, -0.45, 0.09, -0.34, 0.085, -0.1, 0.062, 0.1, 0.085);
        double ridge = height * Curves.bell(u, breadth * (0.7 + 0.3 * size));
        double tip = 0.075 * Curves.bell(u, 0.075 * size, v + 0.355 - lift, 0.055);
        double spread = 0.112 * size + 0.015 * Math.max(0, face.smile());
        double wing = 0.085 * Curves.bell(side - spread, 0.045, v + 0.4, 0.048);
        double droop = lift * Curves.bell(u, 0.1, v + 0.37, 0.06);
        return new Vec(0, droop, size * (ridge + tip + wing));
    }
}
