package chat.jim.client.cli;

import chat.jim.cli.AppearanceOptions;
import chat.jim.cli.CommandLines;
import chat.jim.cli.Configuration;
import chat.jim.cli.Converters;
import chat.jim.cli.LogOptions;
import chat.jim.cli.PasswordOption;
import chat.jim.cli.Version;
import chat.jim.client.ClientListener;
import chat.jim.client.JimClient;
import chat.jim.client.ServerAddress;
import chat.jim.client.UntrustedServerException;
import chat.jim.client.console.Console;
import chat.jim.client.console.ScriptRunner;
import chat.jim.client.pipe.Pipe;
import chat.jim.client.terminal.PlainTerminal;
import chat.jim.client.terminal.Terminal;
import chat.jim.client.terminal.Terminals;
import chat.jim.client.text.SafeText;
import chat.jim.client.text.ServerPhrases;
import chat.jim.log.CallLog;
import chat.jim.log.LogFiles;
import chat.jim.process.Environment;
import chat.jim.process.Failure;
import chat.jim.process.ParentProcess;
import chat.jim.process.Signals;
import chat.jim.process.Stdio;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.text.Texts;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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

    /** What the user may set once for all; not the modes, which belong to one call. */
    private static final List<String> SETTINGS = List.of(
            "name", "address", "port", "password-file", "tls", "tls-ca", "color", "lang", "logs", "trace-calls");

    private static final String PASSWORD_VARIABLE = "JIM_PASSWORD";

    @Spec
    private @Nullable CommandSpec command;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ADDRESS",
            defaultValue = "localhost",
            description = "The server's address (default: ${DEFAULT-VALUE}).")
    private String address = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PORT",
            defaultValue = "7777",
            converter = Converters.PortNumber.class,
            description = "The server's port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "Your name there (default: it asks; a pipe is called guest-NUMBER).")
    private @Nullable String name;

    @Mixin
    private TlsOptions tls = new TlsOptions();

    @Mixin
    private PasswordOption password = new PasswordOption();

    @ArgGroup(validate = false, order = 1, headingKey = "heading.pipe", heading = "In pipes and scripts:%n")
    private PipeOptions pipe = new PipeOptions();

    @ArgGroup(validate = false, order = 2, headingKey = "heading.appearance", heading = "Appearance and language:%n")
    private AppearanceOptions appearance = new AppearanceOptions();

    @ArgGroup(validate = false, order = 3, headingKey = "heading.log", heading = "Log:%n")
    private LogOptions log = new LogOptions();

    private ClientMain() {}

    /** Runs the client, and ends the program with an exit status. */
    public static void main(String[] arguments) {
        System.exit(CommandLines.run(new ClientMain(), Configuration.of("client", SETTINGS), arguments));
    }

    @Override
    public Integer call() {
        pipe.check(Objects.requireNonNull(command).commandLine());
        log.open("logback-client.xml");
        ParentProcess.follow();
        if (pipe.isWanted()) {
            return pipe();
        }
        if (pipe.isBatch()) {
            return batch();
        }
        String secret = password();
        try (Terminal terminal = terminal()) {
            Console console = new Console(terminal, appearance.colored(), InstantSource.system());
            return chat(console, client -> console.run(client, place(), name, secret), console::interrupt);
        }
    }

    private static Terminal terminal() {
        if (!Stdio.isTerminal()) {
            return PlainTerminal.ofPipe(Stdio.in(), Stdio.out());
        }
        Terminal editing = Terminals.editing(Stdio.out());
        return editing == null ? PlainTerminal.ofPerson(Stdio.in(), Stdio::readSecret, Stdio.out()) : editing;
    }

    private int batch() {
        InstantSource clock = InstantSource.system();
        Address self = nameOfScript();
        String secret = password();
        try (Terminal script = PlainTerminal.ofScript(Stdio.strictIn(), Stdio.out(), Stdio.err())) {
            ScriptRunner batch = pipe.isJson()
                    ? ScriptRunner.inJson(script, Stdio.output(), clock)
                    : ScriptRunner.inWords(script, appearance.colored(), clock);
            return chat(batch, client -> batch.run(client, self, secret), JimClient::close);
        }
    }

    private Address nameOfScript() {
        return parse(
                Address::account,
                name == null ? "guest-" + ProcessHandle.current().pid() : name);
    }

    private int pipe() {
        Address self = nameOfScript();
        String secret = password();
        if (pipe.reads()) {
            Pipe reader = Pipe.reader(room(), Stdio.output(), pipe.isJson(), Stdio.err());
            return chat(reader, client -> reader.read(client, self, secret), JimClient::close);
        }
        Pipe writer = Pipe.writer(
                pipe.to() == null ? room() : parse(Address::of, pipe.to()), Stdio.output(), pipe.isJson(), Stdio.err());
        return chat(writer, client -> writer.write(client, self, secret, Stdio.strictIn()), JimClient::close);
    }

    private @Nullable String password() {
        String inFile = password.fromFile();
        @Nullable String inEnvironment = Environment.get(PASSWORD_VARIABLE);
        return inFile != null || inEnvironment == null || inEnvironment.isEmpty() ? inFile : inEnvironment;
    }

    private Address room() {
        return parse(Address::roomWithOrWithoutHash, pipe.room());
    }

    private static Address parse(Function<String, Address> parser, String name) {
        try {
            return parser.apply(name);
        } catch (ProtocolException e) {
            throw new Failure(SafeText.of(name) + ": " + ServerPhrases.of(e.sentence()));
        }
    }

    /** Connects, chats, and returns the exit status; a signal in the meantime calls {@code onSignal}. */
    private int chat(ClientListener listener, ToIntFunction<JimClient> chat, Consumer<JimClient> onSignal) {
        JimClient client = connect(log.traceCalls() ? CallLog.wrap(ClientListener.class, listener) : listener);
        Signals signals = Signals.handle(() -> {
            onSignal.accept(client);
            LogFiles.close();
        });
        try {
            return chat.applyAsInt(client);
        } finally {
            signals.close();
            LogFiles.close();
        }
    }

    private JimClient connect(ClientListener listener) {
        try {
            return JimClient.connect(new ServerAddress(address, port, tls.client()), listener, InstantSource.system());
        } catch (UntrustedServerException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        } catch (UnknownHostException e) {
            throw new Failure(TEXTS.say("nohost", address));
        } catch (IOException e) {
            throw new Failure(TEXTS.say("noserver", place(), String.valueOf(e.getMessage())));
        }
    }

    private String place() {
        return TEXTS.say("place", address, Integer.toString(port));
    }
}
