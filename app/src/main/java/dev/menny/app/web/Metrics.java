package dev.menny.app.web;

import dev.menny.app.model.ModelFacts;
import io.javalin.http.Context;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What Prometheus may ask. Labels come from our own routes and status codes, so that nobody can make them many. */
public final class Metrics implements AutoCloseable {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "DELETE", "PUT", "PATCH", "OPTIONS", "TRACE");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final DistributionSummary batches = DistributionSummary.builder("menny.batch.size")
            .description("pictures computed at once")
            .serviceLevelObjectives(1, 2, 4, 8, 16)
            .register(registry);
    private final MultiGauge model = MultiGauge.builder("menny.model.info")
            .description("1 for the model that answers")
            .register(registry);
    private final Supplier<Optional<ModelFacts>> facts;

    /** @param facts of the model that answers */
    public Metrics(Supplier<Optional<ModelFacts>> facts) {
        this.facts = facts;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** Watches a number. */
    void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** Counts a batch of that many pictures. */
    public void batch(int size) {
        batches.record(size);
    }

    /**
     * Counts a request that was answered.
     *
     * @param endpoint the route's pattern, one of few
     * @param method whatever the client called it
     */
    void request(String endpoint, String method, int status, Duration time) {
        Timer.builder("menny.http.requests")
                .description("time from a request's header to its answer")
                .tags(
                        "endpoint",
                        endpoint,
                        "method",
                        METHODS.contains(method) ? method : Route.OTHER,
                        "status",
                        String.valueOf(status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(time);
    }

    void answer(Context ctx) {
        model.register(facts.get().map(Metrics::row).stream().toList(), true);
        ctx.contentType(TYPE).result(registry.scrape());
    }

    private static MultiGauge.Row<?> row(ModelFacts facts) {
        return MultiGauge.Row.of(Tags.of("file", facts.file(), "model", facts.summary()), 1);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
