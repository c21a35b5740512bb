package chat.jim.launcher;

import chat.jim.cli.CommandLines;
import chat.jim.cli.LanguageOption;
import chat.jim.cli.LogOptions;
import chat.jim.cli.PortOption;
import chat.jim.cli.Version;
import chat.jim.launcher.process.Jars;
import chat.jim.launcher.process.Role;
import chat.jim.launcher.process.TrialFolder;
import chat.jim.launcher.window.HostEnvironment;
import chat.jim.launcher.window.WindowChoice;
import chat.jim.launcher.window.Windows;
import chat.jim.process.DaemonThreads;
import chat.jim.process.Failure;
import chat.jim.process.Signals;
import chat.jim.process.Stdio;
import chat.jim.text.Texts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code jim-launcher}: starts a server and clients that end together. */
@Command(
        name = "jim-launcher",
        description = {
            "Starts a JIM server, or several that form one chat, and several clients, which end together.",
            "Each client has a pane in tmux, or a window on a desktop. Where there is neither, all share this console: "
                    + "type a client's number and a command for it, as in 2 message client1 hello"
        },
        subcommands = BenchCommand.class,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = CommandLines.EXIT_STATUS,
        exitCodeList = {"0:all have ended", "1:something could not start, or all servers ended", "2:wrong usage"})
