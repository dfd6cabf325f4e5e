package dev.menny.trainer.portraits;

import java.awt.image.BufferedImage;
import java.util.Random;

/** Paints portraits of the four people, each fully determined by its person and seed. */
public final class PortraitPainter {

    /** Width and height of a portrait in pixels. */
    public static final int SIZE = 512;

    private static final double DISTANCE = 10;
    /** A unit, half a head, at zoom 1, as a share of the picture's width. */
    private static final double HEAD_SCALE = 0.29;

    private final Person person;
    private final Look look;
    private final FaceShape shape;
    private final Random random;

    private PortraitPainter(Person person, long seed) {
        this.person = person;
        look = Look.of(person);
        shape = FaceShape.of(person);
        random = new Random(Seeds.mix(seed, person.number()));
    }

    /**
     * Paints one portrait.
     *
     * @param person who sits
     * @param seed chooses pose, light, expression, clothes and background
     * @return a 512x512 picture of {@link BufferedImage#TYPE_INT_RGB}
     */
    public static BufferedImage paint(Person person, long seed) {
        return paint(person, seed, SIZE);
    }

    /** The same portrait on a canvas of another size. */
    static BufferedImage paint(Person person, long seed, int size) {
        return new PortraitPainter(person, seed).paint(size);
    }

    private BufferedImage paint(int size) {
        Pose pose = Pose.random(random);
        Background background = Background.random(random);
        Lighting lighting = Lighting.random(random);
        Film film = Film.random(random);
        Vec eye = new Vec(0, 0, DISTANCE);
        Mesh scene = scene(pose, eye);
        Sky.measure(scene);
        LightRig lights = lighting.over(scene, eye);
        int width = size * Film.FINE;
        View camera = camera(pose, width);
        Raster raster = Raster.visible(scene, camera);
        Rgb[] light = new Rgb[width * width];
        boolean[] sitter = new boolean[width * width];
        for (int i = 0; i < light.length; i++) {
            int row = i / width;
            int column = i % width;
            sitter[i] = raster.triangle(i) >= 0;
            light[i] = sitter[i]
                    ? shade(scene, raster, i, lights)
                    : background.at(column / (double) width, row / (double) width);
        }
        return film.develop(light, sitter, size);
    }

    /** Puts the middle of the head where the pose wants it. */
    private static View camera(Pose pose, int width) {
        Vec head = pose.head().point(new Vec(0, -0.05, -0.1));
        double scale = HEAD_SCALE * pose.zoom() * width;
        return View.camera(
                width, DISTANCE, scale, pose.x() * width - head.x() * scale, pose.y() * width + head.y() * scale);
    }

    private Mesh scene(Pose pose, Vec eye) {
        Expression face = Expression.random(random, pose.yaw(), pose.pitch());
        Outfit outfit = Wardrobe.choose(person, random);
        Mesh world = new Mesh();
        world.append(head(pose.head(), face, eye), pose.head());
        Body body = new Body(shape, pose.head(), pose.shoulders());
        body.build(world, new BareSkin(look.skin()), new Fabric(outfit, look, pose.shoulders()));
        Tailor.collar(world, outfit, body, look, pose.shoulders());
        return world;
    }

    /** The head in its own coordinates. */
    private Mesh head(Frame frame, Expression face, Vec eye) {
        Head head = new Head(shape, face);
        Scalp scalp = Scalp.of(person);
        Vec centre = frame.point(Scalp.CENTRE);
        Vec toEye = frame.own(eye.minus(centre).unit());
        Mesh mesh = new Mesh();
        head.build(mesh, new SkinMaterial(look, head, scalp, frame));
        for (EyeOpening opening : head.eyes()) {
            Eyeball.build(mesh, head, opening, look.iris());
        }
        Features features = new Features(head, look);
        features.ears(mesh);
        features.mouth(mesh);
        features.hairs(mesh, toEye, centre);
        int hair = mesh.add(new HairMaterial(look.hair(), look.hairGloss(), centre));
        for (Lock lock : HairStyle.of(person).locks(scalp, random)) {
            lock.grow(mesh, shape, toEye, hair, random);
        }
        return mesh;
    }

    private static Rgb shade(Mesh mesh, Raster raster, int pixel, LightRig lights) {
        int triangle = raster.triangle(pixel);
        int a = mesh.corner(triangle, 0);
        int b = mesh.corner(triangle, 1);
        int c = mesh.corner(triangle, 2);
        double wb = raster.weightB(pixel);
        double wc = raster.weightC(pixel);
        Vec position = Raster.mix(mesh.position(a), mesh.position(b), mesh.position(c), wb, wc);
        Vec normal = Raster.mix(mesh.normal(a), mesh.normal(b), mesh.normal(c), wb, wc)
                .unit();
        if (normal.dot(lights.toEye(position)) < 0) {
            normal = normal.times(-1);
        }
        Vec texture = Raster.mix(mesh.texture(a), mesh.texture(b), mesh.texture(c), wb, wc);
        double openness = mesh.openness(a) * (1 - wb - wc) + mesh.openness(b) * wb + mesh.openness(c) * wc;
        Material.Spot spot = new Material.Spot(position, normal, texture, openness, lights.reach(position));
        return mesh.material(triangle).shade(spot, lights);
    }
}
