package chat.jim.client.console;

import chat.jim.client.JimClient;
import chat.jim.client.command.ConsoleCommand;
import chat.jim.client.screen.Display;
import chat.jim.client.terminal.Terminal;
import chat.jim.log.Secret;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.text.Texts;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Logs a person in: asks for a name, and for a password where the server wants one. Only for the reading thread. */
final class LoginDialog {
    enum Outcome {
        ONLINE,
        /** The person typed no name. */
        LEFT,
        /** The server accepted no name. */
        REFUSED
    }

    private static final Texts TEXTS = Texts.of(LoginDialog.class);
    private static final int MOST_PASSWORDS = 3;

    private final JimClient client;
    private final Terminal terminal;
    private final Display display;

    /** The password from a file or the environment; it is used for the first name only. */
    private final @Nullable String prepared;

    private boolean triedPrepared;
    private boolean warnedOfExposure;
    private boolean serverRefusesAll;

    LoginDialog(JimClient client, Terminal terminal, Display display, @Secret @Nullable String prepared) {
        this.client = client;
        this.terminal = terminal;
        this.display = display;
        this.prepared = prepared;
    }

    /** Tries names, {@code given} first, until the server accepts one, or the person types no other. */
    Outcome run(@Nullable String given) throws IOException {
        boolean online = given != null && attempt(given.strip(), false);
        boolean mayAsk = given == null || terminal.isInteractive();
        while (!online && mayAsk && !serverRefusesAll) {
            String answer = terminal.ask(TEXTS.say("login.name"));
            if (answer == null || ConsoleCommand.of(answer.strip()) == ConsoleCommand.EXIT) {
                return given == null ? Outcome.LEFT : Outcome.REFUSED;
            }
            online = execute(answer.strip());
        }
        return online ? Outcome.ONLINE : Outcome.REFUSED;
    }

    /** Comes online by that name; false if that failed, which is shown. */
    boolean tryLogin(String name) {
        try {
            return attempt(name, false);
        } catch (IOException e) {
            showUnreachable(e);
            return false;
        }
    }

    /** Makes an account of that name; a failure is shown. */
    void tryRegister(Address name) {
        try {
            register(name);
        } catch (IOException e) {
            showUnreachable(e);
        }
    }

    private void showUnreachable(IOException e) {
        display.printError(TEXTS.say("unreachable", String.valueOf(e.getMessage())));
    }

    /** Executes an answer: a name, or the command {@code register} or {@code login} with one. True if it is online then. */
    private boolean execute(String answer) throws IOException {
        String[] words = answer.split("\\s+", 2);
        ConsoleCommand command = ConsoleCommand.of(words[0]);
        boolean isRegister = command == ConsoleCommand.REGISTER;
        boolean needsName = isRegister || command == ConsoleCommand.LOGIN;
        if (answer.isEmpty() || command == ConsoleCommand.HELP || (needsName && words.length == 1)) {
            display.print(TEXTS.say("login.help"));
            return false;
        }
        return attempt(needsName ? words[1] : answer, isRegister);
    }

    private boolean attempt(String name, boolean isRegister) throws IOException {
        try {
            Address account = Address.account(name);
            return isRegister ? register(account) : login(account);
        } catch (ProtocolException e) {
            display.printError(e.sentence());
            return false;
        }
    }

    /** Asks for the password until it is right, or was wrong too often, or nothing is typed. */
    private boolean login(Address name) throws IOException {
        @Nullable String password = triedPrepared ? null : prepared;
        triedPrepared = true;
        if (password != null) {
            warnIfExposed();
        }
        Response answer = client.login(name, password);
        for (int asked = 0; wantsPassword(answer) && asked < MOST_PASSWORDS; asked++) {
            if (password != null || !terminal.isInteractive()) {
                display.showAnswer(answer);
            }
            boolean mayAsk = terminal.isInteractive() || password == null;
            password = mayAsk ? askPassword(name) : null;
            if (password == null || password.isEmpty()) {
                display.print(TEXTS.say("login.help"));
                return false;
            }
            answer = client.login(name, password);
        }
        return succeeded(answer);
    }

    private static boolean wantsPassword(Response answer) {
        return answer.code().equals(Code.UNAUTHORIZED) || answer.code().equals(Code.WRONG_PASSWORD);
    }

    private @Nullable String askPassword(Address name) throws IOException {
        warnIfExposed();
        return terminal.askSecret(TEXTS.say("login.password", name));
    }

    private boolean register(Address name) throws IOException {
        warnIfExposed();
        @Nullable String password = prepared == null || terminal.isInteractive() ? askNewPassword() : prepared;
        if (password == null || password.isEmpty()) {
            return false;
        }
        Response answer = client.register(name, password);
        if (!succeeded(answer)) {
            return false;
        }
        display.showAnswer(answer);
        return true;
    }

    /** A person has to type it twice; null if that failed. */
    private @Nullable String askNewPassword() throws IOException {
        String password = terminal.askSecret(TEXTS.say("register.password"));
        if (password == null || password.isEmpty() || !terminal.isInteractive()) {
            return password;
        }
        if (password.equals(terminal.askSecret(TEXTS.say("register.again")))) {
            return password;
        }
        display.printError(TEXTS.say("register.different"));
        return null;
    }

    /** Once, before the first password is typed or sent. */
    private void warnIfExposed() {
        if (client.isExposed() && !warnedOfExposure) {
            warnedOfExposure = true;
            display.print(TEXTS.say("login.exposed"));
        }
    }

    private boolean succeeded(Response answer) {
        boolean refused = answer.code().isError();
        if (refused) {
            display.showAnswer(answer);
        }
        serverRefusesAll = answer.code().equals(Code.UNAVAILABLE);
        return !refused;
    }
}