public final class LauncherMain implements Callable<Integer> {
    private static final Texts TEXTS = Texts.of(LauncherMain.class);
    private static final int DEFAULT_CLIENTS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = "--clients",
            paramLabel = "N",
            converter = ClientCount.class,
            description = "Chat clients, called client1, client2 and so on (default: 2, or 0 with readers or writers).")
    private @Nullable Integer clients;

    @Option(
            names = "--readers",
            paramLabel = "N",
            defaultValue = "0",
            converter = ClientCount.class,
            description = "Clients that only read, called reader1 and so on.")
    private int readers;

    @Option(
            names = "--writers",
            paramLabel = "N",
            defaultValue = "0",
            converter = ClientCount.class,
            description = "Clients that only write, called writer1 and so on.")
    private int writers;

    @Mixin
    private ServersOptions servers = new ServersOptions();

    @Option(
            names = "--windows",
            paramLabel = "WHERE",
            defaultValue = "auto",
            converter = Choice.class,
            description =
                    "Where the clients are: tmux (a pane each), terminal (a window each), none (all on this console)"
                            + " or auto: the first of these that is available, or none if this is not a terminal (default: auto).")
    private WindowChoice where = WindowChoice.AUTO;

    @Mixin
    private PortOption port = new PortOption();

    @Option(
            names = {"-a", "--address"},
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "The address that the server listens at; 0.0.0.0 is all, for others too (default: ${DEFAULT-VALUE}, for"
                            + " this machine alone).")
    private String address = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The folder in which the server keeps the accounts (default: its own, which its first line names; with"
                            + " several servers, a temporary one).")
    private @Nullable Path data;

    @Mixin
    private LogOptions log = new LogOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private LanguageOption language = new LanguageOption();

    private LauncherMain() {}

    /** Runs the launcher, and ends the program with an exit status. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs the launcher, and returns its exit status. */
    static int run(String... arguments) {
        return CommandLines.run(new LauncherMain(), arguments);
    }

    @Override
    public Integer call() {
        if (chatting() + readers + writers == 0) {
            throw new ParameterException(Objects.requireNonNull(command).commandLine(), TEXTS.say("clients.nobody"));
        }
        PrintStream out = Stdio.out();
        boolean terminal = Stdio.isTerminal();
        TrialFolder folder = servers.isOne() ? null : TrialFolder.of(data);
        Jars jars = Jars.besideThis();
        Windows windows = where.open(HostEnvironment.here(), terminal, out);
        Fleet fleet = new Fleet(jars, windows, out);
        Signals signals = Signals.handle(() -> interrupt(fleet, folder, out, terminal), PATIENCE, fleet::stopNow);
        try {
            if (windows.leaveConsoleFree()) {
                servers.followLogs(log.directory(), out);
            }
            startAll(fleet, folder == null ? log.directory() : folder.path());
            fleet.allStarted();
            windows.awaitReady();
            out.println(windows.usage());
            DaemonThreads.start("keyboard", () -> readCommands(fleet, windows, out, terminal));
            return fleet.awaitOver() ? 0 : 1;
        } finally {
            fleet.stop();
            signals.close();
            if (folder != null) {
                folder.close();
            }
        }
    }

    /** Stops everything at a signal, leaves nothing behind, and ends the line, so that the shell's prompt starts a new one. */
    private static void interrupt(Fleet fleet, @Nullable TrialFolder folder, PrintStream out, boolean terminal) {
        fleet.stop();
        if (terminal) {
            out.println();
        }
        if (folder != null) {
            try {
                folder.close();
            } catch (Failure e) {
                out.println(e.getMessage());
            }
        }
    }

    private void startAll(Fleet fleet, Path folder) {
        String nats = servers.isOne() ? null : fleet.startNats(folder.resolve("nats"));
        List<List<String>> options = new ArrayList<>();
        for (String name : servers.names()) {
            String free = options.isEmpty() ? Integer.toString(port.number()) : "0";
            List<String> own = new ArrayList<>(List.of("-p", free, "-a", address));
            if (nats != null) {
                own.addAll(List.of(
                        "--cluster", nats, "--data", folder.resolve(name).toString()));
            } else if (data != null) {
                own.addAll(List.of("--data", data.toString()));
            }
            own.addAll(log.arguments(servers.logs(log.directory(), name)));
            own.addAll(LanguageOption.arguments());
            options.add(own);
        }
        List<Integer> ports = fleet.startServers(servers.names(), options);
        start(fleet, Role.CLIENT, chatting(), ports);
        start(fleet, Role.READER, readers, ports);
        start(fleet, Role.WRITER, writers, ports);
    }

    private int chatting() {
        return clients != null ? clients : readers + writers > 0 ? 0 : DEFAULT_CLIENTS;
    }

    private void start(Fleet fleet, Role role, int count, List<Integer> ports) {
        for (int i = 1; i <= count; i++) {
            String name = role.name(i);
            List<String> arguments = new ArrayList<>(ServersOptions.places(reachable(), ports));
            arguments.addAll(List.of("-n", name));
            arguments.addAll(log.arguments());
            arguments.addAll(LanguageOption.arguments());
            fleet.startClient(name, role, arguments);
        }
    }

    /** The address at which the clients reach the server. */
    private String reachable() {
        return address.equals("0.0.0.0") || address.equals("::") ? "localhost" : address;
    }

    /** Executes commands until the end of input, which ends everything. Empty input does not: there is no keyboard then. */
    private static void readCommands(Fleet fleet, Windows windows, PrintStream out, boolean terminal) {
        boolean typed = terminal;
        try (BufferedReader in = Stdio.in()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                typed = true;
                execute(fleet, windows, line.strip(), out);
            }
        } catch (IOException | Failure e) {
            out.println(TEXTS.say("nokeyboard", String.valueOf(e.getMessage())));
        }
        if (typed) {
            fleet.finish();
        }
    }

    private static void execute(Fleet fleet, Windows windows, String line, PrintStream out) {
        switch (line.split("\\s+", 2)[0]) {
            case "" -> {}
            case "exit" -> fleet.finish();
            case "help" -> out.println(windows.usage());
            default -> windows.type(line);
        }
    }

    /** Reads the choice of windows from the command line. */
    static final class Choice implements ITypeConverter<WindowChoice> {
        @Override
        public WindowChoice convert(String text) {
            return WindowChoice.named(text)
                    .orElseThrow(() -> new TypeConversionException(TEXTS.say("windows.wrong", text)));
        }
    }

    /** Reads a number of clients from the command line. */
    static final class ClientCount implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[0-9]{1,3}")) {
                throw new TypeConversionException(TEXTS.say("clients.wrong", text));
            }
            return Integer.valueOf(text);
        }
    }
}
