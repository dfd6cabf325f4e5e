package dev.menny.app.training;

import dev.menny.backend.Backend;
import dev.menny.io.Weights;
import dev.menny.nn.Sequential;
import dev.menny.trainer.data.DatasetCheck;
import dev.menny.trainer.data.DatasetReport;
import dev.menny.trainer.data.ImageFolder;
import dev.menny.trainer.data.PictureStore;
import dev.menny.trainer.data.Split;
import dev.menny.trainer.train.History;
import dev.menny.trainer.train.TrainingConfig;
import dev.menny.trainer.train.TrainingNotes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One training from the folder to the file of weights. Made ready first, so that a refusal comes before anything is told. */
final class TrainingRun implements AutoCloseable {
    private final ImageFolder folder;
    private final TrainingConfig config;
    private final Sequential network;
    private final Backend backend;
    private final long room;
    private final int threads;
    private volatile boolean isToStop;

    private TrainingRun(
            ImageFolder folder, TrainingConfig config, Sequential network, Backend backend, long room, int threads) {
        this.folder = folder;
        this.config = config;
        this.network = network;
        this.backend = backend;
        this.room = room;
        this.threads = threads;
    }

    /**
     * A training that may begin.
     *
     * @param network without its memory, for the folder's classes
     * @param backend to compute on; the run closes it, but not if this method fails
     * @param threads that decode pictures
     * @throws TrainingRefusedException if it does not fit into memory
     */
    static TrainingRun ready(
            ImageFolder folder,
            TrainingConfig config,
            Sequential network,
            Backend backend,
            MemoryCheck memory,
            int threads) {
        long room = memory.room(network, config, folder.classes().size(), backend.memory());
        return new TrainingRun(folder, config, network, backend, room, threads);
    }

    /** Names by label. */
    List<String> classes() {
        return folder.classes();
    }

    /** Thrown where a check is left. */
    private static final class CheckLeftException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Trains and saves.
     *
     * @param weights a file that appears whole or not at all
     * @return nothing if it was asked to stop before the first epoch was over; then nothing is saved
     */
    Optional<History> run(Path weights, TrainingNews news) throws IOException {
        Split all = folder.split(config.validationFraction(), config.seed());
        PictureStore store = new PictureStore(
                config.model().format(), config.augmentations(), Math.min(room, PictureStore.defaultBytes()));
        DatasetReport pictures;
        try {
            pictures = DatasetCheck.run(all, store, threads, (done, total) -> {
                if (isToStop) {
                    throw new CheckLeftException();
                }
                news.checked(done, total);
            });
        } catch (CheckLeftException e) {
            return Optional.empty();
        }
        pictures.warnings().forEach(news::onWarning);
        Split split = pictures.withoutBroken(all);
        Map<String, String> notes = TrainingNotes.before(config, folder.root(), pictures.total(), backend.precision());
        network.initialize(backend, config.seed());
        History history = config.trainer(network, split)
                .threads(threads)
                .pictures(store, pictures.fingerprint())
                .listener(news)
                .finishWhen(() -> isToStop)
                .fit(split);
        if (history.ending() == History.Ending.INTERRUPTED) {
            return Optional.empty();
        }
        Weights.save(network, TrainingNotes.card(split.classes(), config, notes, history), weights);
        return Optional.of(history);
    }

    /** Asks it to end soon, with the best epoch so far. Any thread may ask. */
    void stop() {
        isToStop = true;
    }

    @Override
    public void close() {
        network.close();
        backend.close();
    }
}
