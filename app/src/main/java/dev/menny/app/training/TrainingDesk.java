package dev.menny.app.training;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendUnavailableException;
import dev.menny.nn.Sequential;
import dev.menny.trainer.data.DataException;
import dev.menny.trainer.data.ImageFolder;
import dev.menny.trainer.train.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where trainings are asked for: one at a time, on a thread of its own. Safe for many threads. */
public final class TrainingDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingDesk.class);
    /** A step of the largest network takes some seconds, and its weights take some to be written. */
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(20);

    private static final String NOTHING_KEPT = "Stopped before the first epoch was over: nothing was kept.";

    /** Takes new weights over. */
    public interface NewWeights {
        /**
         * Called on the thread that trained, when the training's memory is free again and before its end is told.
         *
         * @throws IOException if the file cannot be used; the end of the training tells so, the file stays
         */
        void saved(Path file) throws IOException;
    }

    /** What the desk is doing, or how the last training ended. */
    private enum State {
        IDLE,
        RUNNING,
        DONE,
        STOPPED,
        FAILED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final DataFolders folders;
    private final Path output;
    private final Supplier<Backend> device;
    private final int threads;
    private final NewWeights newWeights;
    private final MemoryCheck memory;
    private final TrainingStory story = new TrainingStory(System.currentTimeMillis());

    // All guarded by this.
    private State state = State.IDLE;
    // Nobody hears of preparations, which may come to nothing.
    private boolean isPreparing;
    private Map<String, @Nullable Object> start = Map.of();
    private @Nullable TrainingRun run;
    private @Nullable Thread thread;
    private boolean isClosed;

    /**
     * A desk without a training.
     *
     * @param folders what may be learned from
     * @param output the folder where weights go
     * @param device opens what computes; each training opens one of its own and closes it
     * @param threads that decode pictures, at least 1
     * @param newWeights takes them over
     */
    public TrainingDesk(
            DataFolders folders, Path output, Supplier<Backend> device, int threads, NewWeights newWeights) {
        this(folders, output, device, threads, newWeights, MemoryCheck.ofThisProcess());
    }

    TrainingDesk(
            DataFolders folders,
            Path output,
            Supplier<Backend> device,
            int threads,
            NewWeights newWeights,
            MemoryCheck memory) {
        this.folders = folders;
        this.output = output;
        this.device = device;
        this.threads = threads;
        this.newWeights = newWeights;
        this.memory = memory;
    }

    /**
     * Begins a training and returns.
     *
     * @return what {@link #state} tells now
     * @throws TrainingStateException if one is running
     * @throws TrainingRefusedException if this one cannot begin as it was asked for
     */
    public Map<String, @Nullable Object> start(TrainingRequest request) {
        claim();
        try {
            return prepare(request, new PublicWords(folders.resolve(request.data()), request.data(), output));
        } finally {
            release();
        }
    }

    private Map<String, @Nullable Object> prepare(TrainingRequest request, PublicWords words) {
        try {
            ImageFolder data = folders.open(request.data());
            Sequential network = request.config().model().build(data.classes().size());
            requireOutput(network);
            Path weights = WeightsName.in(output, request, data.root(), LocalDateTime.now());
            TrainingRun ready = ready(request, data, network);
            try {
                return begin(request, weights, ready, words);
            } catch (RuntimeException | Error e) {
                ready.close();
                throw e;
            }
        } catch (DataException | BackendUnavailableException | TrainingRefusedException e) {
            LOG.info("A training is refused: {}", e.getMessage());
            throw new TrainingRefusedException(words.of(String.valueOf(e.getMessage())), e);
        }
    }

    private void requireOutput(Sequential network) {
        if (!Files.isDirectory(output) || !Files.isWritable(output)) {
            throw new TrainingRefusedException(
                    "Weights cannot be saved in '%s': make it a folder that may be written to".formatted(output));
        }
        DiskCheck.require(network.parameterCount(), output);
    }

    private synchronized void claim() {
        requireOpen();
        if (isPreparing || state == State.RUNNING) {
            throw new TrainingStateException("A training is running already: wait for its end, or stop it first");
        }
        isPreparing = true;
    }

    private synchronized void requireOpen() {
        if (isClosed) {
            throw new TrainingStateException("The server is about to end: nothing is begun any more");
        }
    }

    private synchronized void release() {
        isPreparing = false;
    }

    private TrainingRun ready(TrainingRequest request, ImageFolder data, Sequential network) {
        Backend backend = device.get();
        try {
            return TrainingRun.ready(data, request.config(), network, backend, memory, threads);
        } catch (RuntimeException | Error e) {
            backend.close();
            throw e;
        }
    }

    private synchronized Map<String, @Nullable Object> begin(
            TrainingRequest request, Path weights, TrainingRun ready, PublicWords words) {
        requireOpen();
        state = State.RUNNING;
        start = TrainingNews.start(request, String.valueOf(weights.getFileName()));
        run = ready;
        story.begin("start", start);
        thread = Thread.ofPlatform().daemon().name("menny-training").start(() -> train(ready, weights, words));
        return state();
    }

    private void train(TrainingRun ready, Path weights, PublicWords words) {
        long begin = System.nanoTime();
        try {
            Optional<History> history;
            try (ready) {
                history = ready.run(weights, new TrainingNews(story, ready.classes(), words));
            }
            if (history.isEmpty()) {
                conclude(State.STOPPED, "stopped", TrainingNews.message(NOTHING_KEPT));
                return;
            }
            String obstacle = handOver(weights, words);
            double seconds = (System.nanoTime() - begin) / 1e9;
            String name = String.valueOf(weights.getFileName());
            conclude(State.DONE, "done", TrainingNews.done(history.get(), name, seconds, obstacle));
        } catch (IOException | RuntimeException | Error e) {
            conclude(State.FAILED, "failed", TrainingNews.message(words.of(why(e))));
        }
    }

    /** Returns why the weights are not in use, or null if they are. */
    private @Nullable String handOver(Path weights, PublicWords words) {
        if (isClosed()) {
            return "The server is about to end";
        }
        try {
            newWeights.saved(weights);
            return null;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            LOG.warn("New weights cannot be used", e);
            return words.of(FailureWords.of(e).orElse(String.valueOf(e.getMessage())));
        }
    }

    private static String why(Throwable failure) {
        Optional<String> why = FailureWords.of(failure);
        why.ifPresentOrElse(
                words -> LOG.warn("A training failed: {}", words), () -> LOG.error("A training failed", failure));
        return why.orElse("The training failed by a mistake in Menny itself: the server's log says more");
    }

    /** Whoever hears of the end may begin the next training at once. */
    private synchronized void conclude(State ending, String event, Map<String, @Nullable Object> data) {
        state = ending;
        run = null;
        story.tell(event, data);
    }

    /**
     * Asks the training to end soon: after the present step, with the best epoch so far.
     *
     * @throws TrainingStateException if none runs
     */
    public synchronized void stop() {
        if (run == null) {
            throw new TrainingStateException("No training is running");
        }
        run.stop();
    }

    /**
     * Where the desk stands: {@code state} ({@code idle}, {@code running}, {@code done}, {@code stopped} or {@code failed})
     * and the fields of the last start.
     */
    public synchronized Map<String, @Nullable Object> state() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("state", state.word());
        fields.putAll(start);
        return fields;
    }

    /** What happened in the present training, or in the last one. */
    public TrainingStory story() {
        return story;
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }

    /**
     * Ends a training that runs, keeping its best epoch so far, waits for it, though not for ever, and sends all listeners
     * home.
     */
    @Override
    public void close() {
        close(LONGEST_GOODBYE);
    }

    void close(Duration patience) {
        if (story.isClosed()) {
            return;
        }
        Thread last = ask();
        try {
            if (last != null && !last.join(patience)) {
                LOG.warn("A training did not end within {} s, and is left behind", patience.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        story.close();
    }

    private synchronized @Nullable Thread ask() {
        isClosed = true;
        if (run != null) {
            run.stop();
        }
        return thread;
    }
}
