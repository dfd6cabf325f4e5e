package dev.menny.trainer.cli;

import dev.menny.backend.Backend;
import dev.menny.io.ModelCard;
import dev.menny.io.SavedModel;
import dev.menny.io.Weights;
import dev.menny.nn.Sequential;
import dev.menny.trainer.data.DatasetReport;
import dev.menny.trainer.data.PictureStore;
import dev.menny.trainer.data.Split;
import dev.menny.trainer.model.Evaluator;
import dev.menny.trainer.train.CheckpointFolder;
import dev.menny.trainer.train.FreeMemory;
import dev.menny.trainer.train.History;
import dev.menny.trainer.train.SettingsText;
import dev.menny.trainer.train.Trainer;
import dev.menny.trainer.train.TrainingConfig;
import dev.menny.trainer.train.TrainingNotes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code menny train}. */
@Command(name = "train", header = "Trains a model on a folder that holds one folder of pictures per class.")
final class TrainCommand implements Callable<Integer> {
    static final String DEFAULT_OUT = "menny.safetensors";

    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DATA_DIR",
            description = "The folder (default: portraits here, else those that come with Menny).")
    private @Nullable Path dataFolder;

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private TrainingOptions training = new TrainingOptions();

    @Mixin
    private CheckpointOptions checkpoints = new CheckpointOptions();

    @Mixin
    private DeviceOptions device = new DeviceOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = DEFAULT_OUT,
            description = "Where the weights go (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of(DEFAULT_OUT);

    @Option(names = "--force", description = "Overwrite that file.")
    private boolean force;

    @Option(names = "--json", description = "Print one JSON object per epoch and one at the end, nothing else.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    private TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    static CommandLine create(Terminal terminal) {
        CommandLine command = new CommandLine(new TrainCommand(terminal));
        command.getCommandSpec().usageMessage().footer(TrainHelp.footer());
        return command;
    }

    @Override
    public Integer call() throws IOException {
        RememberedOptions typed = RememberedOptions.typed(spec.commandLine().getParseResult());
        checkpoints.requireOneBeginning();
        Path checkpoint = checkpoints.resume;
        if (checkpoint == null) {
            return train(typed);
        }
        RememberedOptions remembered = RememberedOptions.of(checkpoint);
        return begunWith(remembered).train(remembered.with(typed));
    }

    /** This command line once more, with other defaults. */
    private TrainCommand begunWith(RememberedOptions remembered) {
        CommandLine again = Main.commandLine(terminal);
        CommandLine train = Objects.requireNonNull(again.getSubcommands().get(spec.name()));
        train.setDefaultValueProvider(remembered);
        try {
            again.parseArgs(
                    spec.root().commandLine().getParseResult().originalArgs().toArray(String[]::new));
        } catch (ParameterException e) {
            throw new UserError("the options kept in the checkpoint are not those of this version of Menny: "
                    + ErrorMessages.message(e));
        }
        return train.getCommand();
    }

    private int train(RememberedOptions arguments) throws IOException {
        long start = System.nanoTime();
        WeightsTarget.check(out, force);
        checkpoints.requireRoom(out, force);
        try (Backend backend = device.open(checkpoints.precisionBefore())) {
            return run(prepare(arguments, backend), backend, start);
        }
    }

    /** A training that may begin: everything that can be refused has been looked at. */
    private record Prepared(
            TrainingJob job, Split split, PictureStore store, Trainer trainer, Map<String, String> notes) {}

    private Prepared prepare(RememberedOptions arguments, Backend backend) throws IOException {
        TrainingConfig config = training.config(model);
        DataOptions.Loaded loaded =
                data.load(folder(), training.validationFraction, config.validationFraction(), config.seed());
        Sequential network = UserError.unlessRefused(
                () -> config.model().build(loaded.folder().classes().size()));
        checkpoints.checkInit(network);
        Trainer trainer = UserError.unlessRefused(
                () -> config.trainer(network, loaded.split()).threads(device.threads));
        long room = ResourceCheck.memory(network, config, backend.memory(), FreeMemory.bytes());
        ResourceCheck.disk(network, config, out, checkpoints.plan(out).isPresent());
        PictureStore store = new PictureStore(
                config.model().format(), config.augmentations(), Math.min(room, PictureStore.defaultBytes()));
        DatasetReport pictures = data.check(loaded.split(), store, device.threads, new CheckProgress(terminal));
        Split split = pictures.withoutBroken(loaded.split());
        Map<String, String> notes =
                TrainingNotes.before(config, loaded.folder().root(), pictures.total(), backend.precision());
        trainer.loss(config.classWeights().loss(split))
                .pictures(store, pictures.fingerprint())
                .precision(device.precision)
                .notes(checkpointNotes(notes, arguments));
        TrainingJob job = new TrainingJob(loaded.folder().root(), pictures, loaded.notices(), network, config, out);
        return new Prepared(job, split, store, trainer, notes);
    }

    private int run(Prepared prepared, Backend backend, long start) throws IOException {
        try {
            return trainAndReport(prepared, backend, start);
        } catch (OutOfMemoryError _) {
            int batch = prepared.job().config().batch();
            String smallerBatch = batch > 1 ? "--batch %d or ".formatted(batch / 2) : "";
            throw new UserError(ErrorMessages.outOfMemory("try %sa smaller --size".formatted(smallerBatch)));
        }
    }

    private int trainAndReport(Prepared prepared, Backend backend, long start) throws IOException {
        TrainingJob job = prepared.job();
        try (OutputLock _ = OutputLock.of(out);
                TrainingReport report = report();
                Interrupts interrupts = new Interrupts(terminal)) {
            report.job(job);
            prepared.trainer().listener(report).stopWhen(interrupts);
            checkpoints.makeRoom(out);
            checkpoints.plan(out).ifPresent(prepared.trainer()::checkpoints);
            if (checkpoints.resume != null) {
                prepared.trainer().resume(checkpoints.resume);
            }
            History history = fit(prepared, backend, report);
            if (history.ending() == History.Ending.INTERRUPTED) {
                report.interrupted(job, history);
                return ExitCodes.INTERRUPTED;
            }
            FinalScores scores = judge(backend, prepared);
            List<String> words = spec.root().commandLine().getParseResult().originalArgs();
            String computedOn = SettingsText.device(backend.description(), backend.precision());
            new RunReport(job, prepared.split(), computedOn, history, scores, words).write(terminal::complain);
            report.done(job, history, scores.test(), (System.nanoTime() - start) / 1e9);
        }
        return ExitCodes.DONE;
    }

    /** Trains and saves; the network's memory is free again afterwards. */
    private History fit(Prepared prepared, Backend backend, TrainingReport report) throws IOException {
        TrainingConfig config = prepared.job().config();
        List<String> classes = prepared.split().classes();
        try (Sequential network = prepared.job().network()) {
            UserError.unlessRefused(() -> network.initialize(backend, config.seed()));
            checkpoints.initialize(network, classes).ifPresent(report::initialized);
            History history = prepared.trainer().fit(prepared.split());
            if (history.ending() != History.Ending.INTERRUPTED) {
                save(network, TrainingNotes.card(classes, config, prepared.notes(), history));
            }
            return history;
        }
    }

    private void save(Sequential network, ModelCard card) throws IOException {
        try {
            Weights.save(network, card, out);
        } catch (IOException e) {
            if (new CheckpointFolder(Beside.checkpoints(out)).files().isEmpty()) {
                throw e;
            }
            throw new UserError("the weights could not be saved: %s; mend that, then go on with --resume %s"
                    .formatted(ErrorMessages.message(e), Beside.checkpoints(out)));
        }
    }

    /** Judges the file that was saved, which shows at once that it can be read. */
    private FinalScores judge(Backend backend, Prepared prepared) throws IOException {
        try (SavedModel saved = Weights.load(out, backend)) {
            Evaluator evaluator = Evaluator.of(saved.model(), saved.card())
                    .threads(device.threads)
                    .pictures(prepared.store());
            return FinalScores.of(evaluator, prepared.split(), terminal::complain);
        }
    }

    private Path folder() {
        return dataFolder != null
                ? dataFolder
                : BundledPortraits.find()
                        .orElseThrow(() -> new UserError("no folder 'portraits' here or beside Menny: name a folder of"
                                + " pictures, or paint some with 'menny portraits --out portraits'"));
    }

    private TrainingReport report() {
        return json ? new JsonTrainingReport(terminal) : new TextTrainingReport(terminal);
    }

    private static Map<String, String> checkpointNotes(Map<String, String> notes, RememberedOptions arguments) {
        Map<String, String> more = new LinkedHashMap<>(notes);
        more.put(RememberedOptions.NOTE, arguments.text());
        return more;
    }
}
