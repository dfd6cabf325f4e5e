package dev.menny.app.web;

import dev.menny.app.explain.Convolved;
import dev.menny.app.explain.FeatureGrid;
import dev.menny.app.explain.Filter;
import dev.menny.app.explain.HeatPicture;
import dev.menny.app.explain.Playground;
import dev.menny.app.explain.Png;
import dev.menny.app.inference.Inference;
import dev.menny.app.model.ServedModel;
import dev.menny.explain.HeatMap;
import dev.menny.io.Prediction;
import dev.menny.trainer.data.Picture;
import dev.menny.trainer.data.Region;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Shows where a model looked, what its blocks made of a picture, and what a single convolution does. */
final class ExplainRoutes {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Inference inference;
    private final Playground playground;
    private final Uploads uploads;

    private record Explanation(
            String label, float probability, Region region, int height, int width, byte[] png, double ms) {}

    private record Block(
            String name, int index, int height, int width, int channels, int shown, int columns, byte[] png) {
        static Block of(FeatureGrid grid) {
            return new Block(
                    grid.name(),
                    grid.layer(),
                    grid.height(),
                    grid.width(),
                    grid.channels(),
                    grid.shown(),
                    grid.columns(),
                    grid.png());
        }
    }

    private record Features(byte[] input, List<Block> blocks, double ms) {}

    private record Sizes(String height, String width) {}

    private record Input(int height, int width, byte[] png, byte[] values) {}

    private record Output(int height, int width, float min, float max, byte[] png, byte[] values) {}

    private record Convolution(List<Float> kernel, int stride, int padding, Input input, Output output, Sizes formula) {
        static Convolution of(Convolved convolved) {
            Picture input = convolved.input();
            Convolved.Output output = convolved.output();
            return new Convolution(
                    convolved.filter().kernel(),
                    convolved.filter().stride(),
                    convolved.filter().padding(),
                    new Input(input.height(), input.width(), Png.of(input), input.pixels()),
                    new Output(
                            output.height(), output.width(), output.min(), output.max(), output.png(), output.bytes()),
                    new Sizes(convolved.heightFormula(), convolved.widthFormula()));
        }
    }

    ExplainRoutes(Inference inference, Playground playground, Uploads uploads) {
        this.inference = inference;
        this.playground = playground;
        this.uploads = uploads;
    }

    void add(Route route) {
        route.post("/api/explain", this::explain)
                .post("/api/features", this::features)
                .post("/api/convolve", this::convolve);
    }

    private void explain(Context ctx) {
        @Nullable String label = ctx.queryParam("class");
        Json.answer(
                ctx,
                uploads.<Object>picture(
                        ctx,
                        content -> inference
                                .examine(content, (model, picture) -> explain(model, picture, label))
                                .join()));
    }

    private static Explanation explain(ServedModel model, Picture picture, @Nullable String wanted) {
        long start = System.nanoTime();
        float[] pixels = pixels(model.format().fit(picture));
        Prediction prediction = model.classifier().predict(pixels);
        String label = wanted == null ? prediction.label() : wanted;
        HeatMap heat = unlessRefused(() -> model.classifier().heatMap(pixels, label));
        return new Explanation(
                label,
                prediction.probabilities().getOrDefault(label, 0f),
                model.format().region(picture.height(), picture.width()),
                heat.height(),
                heat.width(),
                HeatPicture.png(heat),
                millisSince(start));
    }

    private void features(Context ctx) {
        Json.answer(
                ctx,
                uploads.<Object>picture(
                        ctx,
                        content -> inference
                                .examine(content, ExplainRoutes::features)
                                .join()));
    }

    private static Features features(ServedModel model, Picture picture) {
        long start = System.nanoTime();
        Picture fitted = model.format().fit(picture);
        List<Block> blocks = unlessRefused(() -> model.classifier().featureMaps(pixels(fitted))).stream()
                .map(map -> Block.of(FeatureGrid.of(map)))
                .toList();
        return new Features(Png.of(fitted), blocks, millisSince(start));
    }

    private void convolve(Context ctx) {
        Filter filter = unlessRefused(() -> Filter.of(
                String.valueOf(ctx.queryParam("kernel")),
                wholeNumber(ctx, "stride", 1),
                wholeNumber(ctx, "padding", 1)));
        Json.answer(
                ctx,
                uploads.<Object>picture(
                        ctx,
                        content -> inference
                                .decode(
                                        content,
                                        picture -> Convolution.of(
                                                unlessRefused(() -> playground.convolve(picture, filter))))
                                .join()));
    }

    private static int wholeNumber(Context ctx, String name, int otherwise) {
        @Nullable String text = ctx.queryParam(name);
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new ApiException(HttpStatus.BAD_REQUEST_400, "The %s is a whole number.".formatted(name));
        }
    }

    /** What cannot be computed as asked, the request is to blame for. */
    private static <T> T unlessRefused(Supplier<T> computed) {
        try {
            return computed.get();
        } catch (IllegalArgumentException e) {
            throw new ApiException(HttpStatus.BAD_REQUEST_400, Errors.sentence(e));
        }
    }

    private static float[] pixels(Picture fitted) {
        float[] pixels = new float[fitted.pixels().length];
        fitted.toFloats(pixels, 0);
        return pixels;
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / NANOS_PER_MILLI;
    }
}
