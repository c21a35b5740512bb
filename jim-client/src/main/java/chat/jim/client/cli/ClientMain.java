package chat.jim.client.cli;

import chat.jim.cli.AppearanceOptions;
import chat.jim.cli.CommandLines;
import chat.jim.cli.Configuration;
import chat.jim.cli.PasswordOption;
import chat.jim.cli.Version;
import chat.jim.client.ClientListener;
import chat.jim.client.JimClient;
import chat.jim.client.console.Chat;
import chat.jim.client.console.ScriptRunner;
import chat.jim.client.link.NoServerException;
import chat.jim.client.link.Patience;
import chat.jim.client.link.ServerList;
import chat.jim.client.link.UntrustedServerException;
import chat.jim.client.pipe.Pipe;
import chat.jim.client.screen.BellChoice;
import chat.jim.client.screen.Display;
import chat.jim.client.screen.JsonDisplay;
import chat.jim.client.screen.Palette;
import chat.jim.client.screen.Screen;
import chat.jim.client.terminal.EditingTerminal;
import chat.jim.client.terminal.PlainTerminal;
import chat.jim.client.terminal.Terminal;
import chat.jim.client.text.SafeText;
import chat.jim.client.text.ServerPhrases;
import chat.jim.log.CallLog;
import chat.jim.log.LogFiles;
import chat.jim.process.Environment;
import chat.jim.process.Failure;
import chat.jim.process.LineWriter;
import chat.jim.process.ParentProcess;
import chat.jim.process.Signals;
import chat.jim.process.Stdio;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.text.Texts;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code jim-client}: a chat at the console, or a pipe into or out of one. */
@Command(
        name = "jim-client",
        description = {
            "Chats over a JIM server. Type help there for the commands.",
            "With -r or -w it is a pipe: it only prints, or only sends, what is said in a room.",
            "Where the server wants a password, it takes the one in the file, or in the environment variable "
                    + "JIM_PASSWORD, or asks."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = CommandLines.EXIT_STATUS,
        exitCodeList = {"0:left", "1:no server there, the server lost, the name or a line refused", "2:wrong usage"})
public final class ClientMain implements Callable<Integer> {
    private static final Texts TEXTS = Texts.of(ClientMain.class);
    private static final InstantSource CLOCK = InstantSource.system();

    /** The options that may be set in the configuration; the modes may not, since each belongs to one call. */
    private static final List<String> SETTINGS = List.of(
            "name",
            "address",
            "port",
            "password-file",
            "tls",
            "tls-ca",
            "join",
            "talk",
            "bell",
            "notify-command",
            "chat-log",
            "history-lines",
            "color",
            "notices",
            "lang",
            "logs",
            "trace-calls");

    private static final String PASSWORD_VARIABLE = "JIM_PASSWORD";

    @Spec
    private @Nullable CommandSpec command;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "Your name there (default: it asks; a pipe is called guest-NUMBER).")
    private @Nullable String name;

    @Mixin
    private TlsOptions tls = new TlsOptions();

    @Mixin
    private PasswordOption password = new PasswordOption();

    @ArgGroup(validate = false, order = 0, headingKey = "heading.chat", heading = "In the chat:%n")
    private ChatOptions chat = new ChatOptions();

    @ArgGroup(validate = false, order = 1, headingKey = "heading.pipe", heading = "In pipes and scripts:%n")
    private PipeOptions pipe = new PipeOptions();

    @Mixin
    private NoticeOptions notices = new NoticeOptions();

    @ArgGroup(validate = false, order = 2, headingKey = "heading.appearance", heading = "Appearance and language:%n")
    private AppearanceOptions appearance = new AppearanceOptions();

    @ArgGroup(validate = false, order = 3, headingKey = "heading.log", heading = "Log:%n")
    private ClientLogOptions log = new ClientLogOptions();

    private ClientMain() {}

    /** Runs the client, and ends the program with an exit status. A thread that fails must not print into the chat. */
    public static void main(String[] arguments) {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) ->
                LoggerFactory.getLogger(ClientMain.class).error("The thread {} has failed", thread.getName(), thrown));
        System.exit(run(arguments));
    }

    /** Runs the client, and returns its exit status. */
    public static int run(String... arguments) {
        return CommandLines.run(new ClientMain(), Configuration.of("client", SETTINGS), arguments);
    }

    @Override
    public Integer call() {
        pipe.check(Objects.requireNonNull(command).commandLine());
        server.check(Objects.requireNonNull(command).commandLine());
        log.open(pipe.mode() == PipeOptions.Mode.CHAT);
        ParentProcess.follow();
        return switch (pipe.mode()) {
            case CHAT -> chat();
            case BATCH -> batch();
            case READ -> pipe(null);
            case WRITE -> pipe(Stdio.in());
        };
    }

    private int chat() {
        String secret = password();
        try {
            return chat(secret);
        } finally {
            log.tellLate();
        }
    }

    private int chat(@Nullable String secret) {
        JimClient client = client();
        try (Terminal terminal = terminal()) {
            Screen screen =
                    new Screen(terminal, new Palette(appearance.colored()), CLOCK, notices.notices(), chat.bell());
            Chat talk =
                    new Chat(client, terminal, screen, secret, chat.preferences(server.host(), server.port()), CLOCK);
            return run(client, talk, () -> ended(talk.run(name), terminal), talk::interrupt, talk::hangUp);
        }
    }

    private static Terminal terminal() {
        if (ParentProcess.sharesConsole()) {
            return PlainTerminal.ofSharedConsole(Stdio.in(), Stdio.output());
        }
        if (!Stdio.isTerminal()) {
            return PlainTerminal.ofPipe(Stdio.in(), Stdio.output());
        }
        Terminal editing = EditingTerminal.open(Stdio.out());
        return editing == null ? PlainTerminal.ofPerson(Stdio.in(), Stdio::readSecret, Stdio.output()) : editing;
    }

    private int batch() {
        Address user = nameOrGuest();
        String secret = password();
        LineWriter out = Stdio.output();
        try (Terminal script = PlainTerminal.ofScript(Stdio.in(), out, Stdio.err())) {
            JimClient client = client();
            Display display = pipe.isJson()
                    ? new JsonDisplay(out, script)
                    : new Screen(script, new Palette(appearance.colored()), CLOCK, notices.notices(), BellChoice.NONE);
            ScriptRunner runner = new ScriptRunner(client, script, display, secret, CLOCK);
            return run(client, runner, () -> ended(runner.run(user), script), client::close, client::hangUp);
        }
    }

    /** Returns the status, if all could be shown. */
    private static int ended(int status, Terminal terminal) {
        String failure = terminal.failure();
        if (failure != null) {
            throw new Failure(failure);
        }
        return status;
    }

    private int pipe(@Nullable BufferedReader in) {
        Address user = nameOrGuest();
        String secret = password();
        String to = pipe.to();
        Address target = to == null ? parse(Address::roomWithOrWithoutHash, pipe.room()) : parse(Address::of, to);
        JimClient client = client();
        Pipe io = new Pipe(client, target, in, Stdio.output(), Stdio.err(), pipe.manner(), CLOCK);
        return run(client, io, () -> io.run(user, secret), client::close, client::hangUp);
    }

    private Address nameOrGuest() {
        return parse(
                Address::account,
                name == null ? "guest-" + ProcessHandle.current().pid() : name);
    }

    private @Nullable String password() {
        String inFile = password.fromFile();
        String inEnvironment = Environment.get(PASSWORD_VARIABLE);
        return inFile != null || inEnvironment == null || inEnvironment.isEmpty() ? inFile : inEnvironment;
    }

    private static Address parse(Function<String, Address> parser, String text) {
        try {
            return parser.apply(text);
        } catch (ProtocolException e) {
            throw new Failure(SafeText.of(text) + ": " + ServerPhrases.of(e.sentence()));
        }
    }

    private JimClient client() {
        ServerList servers = ServerList.of(server.names(tls.client()), ThreadLocalRandom.current());
        return new JimClient(servers, CLOCK, Patience.USUAL);
    }

    private void connect(JimClient client, ClientListener listener) {
        try {
            client.connect(log.traceCalls() ? CallLog.wrap(ClientListener.class, listener) : listener);
        } catch (UntrustedServerException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        } catch (UnknownHostException e) {
            throw new Failure(TEXTS.say("nohost", client.server().host()));
        } catch (NoServerException e) {
            throw new Failure(TEXTS.say("noservers", String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw new Failure(TEXTS.say("noserver", client.server(), String.valueOf(e.getMessage())));
        }
    }

    /**
     * Connects and runs until the end; returns the exit status. A signal in the meantime calls {@code onSignal}, or that of
     * a closed window {@code onHangUp}.
     */
    private int run(
            JimClient client, ClientListener listener, IntSupplier untilEnd, Runnable onSignal, Runnable onHangUp) {
        connect(client, listener);
        Signals signals = Signals.handle(andCloseLog(onSignal), andCloseLog(onHangUp));
        try {
            return untilEnd.getAsInt();
        } finally {
            signals.close();
            LogFiles.close();
        }
    }

    private static Runnable andCloseLog(Runnable action) {
        return () -> {
            action.run();
            LogFiles.close();
        };
    }
}
