package dev.menny.app.web;

import dev.menny.app.training.DataFolder;
import dev.menny.app.training.DataFolders;
import dev.menny.app.training.TrainingDesk;
import dev.menny.app.training.TrainingRequest;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Lists what may be learned from, begins and stops trainings, and tells how they go. */
final class TrainRoutes {
    /** Listing counts files, thousands of them perhaps. */
    private static final Duration LISTING_KEPT = Duration.ofSeconds(2);

    private final Recent<List<DataFolder>> folders;
    private final TrainingDesk desk;
    private final Uploads uploads;
    private final EventStream events;

    private record Folders(List<DataFolder> folders) {}

    private record Wish(
            @Nullable String data,
            @Nullable String model,
            @Nullable Integer size,
            @Nullable Integer epochs) {}

    TrainRoutes(DataFolders folders, TrainingDesk desk, Uploads uploads) {
        this.folders = new Recent<>(folders::list, LISTING_KEPT);
        this.desk = desk;
        this.uploads = uploads;
        this.events = new EventStream(desk.story());
    }

    void add(Route route) {
        route
                .get("/api/data", ctx -> Json.answer(ctx, new Folders(folders.get())))
                .get("/api/train", ctx -> Json.answer(ctx, desk.state()))
                .post("/api/train", this::start)
                .delete("/api/train", this::stop)
                .stream("/api/train/events", events::serve);
    }

    private void start(Context ctx) {
        Wish wish = uploads.json(ctx, Wish.class);
        Object state = desk.start(TrainingRequest.of(wish.data(), wish.model(), wish.size(), wish.epochs()));
        ctx.status(HttpStatus.ACCEPTED_202);
        Json.answer(ctx, state);
    }

    private void stop(Context ctx) {
        desk.stop();
        ctx.status(HttpStatus.ACCEPTED_202);
        Json.answer(ctx, desk.state());
    }
}
