package chat.jim.client.console;

import chat.jim.client.ClientListener;
import chat.jim.client.JimClient;
import chat.jim.log.Secret;
import chat.jim.process.Background;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The chat of one person at a keyboard: logs in, then reads commands on one thread while the client's other thread shows
 * what arrives.
 */
public final class Console implements ClientListener {
    static final String COMMAND_PROMPT = ">";

    private static final int FINE = 0;
    private static final int FAILED = 1;

    private final Keyboard keyboard;
    private final Screen screen;
    private final CompletableFuture<Integer> exitStatus = new CompletableFuture<>();
    private final AtomicBoolean lost = new AtomicBoolean();
    private volatile boolean chatting;

    /** Reads from {@code keyboard} and prints to {@code out}. */
    public Console(Keyboard keyboard, PrintStream out) {
        this.keyboard = keyboard;
        screen = new Screen(out, keyboard.isTerminal());
    }

    /**
     * Chats until the person leaves or the server is lost, and returns the exit status.
     *
     * @param place the server, for people
     * @param name the name to log in by; null asks for one
     * @param password the password to use where one is wanted; null asks for it
     */
    public int run(JimClient client, String place, @Nullable String name, @Secret @Nullable String password) {
        LoginDialog dialog = new LoginDialog(client, keyboard, screen, password);
        Background.start("sender", () -> exitStatus.complete(chat(client, dialog, place, name)));
        return exitStatus.join();
    }

    @Override
    public void onMessage(Action.Msg msg) {
        screen.showMessage(msg);
    }

    @Override
    public void onNotice(Response notice) {
        if (chatting) {
            screen.showNotice(notice);
        }
    }

    /** Before the chat the dialogue finds out by itself: who takes a minute to choose a name has lost nothing. */
    @Override
    public void onLost(String reason) {
        if (chatting) {
            tellLost(reason);
        }
    }

    private void tellLost(@Nullable String reason) {
        if (lost.compareAndSet(false, true)) {
            screen.printLast("The connection to the server is lost: " + reason);
            exitStatus.complete(FAILED);
        }
    }

    /** Quits at a signal, and leaves the shell's prompt a line of its own. */
    public void interrupt(JimClient client) {
        client.close();
        if (keyboard.isTerminal()) {
            screen.printLast("");
        }
    }

    private int chat(JimClient client, LoginDialog dialog, String place, @Nullable String name) {
        try {
            if (!dialog.run(name)) {
                client.close();
                return name == null ? FINE : FAILED;
            }
            chatting = true;
            if (client.hasEnded()) {
                throw new IOException("it has hung up.");
            }
            showHelp();
            screen.print("Connected to " + place + " as " + client.name() + ".");
            readCommands(client, dialog);
            client.close();
            return FINE;
        } catch (IOException e) {
            tellLost(e.getMessage());
            return FAILED;
        }
    }

    private void readCommands(JimClient client, LoginDialog dialog) throws IOException {
        boolean more = true;
        while (more) {
            String line = ask(COMMAND_PROMPT);
            try {
                more = line != null && execute(client, dialog, line.strip());
            } catch (ProtocolException e) {
                screen.print(e.sentence());
            }
        }
    }

    /** Executes one command; false if it was the last. */
    private boolean execute(JimClient client, LoginDialog dialog, String line) throws IOException {
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
            case REGISTER -> register(client, dialog, rest);
            case LOGIN -> screen.print("You are online as " + client.name() + ": exit, and start again to log in.");
            case CONTACTS -> client.contacts(screen::showAnswer);
            case ADD -> client.addContact(account(rest), screen::showAnswer);
            case REMOVE -> client.removeContact(account(rest), screen::showAnswer);
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

    private static Address account(String name) {
        if (name.isEmpty()) {
            throw new ProtocolException(Code.BAD_REQUEST, "Whom? Type a name behind the command, as in: add bob");
        }
        return Address.account(name);
    }

    /** Only the own name can be registered while online; a person may well type it all the same. */
    private static void register(JimClient client, LoginDialog dialog, String typed) throws IOException {
        dialog.register(typed.isEmpty() ? Objects.requireNonNull(client.name()) : account(typed));
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

    private @Nullable String ask(String question) throws IOException {
        return keyboard.ask(screen, question);
    }
}
