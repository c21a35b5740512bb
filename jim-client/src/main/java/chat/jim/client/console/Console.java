package chat.jim.client.console;

import chat.jim.client.ClientListener;
import chat.jim.client.JimClient;
import chat.jim.process.Background;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The chat of one person at a keyboard: logs in, then reads commands on one thread while the client's other thread shows
 * what arrives.
 */
public final class Console implements ClientListener {
    static final String COMMAND_PROMPT = ">";

    private static final int FINE = 0;
    private static final int FAILED = 1;

    private final BufferedReader keyboard;
    private final Screen screen;
    private final boolean terminal;
    private final CompletableFuture<Integer> exitStatus = new CompletableFuture<>();

    /** Reads from {@code keyboard} and prints to {@code out}; {@code terminal} if a person sits there. */
    public Console(BufferedReader keyboard, PrintStream out, boolean terminal) {
        this.keyboard = keyboard;
        this.terminal = terminal;
        screen = new Screen(out, terminal);
    }

    /**
     * Chats until the person leaves or the server is lost, and returns the exit status.
     *
     * @param place the server, for people
     * @param name the name to log in by; null asks for one
     */
    public int run(JimClient client, String place, @Nullable String name) {
        Background.start("sender", () -> exitStatus.complete(chat(client, place, name)));
        return exitStatus.join();
    }

    @Override
    public void onMessage(Action.Msg msg) {
        screen.showMessage(msg);
    }

    @Override
    public void onNotice(Response notice) {
        screen.showNotice(notice);
    }

    @Override
    public void onLost(String reason) {
        screen.printLast("The connection to the server is lost: " + reason);
        exitStatus.complete(FAILED);
    }

    /** Quits at a signal, and leaves the shell's prompt a line of its own. */
    public void interrupt(JimClient client) {
        client.close();
        if (terminal) {
            screen.printLast("");
        }
    }

    private int chat(JimClient client, String place, @Nullable String name) {
        try {
            if (!logIn(client, name)) {
                client.close();
                return name == null ? FINE : FAILED;
            }
            showHelp();
            screen.print("Connected to " + place + " as " + client.name() + ".");
            readCommands(client);
            client.close();
            return FINE;
        } catch (IOException e) {
            // The receiving thread has said so.
            return FAILED;
        }
    }

    /** Asks for names until the server takes one; false if there is none to come. */
    private boolean logIn(JimClient client, @Nullable String given) throws IOException {
        String name = given == null ? ask("Your name:") : given;
        while (name != null) {
            try {
                Response answer = client.login(Address.account(name.strip()));
                if (!answer.code().isError()) {
                    return true;
                }
                screen.showError(answer);
            } catch (ProtocolException e) {
                screen.print(e.sentence());
            }
            name = terminal || given == null ? ask("Your name:") : null;
        }
        return false;
    }

    private void readCommands(JimClient client) throws IOException {
        boolean more = true;
        while (more) {
            String line = ask(COMMAND_PROMPT);
            try {
                more = line != null && execute(client, line.strip());
            } catch (ProtocolException e) {
                screen.print(e.sentence());
            }
        }
    }

    /** Executes one command; false if it was the last. */
    private boolean execute(JimClient client, String line) throws IOException {
        if (line.isEmpty()) {
            return true;
        }
        String[] words = line.split("\\s+", 2);
        String rest = words.length > 1 ? words[1] : "";
        ConsoleCommand command = ConsoleCommand.of(words[0]);
        if (command == null) {
            screen.print(
                    "There is no command " + words[0] + ". To write to bob: message bob hello. For the list: help.");
            return true;
        }
        switch (command) {
            case MESSAGE -> message(client, rest);
            case JOIN -> client.join(room(rest), screen::showAnswer);
            case LEAVE -> client.leave(room(rest), screen::showAnswer);
            case WHO -> client.who(rest.isEmpty() ? null : room(rest), screen::showAnswer);
            case ROOMS -> client.rooms(screen::showAnswer);
            case HELP -> showHelp();
            case EXIT -> {
                return false;
            }
        }
        return true;
    }

    private static Address room(String name) {
        if (name.isEmpty()) {
            throw new ProtocolException(
                    Code.BAD_REQUEST, "Which room? Type its name behind the command, as in: join #tea");
        }
        return Address.roomWithOrWithoutHash(name);
    }

    private void message(JimClient client, String rest) throws IOException {
        String[] words = rest.split("\\s+", 2);
        String to = words[0].isEmpty() ? ask("To whom:") : words[0];
        if (to == null || to.isBlank()) {
            return;
        }
        Address address = Address.of(to.strip());
        String text = words.length > 1 ? words[1] : ask("Text:");
        if (text == null || text.isBlank()) {
            return;
        }
        client.message(address, text, answer -> {
            if (answer.code().isError()) {
                screen.showError(answer);
            } else {
                screen.showSent(address, text);
            }
        });
    }

    private void showHelp() {
        for (ConsoleCommand command : ConsoleCommand.values()) {
            screen.print(command.help());
        }
    }

    /** Asks, and returns the line typed; null at the end of input. */
    private @Nullable String ask(String question) throws IOException {
        screen.ask(question);
        String line = keyboard.readLine();
        screen.answered();
        if (line == null && terminal) {
            screen.print("");
        }
        return line;
    }
}
