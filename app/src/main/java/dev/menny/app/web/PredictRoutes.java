package dev.menny.app.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.menny.app.inference.Answer;
import dev.menny.app.inference.Inference;
import dev.menny.app.model.ModelFacts;
import dev.menny.app.model.Models;
import dev.menny.trainer.data.PictureSize;
import dev.menny.trainer.data.Region;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;

/** Tells what pictures show, and with which model. */
final class PredictRoutes {
    private final Models models;
    private final Inference inference;
    private final Uploads uploads;

    private record LoadedModel(
            boolean loaded, @JsonUnwrapped ModelFacts facts) {}

    private record PredictAnswer(
            String label,
            float probability,
            Map<String, Float> probabilities,
            double ms,
            PictureSize picture,
            Region region) {
        static PredictAnswer of(Answer answer) {
            return new PredictAnswer(
                    answer.prediction().label(),
                    answer.prediction().probability(),
                    answer.prediction().probabilities(),
                    answer.milliseconds(),
                    answer.picture(),
                    answer.region());
        }
    }

    PredictRoutes(Models models, Inference inference, Uploads uploads) {
        this.models = models;
        this.inference = inference;
        this.uploads = uploads;
    }

    void add(Route route) {
        route.get("/api/model", this::model).post("/api/predict", this::predict).get("/health", this::health);
    }

    private void predict(Context ctx) {
        Json.answer(
                ctx,
                PredictAnswer.of(uploads.picture(
                        ctx, content -> inference.predict(content).join())));
    }

    private void model(Context ctx) {
        Optional<ModelFacts> facts = models.facts();
        Json.answer(
                ctx, facts.<Object>map(known -> new LoadedModel(true, known)).orElse(Map.of("loaded", false)));
    }

    private void health(Context ctx) {
        boolean up = inference.isAlive();
        ctx.status(up ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503);
        Json.answer(
                ctx,
                Map.of(
                        "status",
                        up ? "up" : "down",
                        "model_loaded",
                        models.facts().isPresent()));
    }
}
