package dev.menny.app.web;

import dev.menny.app.explain.Playground;
import dev.menny.app.inference.Inference;
import dev.menny.app.model.Models;
import dev.menny.app.training.DataFolders;
import dev.menny.app.training.TrainingDesk;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import io.javalin.util.JavalinLogger;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page and the API on a port. */
public final class WebServer implements AutoCloseable {
    // The words of Linux and macOS; Java has no type for it.
    private static final String IN_USE = "in use";
    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private final Javalin javalin;
    private final Samples samples;

    private WebServer(Javalin javalin, Samples samples) {
        this.javalin = javalin;
        this.samples = samples;
    }

    /**
     * What the server serves; whoever hands it in closes it after the server.
     *
     * @param models the model that answers
     * @param inference does the work
     * @param playground tries out convolutions
     * @param folders what may be learned from
     * @param desk where trainings are asked for
     * @param metrics hears of it
     */
    public record Services(
            Models models,
            Inference inference,
            Playground playground,
            DataFolders folders,
            TrainingDesk desk,
            Metrics metrics) {}

    /**
     * Starts to listen.
     *
     * @throws PortTakenException if somebody else listens there
     * @throws IOException if the host is none of this machine's, or listening there is not allowed; the message says what
     *     the system says
     */
    public static WebServer start(ServerOptions options, Services services) throws IOException {
        JavalinLogger.enabled = false; // it reports failures that whoever starts it reports, too
        Samples samples = new Samples();
        Javalin javalin = Javalin.create(config -> configure(config, options, services, samples));
        try {
            return new WebServer(javalin.start(), samples);
        } catch (JavalinException e) {
            throw failure(e);
        }
    }

    private static IOException failure(JavalinException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketException) { // a BindException, or what the system says of the address
                String said = String.valueOf(cause.getMessage());
                return said.contains(IN_USE) ? new PortTakenException(cause) : new IOException(said, cause);
            }
        }
        throw e;
    }

    private static void configure(JavalinConfig config, ServerOptions options, Services services, Samples samples) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.prefer405over404 = true;
        JettySetup.apply(config.jetty, options);

        Guards guards = new Guards(options.host(), options.publicHosts());
        config.routes.before(guards::check);
        config.routes.before(Queries::check);
        Errors.handle(config);
        addRoutes(new Route(config.routes), options, services, samples);
        config.requestLogger.http((ctx, millis) -> {
            if (Route.isCounted(ctx)) {
                Duration time = Duration.ofNanos((long) (millis * NANOS_PER_MILLI));
                services.metrics().request(Route.of(ctx), ctx.method().name(), ctx.statusCode(), time);
            }
        });
    }

    private static void addRoutes(Route route, ServerOptions options, Services services, Samples samples) {
        Uploads uploads = new Uploads(options.maxUpload());
        Metrics metrics = services.metrics();
        metrics.gauge("menny.requests.admitted", "requests waiting or worked on", services.inference()::admitted);
        metrics.gauge("menny.uploads.free.bytes", "bytes that uploads may still take", uploads::budgetLeft);
        metrics.gauge("menny.training.running", "1 while a training runs", () -> isTraining(services.desk()) ? 1 : 0);
        PageFiles page = new PageFiles();
        route.get("/", page::index)
                .get("/page/<file>", page::file)
                .get("/api/samples", samples::list)
                .get("/api/samples/{name}/{file}", samples::picture)
                .get("/metrics", metrics::answer);
        new PredictRoutes(services.models(), services.inference(), uploads).add(route);
        new ExplainRoutes(services.inference(), services.playground(), uploads).add(route);
        new TrainRoutes(services.folders(), services.desk(), uploads).add(route);
    }

    private static boolean isTraining(TrainingDesk desk) {
        return "running".equals(desk.state().get("state"));
    }

    /** The port that it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Takes no more requests, and lets those that run end, for a few seconds. */
    @Override
    public void close() {
        samples.close();
        try {
            javalin.stop();
        } catch (JavalinException e) {
            if (!Timeouts.isIn(e)) {
                throw e;
            }
            // Stopped all the same: some requests were not over when their time was.
            LOG.info("Stopped before all requests were answered", e);
        }
    }
}
