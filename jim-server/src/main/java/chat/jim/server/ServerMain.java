package chat.jim.server;

import chat.jim.cli.CommandLines;
import chat.jim.cli.Configuration;
import chat.jim.cli.LanguageOption;
import chat.jim.cli.LogOptions;
import chat.jim.cli.PortOption;
import chat.jim.cli.Version;
import chat.jim.codec.Codec;
import chat.jim.log.LogFiles;
import chat.jim.process.Failure;
import chat.jim.process.ParentProcess;
import chat.jim.process.Signals;
import chat.jim.process.Stdio;
import chat.jim.server.cluster.check.ClusterCommand;
import chat.jim.server.cluster.check.NatsCheck;
import chat.jim.server.command.AccountCommand;
import chat.jim.server.command.AdminCommand;
import chat.jim.server.command.BackupCommand;
import chat.jim.server.command.ClusterOptions;
import chat.jim.server.command.DataFolder;
import chat.jim.server.command.HistoryCommand;
import chat.jim.server.command.RestoreCommand;
import chat.jim.server.command.StartCheck;
import chat.jim.server.config.ConnectionLimit;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.control.ControlSocket;
import chat.jim.server.metrics.Endpoint;
import chat.jim.server.metrics.Page;
import chat.jim.server.option.BackupOptions;
import chat.jim.server.option.ConfigOptions;
import chat.jim.server.option.DataOptions;
import chat.jim.server.option.HistoryOptions;
import chat.jim.server.option.MetricsOptions;
import chat.jim.server.option.PeerOptions;
import chat.jim.server.option.ProxyOptions;
import chat.jim.server.option.ServerLogOptions;
import chat.jim.server.option.TlsOptions;
import chat.jim.server.process.SmallHeap;
import chat.jim.server.process.SuddenEnd;
import chat.jim.server.service.Service;
import chat.jim.server.store.backup.Backups;
import chat.jim.text.Texts;
import chat.jim.tls.CertificateFiles;
import chat.jim.tls.TlsException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code jim-server}: runs a server until a signal stops it. */
@Command(
        name = "jim-server",
        description = {
            "Runs a JIM server: passes messages between the people and programs connected to it.",
            "Durations are numbers with a unit: 50ms, 30s, 5m, 2h."
        },
        subcommands = {
            AccountCommand.class,
            AdminCommand.class,
            BackupCommand.class,
            ClusterCommand.class,
            HistoryCommand.class,
            RestoreCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = CommandLines.EXIT_STATUS,
        exitCodeList = {
            "0:stopped by a signal",
            "1:cannot listen there, keep accounts there, or use the certificate; the server failed; or not all was written at"
                    + " the end",
            "2:wrong usage"
        })
public final class ServerMain implements Callable<Integer> {
    private static final Texts TEXTS = Texts.of(ServerMain.class);
    private static final String ALL = "all addresses";

    @Mixin
    private PortOption port = new PortOption();

    @Option(
            names = {"-a", "--address"},
            paramLabel = "ADDRESS",
            description = "The address that the server listens at (default: all addresses of this machine).")
    private @Nullable String address;

    @Mixin
    private PeerOptions options = new PeerOptions();

    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Mixin
    private ProxyOptions proxies = new ProxyOptions();

    @Mixin
    private TlsOptions tls = new TlsOptions();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private BackupOptions backups = new BackupOptions();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private LogOptions log = new LogOptions();

    @Mixin
    private ServerLogOptions serverLog = new ServerLogOptions();

    @Mixin
    private MetricsOptions metrics = new MetricsOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private LanguageOption language = new LanguageOption();

    @Spec
    private @Nullable CommandSpec command;

    ServerMain() {}

    /** Runs the server, and ends the program with an exit status. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs the server, and returns its exit status. */
    static int run(String... arguments) {
        return CommandLines.run(new ServerMain(), Configuration.ofMachine("server", arguments), arguments);
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec program = Objects.requireNonNull(command);
        InetAddress where = where();
        CertificateFiles certificate = tls.files(program.commandLine());
        serverLog.apply(program.commandLine());
        boolean isOneOfSeveral = cluster.isOn();
        if (config.isCheck()) {
            return check(where, certificate);
        }
        Consumer<Runnable> hangUps = Signals.handleHangUps();
        serverLog.open(log);
        SuddenEnd.install(Stdio.err());
        Service service = Service.of(System.getenv());
        Endpoint endpoint = Monitoring.endpoint(metrics.place());
        ConnectionLimit limit = options.connectionLimit();
        Path folder = data.directory();
        SmallHeap.load();
        DataFolder kept = new DataFolder(folder, backups.folder(folder), Stdio.err()::println);
        Server server = ServerStart.start(config(where, limit, certificate), kept, cluster, Stdio.err()::println);
        Backups made = new Backups(folder, backups.plan(folder), InstantSource.system());
        if (!isOneOfSeveral) { // what the servers of a cluster keep is not here
            server.backUp(made);
        }
        Monitoring monitoring = server.monitoring();
        Page page = monitoring.showAt(endpoint, made);
        service.begin("Listening on port " + server.port(), monitoring.health());
        Reload reload = new Reload(server, monitoring, service, folder, this);
        ControlSocket control = Administration.open(folder, server, reload, made, page);
        Shutdown shutdown = new Shutdown(server, control, service, Stdio.err()::println);
        Signals.handle(shutdown::run, Duration.ZERO, shutdown::cutShort);
        if (ParentProcess.exists()) {
            Signals.leaveTerminalToLauncher();
        } else {
            hangUps.accept(() -> reload.run().sentences().forEach(Stdio.err()::println));
        }
        ParentProcess.follow();
        if (limit.warning() != null) {
            Stdio.err().println(limit.warning());
        }
        if (!server.hasValidCertificate()) {
            Stdio.err().println(TEXTS.say("tls.expired"));
        }
        Stream.of(metrics.warning(), data.advice(), cluster.advice())
                .filter(Objects::nonNull)
                .forEach(Stdio.err()::println);
        // Always in English: programs wait for this line, and read the port from it.
        Stdio.out()
                .println("Listening on " + ServerStart.place(where, ALL) + (certificate == null ? "" : " with TLS")
                        + ", port " + server.port() + ". Data in " + data.shown() + ". Stop with Ctrl-C.");
        Codec.preload();
        SmallHeap.settle();
        server.awaitClosed();
        System.exit(ExitCode.OK); // directly: the command line's end loads classes, and the jar may have been replaced
        return ExitCode.OK;
    }

    /** Where the settings were read that are not on the command line. */
    Configuration configuration() {
        return (Configuration)
                Objects.requireNonNull(Objects.requireNonNull(command).defaultValueProvider());
    }

    /** The command line. */
    List<String> arguments() {
        return Objects.requireNonNull(command).commandLine().getParseResult().originalArgs();
    }

    /** The value of each setting, see {@link ConfigOptions#values}. */
    Map<String, String> settings() {
        return ConfigOptions.values(Objects.requireNonNull(command));
    }

    /**
     * What the settings make for a server that is running. They are looked at as at a start.
     *
     * @param folder that of its data
     * @throws Failure they contradict each other, or name something that cannot be used
     */
    Reload.Next next(Path folder) {
        CommandLine line = Objects.requireNonNull(command).commandLine();
        try {
            serverLog.check(line);
            backups.folder(data.directory());
            CertificateFiles certificate = tls.files(line);
            return new Reload.Next(
                    config(where(), options.connectionLimit(), certificate),
                    certificate == null ? null : certificate.read(),
                    backups.plan(folder),
                    serverLog,
                    settings());
        } catch (ParameterException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        } catch (TlsException e) {
            throw TlsOptions.failure(e);
        }
    }

    private ServerConfig config(
            @Nullable InetAddress where, ConnectionLimit limit, @Nullable CertificateFiles certificate) {
        return options.config(
                where, port.number(), limit, proxies.addresses(), log.traceCalls(), certificate, history.policy());
    }

    private int check(@Nullable InetAddress where, @Nullable CertificateFiles certificate) {
        ConfigOptions.settings(Objects.requireNonNull(command)).forEach(Stdio.out()::println);
        StartCheck check = new StartCheck(data.directory(), Stdio.out()::println, Stdio.err()::println);
        check.address(where, port.number(), "--address", "--port");
        check.metrics(metrics.place());
        check.certificate(certificate);
        check.folder(data.directory(), "--data");
        Path copies = backups.folder(data.directory());
        if (!copies.startsWith(data.directory())) {
            check.folder(copies, "--backup-dir");
        }
        if (serverLog.isInFiles()) {
            check.folder(log.directory(), "--logs");
        }
        if (cluster.isOn()) {
            LogFiles.close();
            check.attempt(() -> NatsCheck.run(cluster));
        }
        return check.failed() ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    /** Where to listen; null is all addresses. */
    private @Nullable InetAddress where() {
        try {
            return address == null ? null : InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new Failure(TEXTS.say("address.unknown", String.valueOf(address)));
        }
    }
}
