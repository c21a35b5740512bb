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
    private final JimClient client;
    private final Terminal terminal;
    private final Display display;

    /** The password from a file or the environment; it is used for the first name only. */
    private final @Nullable String prepared;

    private boolean triedPrepared;
    private boolean warnedOfExposure;

    /** Whether the server would refuse any other name too. */
    private boolean isOver;

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
        while (!online && mayAsk && !isOver) {
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

    /**
     * Asks for the password until it is right, or nothing is typed. It never goes on to ask for a name by itself: who
     * types the password once more would show it to everybody.
     */
    private boolean login(Address name) throws IOException {
        @Nullable String password = triedPrepared ? null : prepared;
        triedPrepared = true;
        if (password != null) {
            warnIfExposed();
        }
        boolean mayAsk = terminal.isInteractive();
        Response answer = client.login(name, password);
        while (wantsPassword(answer)) {
            if (password != null || !terminal.isInteractive()) {
                display.showAnswer(answer);
            }
            mayAsk |= password == null;
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

    /** Asks the server about the name first: nobody chooses a password for nothing, nor where there are no accounts. */
    private boolean register(Address name) throws IOException {
        Response asked = client.account().ask(name);
        boolean isPossible = asked.code().equals(Code.BAD_REQUEST) && asked.time() != 0 && !name.isReserved();
        if (!isPossible) {
            return succeeded(asked);
        }
        warnIfExposed();
        boolean isPrepared = prepared != null && !terminal.isInteractive();
        @Nullable String password = isPrepared ? prepared : askNewPassword("register.password");
        while (password != null && !password.isEmpty()) {
            Response answer = client.account().register(name, password);
            if (succeeded(answer)) {
                display.showAnswer(answer);
                return true;
            }
            boolean mayChooseAgain = terminal.isInteractive() && answer.code().equals(Code.BAD_REQUEST);
            password = mayChooseAgain ? askNewPassword("register.password") : null;
        }
        return false;
    }

    /** Changes the password of one's account; a failure is shown. */
    void tryPasswd() {
        try {
            warnIfExposed();
            String old = terminal.askSecret(TEXTS.say("passwd.old"));
            String chosen = old == null || old.isEmpty() ? null : askNewPassword("passwd.new");
            if (old != null && chosen != null && !chosen.isEmpty()) {
                display.showAnswer(client.account().changePassword(old, chosen));
            }
        } catch (IOException e) {
            showUnreachable(e);
        }
    }

    /** A person has to type it twice, until both are the same; null or empty if there is none. */
    private @Nullable String askNewPassword(String question) throws IOException {
        String password = terminal.askSecret(TEXTS.say(question));
        while (password != null && !password.isEmpty() && terminal.isInteractive()) {
            if (password.equals(terminal.askSecret(TEXTS.say("register.again")))) {
                return password;
            }
            display.printError(TEXTS.say("register.different"));
            password = terminal.askSecret(TEXTS.say(question));
        }
        return password;
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
        isOver = answer.code().equals(Code.UNAVAILABLE) || answer.code().equals(Code.TOO_MANY) || client.isLockedOut();
        return !refused;
    }
}
