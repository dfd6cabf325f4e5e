package dev.menny.app;

import dev.menny.app.explain.Playground;
import dev.menny.app.inference.Inference;
import dev.menny.app.model.ModelFacts;
import dev.menny.app.model.Models;
import dev.menny.app.model.ServedModel;
import dev.menny.app.model.WeightsFolder;
import dev.menny.app.training.DataFolders;
import dev.menny.app.training.TrainingDesk;
import dev.menny.app.web.Metrics;
import dev.menny.app.web.PortTakenException;
import dev.menny.app.web.ServerOptions;
import dev.menny.app.web.WebServer;
import dev.menny.backend.Backend;
import dev.menny.trainer.cli.BundledPortraits;
import dev.menny.trainer.cli.DeviceOptions;
import dev.menny.trainer.cli.ExitCodes;
import dev.menny.trainer.cli.Terminal;
import dev.menny.trainer.cli.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code menny serve}. */
@Command(
        name = "serve",
        header = "Serves a trained model as a web page and a JSON API.",
        footer = {
            "Examples:",
            "  menny serve                                     the newest weights here, or a page to train some",
            "  menny serve menny.safetensors --port 9000",
            "  menny serve --public-host menny.example.org     behind a proxy of that name"
        })
final class ServeCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65_535;
    private static final int MAX_UPLOAD_MEGABYTES = 100;
    private static final long MAX_PIXELS = 50_000_000;

    private static final Path HERE = Path.of("").toAbsolutePath();

    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "WEIGHTS",
            description = "A file that 'menny train' saved (default: the newest in the current folder).")
    private @Nullable Path weights;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "Where to listen; 0 takes any free port (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            defaultValue = "127.0.0.1",
            description = "Address to listen at; 0.0.0.0 lets other machines in (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--public-host",
            paramLabel = "NAME",
            description = "A name under which a proxy or others know this server; may be given several times.")
    private List<String> publicHosts = List.of();

    @Option(
            names = "--data-root",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The folder whose folders of pictures the page may train on (default: the current one).")
    private Path dataRoot = Path.of(".");

    @Option(
            names = "--queue",
            paramLabel = "N",
            defaultValue = "64",
            description = "Requests to take on at once; more are told to come again (default: ${DEFAULT-VALUE}).")
    private int queue = 64;

    @Option(
            names = "--max-upload",
            paramLabel = "MB",
            defaultValue = "10",
            description = "Largest picture file, in MB (default: ${DEFAULT-VALUE}).")
    private int maxUpload = 10;

    @Mixin
    private DeviceOptions device = new DeviceOptions();

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        check();
        Set<String> names = publicHosts.stream().map(PublicHost::name).collect(Collectors.toUnmodifiableSet());
        InetAddress address = address();
        try (StopSignal stop = new StopSignal();
                Backend backend = device.open();
                Models models = new Models()) {
            load(models, backend);
            serve(models, backend, address, names, stop);
        }
        return ExitCodes.DONE;
    }

    private void check() {
        if (port < 0 || port > LAST_PORT) {
            throw new UserError(
                    "there is no port %d: choose --port from 1 to %d, or 0 for any".formatted(port, LAST_PORT));
        }
        if (queue < 1) {
            throw new UserError("a --queue of %d takes no request: give it 1 or more".formatted(queue));
        }
        if (maxUpload < 1 || maxUpload > MAX_UPLOAD_MEGABYTES) {
            throw new UserError("--max-upload goes from 1 to %d MB, not %d".formatted(MAX_UPLOAD_MEGABYTES, maxUpload));
        }
        if (!Files.isDirectory(dataRoot)) {
            throw new UserError("no folder '%s': choose another --data-root".formatted(dataRoot));
        }
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new UserError("no machine is called '%s': choose another --host".formatted(host));
        }
    }

    private void load(Models models, Backend backend) throws IOException {
        Optional<Path> file = weights == null ? WeightsFolder.newest(HERE) : Optional.of(weights);
        if (file.isPresent()) {
            models.use(ServedModel.load(file.get(), backend));
        }
    }

    private void serve(Models models, Backend backend, InetAddress address, Set<String> names, StopSignal stop) {
        DataFolders folders = new DataFolders(BundledPortraits.find().orElse(null), dataRoot);
        try (Metrics metrics = new Metrics(models::facts);
                Inference inference = new Inference(models, device.threads(), queue, MAX_PIXELS, metrics::batch);
                TrainingDesk desk = new TrainingDesk(
                        folders,
                        HERE,
                        device::open,
                        device.threads(),
                        file -> models.use(ServedModel.load(file, backend)));
                WebServer server = start(
                        new WebServer.Services(models, inference, new Playground(backend), folders, desk, metrics),
                        names)) {
            tell(models, address, server.port());
            stop.await();
            desk.close(); // sends the pages home that listen to it, for whom the server would wait
        }
    }

    private WebServer start(WebServer.Services services, Set<String> names) {
        try {
            return WebServer.start(new ServerOptions(host, port, names, (long) maxUpload << 20), services);
        } catch (PortTakenException e) {
            throw new UserError("port %d is taken: choose another --port, or 0 for any that is free".formatted(port));
        } catch (IOException e) {
            throw new UserError("cannot listen at %s:%d (%s): choose another --host or --port"
                    .formatted(host, port, e.getMessage()));
        }
    }

    private void tell(Models models, InetAddress address, int boundPort) {
        terminal.out()
                .println("model     "
                        + models.facts()
                                .map(ModelFacts::line)
                                .map(Terminal::printable)
                                .orElse("none yet: train one on the page, or with 'menny train'"));
        if (!address.isLoopbackAddress()) {
            terminal.out()
                    .println("notice    anybody who can reach this machine can use it, and train on it; behind a proxy,"
                            + " say its name with --public-host");
        }
        String reachable = address.isAnyLocalAddress() ? "127.0.0.1" : host;
        terminal.out()
                .println("open      http://%s:%d  (Ctrl-C ends it)"
                        .formatted(reachable.contains(":") ? "[" + reachable + "]" : reachable, boundPort));
        terminal.out().flush();
    }
}
