package chat.jim.client.console;

import chat.jim.client.JimClient;
import chat.jim.log.Secret;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Gets a person online: asks for a name, and for a password where the server wants one. */
final class LoginDialog {
    private static final String NAME = "Your name:";
    private static final String HELP = "Type the name that others will see, or: login NAME, register NAME, exit.";

    private final JimClient client;
    private final Keyboard keyboard;
    private final Screen screen;

    /** The password from a file or the environment, which spares the person from being asked. */
    private final @Nullable String prepared;

    private boolean preparedWasTried;

    LoginDialog(JimClient client, Keyboard keyboard, Screen screen, @Secret @Nullable String prepared) {
        this.client = client;
        this.keyboard = keyboard;
        this.screen = screen;
        this.prepared = prepared;
    }

    /** Goes on until the server has taken a name, {@code given} first; false if there is none to come. */
    boolean run(@Nullable String given) throws IOException {
        if (given != null && attempt(given.strip(), false)) {
            return true;
        }
        if (given != null && !keyboard.isTerminal()) {
            return false;
        }
        String answer = keyboard.ask(screen, NAME);
        while (answer != null && ConsoleCommand.of(answer.strip()) != ConsoleCommand.EXIT) {
            if (attempt(answer.strip())) {
                return true;
            }
            answer = keyboard.ask(screen, NAME);
        }
        return false;
    }

    /** Takes a name, or the command {@code register} or {@code login} with a name; true if that brought one online. */
    private boolean attempt(String answer) throws IOException {
        String[] words = answer.split("\\s+", 2);
        ConsoleCommand command = ConsoleCommand.of(words[0]);
        boolean register = command == ConsoleCommand.REGISTER;
        boolean needsName = register || command == ConsoleCommand.LOGIN;
        if (command == ConsoleCommand.HELP || (needsName && words.length == 1)) {
            screen.print(HELP);
            return false;
        }
        return attempt(needsName ? words[1] : answer, register);
    }

    private boolean attempt(String name, boolean register) throws IOException {
        try {
            Address account = Address.account(name);
            return register ? register(account) : login(account);
        } catch (ProtocolException e) {
            screen.print(e.sentence());
            return false;
        }
    }

    /** Comes online by that name; asks for the password until it is right, or nothing is typed. */
    private boolean login(Address name) throws IOException {
        @Nullable String password = preparedWasTried ? null : prepared;
        preparedWasTried = true;
        Response answer = client.login(name, password);
        while (answer.code().equals(Code.UNAUTHORIZED) || answer.code().equals(Code.WRONG_PASSWORD)) {
            screen.showError(answer);
            boolean mayAsk = keyboard.isTerminal() || password == null;
            password = mayAsk ? keyboard.askSecret(screen, "Password (none: another name):") : null;
            if (password == null || password.isEmpty()) {
                screen.print(HELP);
                return false;
            }
            answer = client.login(name, password);
        }
        return !failed(answer);
    }

    /** Makes an account of that name, with a password that is typed twice; true if it is made. */
    boolean register(Address name) throws IOException {
        @Nullable String password = prepared == null ? askTwice() : prepared;
        if (password == null || password.isEmpty()) {
            return false;
        }
        Response answer = client.register(name, password);
        if (failed(answer)) {
            return false;
        }
        screen.showAnswer(answer);
        return true;
    }

    private @Nullable String askTwice() throws IOException {
        String password = keyboard.askSecret(screen, "Password:");
        if (password == null || password.isEmpty() || !keyboard.isTerminal()) {
            return password;
        }
        if (password.equals(keyboard.askSecret(screen, "Once more:"))) {
            return password;
        }
        screen.print("These are two different passwords: try again.");
        return null;
    }

    private boolean failed(Response answer) {
        if (answer.code().isError()) {
            screen.showError(answer);
        }
        return answer.code().isError();
    }
}
