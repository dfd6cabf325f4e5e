package dev.menny.app;

import dev.menny.app.explain.Playground;
import dev.menny.app.inference.Inference;
import dev.menny.app.model.Models;
import dev.menny.app.model.ServedModel;
import dev.menny.app.training.DataFolders;
import dev.menny.app.training.TrainingDesk;
import dev.menny.app.web.Metrics;
import dev.menny.app.web.ServerOptions;
import dev.menny.app.web.WebServer;
import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A whole server in this process, on a free port. */
public final class TestServer implements AutoCloseable {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final Backend backend;
    private final Models models = new Models();
    private final Metrics metrics = new Metrics(models::facts);
    private final Inference inference;
    private final TrainingDesk desk;
    private final WebServer server;

    private TestServer(@Nullable Path weights, int queue, long maxUpload, Path folder) throws IOException {
        backend = Backends.open("cpu");
        DataFolders folders = new DataFolders(null, folder);
        desk = new TrainingDesk(folders, folder, () -> Backends.open("cpu"), CORES, this::use);
        if (weights != null) {
            use(weights);
        }
        inference = new Inference(models, CORES, queue, 50_000_000, metrics::batch);
        server = WebServer.start(
                new ServerOptions("127.0.0.1", 0, Set.of("menny.example.org"), maxUpload),
                new WebServer.Services(models, inference, new Playground(backend), folders, desk, metrics));
    }

    public static TestServer start(@Nullable Path weights) throws IOException {
        return start(weights, 64, 10 << 20);
    }

    /** A server whose page may train on the folders below one. */
    public static TestServer training(Path folder) throws IOException {
        return new TestServer(null, 64, 10 << 20, folder);
    }

    public static TestServer start(@Nullable Path weights, int queue, long maxUpload) throws IOException {
        return new TestServer(weights, queue, maxUpload, Path.of("target"));
    }

    /** Other weights answer from now on. */
    public void use(Path weights) throws IOException {
        models.use(ServedModel.load(weights, backend));
    }

    public Inference inference() {
        return inference;
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        desk.close();
        server.close();
        inference.close();
        metrics.close();
        models.close();
        backend.close();
    }
}
