package chat.jim.client;

import chat.jim.client.console.Console;
import chat.jim.client.console.Keyboard;
import chat.jim.log.CallLog;
import chat.jim.log.LogFiles;
import chat.jim.process.CommandLines;
import chat.jim.process.Failure;
import chat.jim.process.LogOptions;
import chat.jim.process.ParentProcess;
import chat.jim.process.PasswordOption;
import chat.jim.process.PortNumber;
import chat.jim.process.Signals;
import chat.jim.process.Stdio;
import chat.jim.process.Version;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
    private static final String COMMON_ROOM = "#all";
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
            converter = PortNumber.class,
            description = "The server's port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "Your name there (default: it asks; a pipe is called guest-NUMBER).")
    private @Nullable String name;

    @Option(
            names = {"-r", "--read"},
            description = "Only read: print what is said in the room, a line each.")
    private boolean read;

    @Option(
            names = {"-w", "--write"},
            description = "Only write: send each line of the standard input to the room.")
    private boolean write;

    @Option(
            names = "--room",
            paramLabel = "ROOM",
            description = "The room to read from or write to (default: #all). The # may be left out.")
    private @Nullable String room;

    @Option(names = "--to", paramLabel = "NAME", description = "With -w: write to this user, or another room, instead.")
    private @Nullable String to;

    @Mixin
    private PasswordOption password = new PasswordOption();

    @Mixin
    private LogOptions log = new LogOptions();

    private ClientMain() {}

    /** Runs the client, and ends the program with an exit status. */
    public static void main(String[] arguments) {
        System.exit(CommandLines.run(new ClientMain(), arguments));
    }

    @Override
    public Integer call() {
        checkUsage();
        log.open("logback-client.xml");
        ParentProcess.follow();
        if (read || write) {
            return pipe();
        }
        Keyboard keyboard =
                Stdio.isTerminal() ? Keyboard.ofTerminal(Stdio.in(), Stdio::readSecret) : Keyboard.ofPipe(Stdio.in());
        Console console = new Console(keyboard, Stdio.out());
        String secret = password();
        return chat(console, client -> console.run(client, place(), name, secret), console::interrupt);
    }

    private int pipe() {
        Address self = parse(
                Address::account,
                name == null ? "guest-" + ProcessHandle.current().pid() : name);
        String secret = password();
        if (read) {
            Pipe pipe = Pipe.reader(room(), Stdio.out(), Stdio.err());
            return chat(pipe, client -> pipe.read(client, self, secret), JimClient::close);
        }
        Pipe pipe = Pipe.writer(to == null ? room() : parse(Address::of, to), Stdio.err());
        return chat(pipe, client -> pipe.write(client, self, secret, Stdio.strictIn()), JimClient::close);
    }

    private @Nullable String password() {
        String inFile = password.fromFile();
        @Nullable String inEnvironment = System.getenv(PASSWORD_VARIABLE);
        return inFile != null || inEnvironment == null || inEnvironment.isEmpty() ? inFile : inEnvironment;
    }

    private void checkUsage() {
        if (read && write) {
            throw usage("Take -r or -w, not both.");
        }
        if (room != null && !read && !write) {
            throw usage("--room goes with -r or -w; in the chat, type join.");
        }
        if (to != null && !write) {
            throw usage("--to goes with -w.");
        }
        if (to != null && room != null) {
            throw usage("Take --room or --to, not both.");
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), sentence);
    }

    private Address room() {
        return parse(Address::roomWithOrWithoutHash, room == null ? COMMON_ROOM : room);
    }

    private static Address parse(Function<String, Address> parser, String name) {
        try {
            return parser.apply(name);
        } catch (ProtocolException e) {
            throw new Failure(SafeText.of(name) + ": " + e.sentence());
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
            return JimClient.connect(address, port, listener, InstantSource.system());
        } catch (UnknownHostException e) {
            throw new Failure("There is no host called " + address + ": check the address.");
        } catch (IOException e) {
            throw new Failure("No server answers at " + place() + " (" + e.getMessage() + "): is it running there?");
        }
    }

    private String place() {
        return address + ", port " + port;
    }
}
