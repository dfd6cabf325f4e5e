package dev.menny.trainer.cli;

import dev.menny.backend.Pooling;
import dev.menny.backend.Precision;
import dev.menny.io.Fit;
import dev.menny.io.Layout;
import dev.menny.trainer.train.Architecture;
import dev.menny.trainer.train.ClassWeights;
import dev.menny.trainer.train.OptimizerSettings;
import dev.menny.trainer.train.Preset;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Entry point of Menny's command line. */
@Command(
        name = "menny",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Trains convolutional neural networks to tell pictures apart.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nArguments:%n",
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  menny train                                  learns the bundled portraits",
            "  menny predict menny.safetensors photo.jpg    says whom a photo shows",
            "",
            "'menny bench' measures how fast all this is: 'menny bench -h', and benchmarks/README.md."
        })
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    private Main() {}

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Log what happens inside, to standard error.")
    void verbose(boolean wanted) {
        if (wanted) {
            Logging.verbose();
        }
    }

    /** Without a command: says which there are. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        // Numbers look the same on every machine, as scripts and the manual expect.
        Locale.setDefault(Locale.ROOT);
        System.exit(run(args, Terminal.ofProcess()));
    }

    /**
     * Runs a command inside this process, with nobody watching.
     *
     * @param out receives results
     * @param err receives complaints
     * @return the exit code: 0 done, 2 the user can mend it, 130 interrupted, 1 a bug
     */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        return run(args, new Terminal(out, err, false));
    }

    private static int run(String[] args, Terminal terminal) {
        int exitCode;
        try {
            exitCode = commandLine(terminal).execute(args);
        } catch (Throwable failure) { // picocli hands exceptions to its handlers, but lets errors pass
            exitCode = report(failure, terminal);
        }
        // Says so only now: a PrintWriter swallows what goes wrong.
        if (terminal.out().checkError() && exitCode == ExitCodes.DONE) {
            terminal.complain("the output could not be written: its disk is full, or its reader has gone");
            return ExitCodes.USER_CAN_MEND;
        }
        return exitCode;
    }

    static CommandLine commandLine(Terminal terminal) {
        CommandLine menny = new CommandLine(new Main())
                .addSubcommand(TrainCommand.create(terminal))
                .addSubcommand(new EvaluateCommand(terminal))
                .addSubcommand(new PredictCommand(terminal))
                .addSubcommand(new SummaryCommand(terminal))
                .addSubcommand(new AugmentCommand(terminal))
                .addSubcommand(new PortraitsCommand(terminal))
                .addSubcommand(new ConvertCommand(terminal))
                .addSubcommand(new DoctorCommand(terminal));
        ServiceLoader.load(CommandProvider.class).forEach(provider -> menny.addSubcommand(provider.command(terminal)));
        return menny.setOut(terminal.out())
                .setErr(terminal.err())
                .registerConverter(Architecture.class, Choice.ofEnum(Architecture.class))
                .registerConverter(Preset.class, Choice.ofEnum(Preset.class))
                .registerConverter(ClassWeights.class, Choice.ofEnum(ClassWeights.class))
                .registerConverter(OptimizerSettings.Kind.class, Choice.ofEnum(OptimizerSettings.Kind.class))
                .registerConverter(Path.class, new PathText())
                .registerConverter(Fit.class, Choice.ofEnum(Fit.class))
                .registerConverter(Layout.class, Choice.ofEnum(Layout.class))
                .registerConverter(Precision.class, Choice.ofEnum(Precision.class))
                .registerConverter(Pooling.class, Choice.of("avg", Pooling.AVERAGE, "max", Pooling.MAX))
                .setParameterExceptionHandler((failure, words) -> {
                    terminal.complain(ErrorMessages.forUser(failure));
                    return ExitCodes.USER_CAN_MEND;
                })
                .setExecutionExceptionHandler((failure, command, result) -> report(failure, terminal));
    }

    private static int report(Throwable failure, Terminal terminal) {
        terminal.out().flush();
        Optional<String> message = ErrorMessages.forUser(failure);
        if (message.isPresent()) {
            terminal.complain(message.get());
            return ExitCodes.USER_CAN_MEND;
        }
        failure.printStackTrace(terminal.err());
        terminal.complain("this is a mistake in Menny, not yours: please report it with the lines above");
        return ExitCodes.BUG;
    }
}
