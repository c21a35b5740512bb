package chat.jim.client.console;

import chat.jim.client.JimClient;
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

/** Gets a person online: asks for a name, and for a password where the server wants one. */
final class LoginDialog {
    /** How it ended. */
    enum Outcome {
        ONLINE,
        /** The person has had enough. */
        LEFT,
        /** Neither this name nor another would do. */
        REFUSED
    }

    private static final Texts TEXTS = Texts.of(LoginDialog.class);
    private static final int PASSWORDS_ASKED = 3;

    private final JimClient client;
    private final Terminal terminal;
    private final Display display;

    /** The password from a file or the environment, which spares the person from being asked. */
    private final @Nullable String prepared;

    private boolean preparedWasTried;
    private boolean exposureWasTold;
    private boolean serverRefusesAll;

    LoginDialog(JimClient client, Terminal terminal, Display display, @Secret @Nullable String prepared) {
        this.client = client;
        this.terminal = terminal;
        this.display = display;
        this.prepared = prepared;
    }

    /** Goes on until the server has taken a name, {@code given} first, or there is none to come. */
    Outcome run(@Nullable String given) throws IOException {
        serverRefusesAll = false;
        boolean online = given != null && attempt(given.strip(), false);
        boolean mayAsk = given == null || terminal.isInteractive();
        while (!online && mayAsk && !serverRefusesAll) {
            String answer = terminal.ask(TEXTS.say("login.name"));
            if (answer == null || ConsoleCommand.of(answer.strip()) == ConsoleCommand.EXIT) {
                return given == null ? Outcome.LEFT : Outcome.REFUSED;
            }
            online = attempt(answer.strip());
        }
        return online ? Outcome.ONLINE : Outcome.REFUSED;
    }

    /** Takes a name, or the command {@code register} or {@code login} with a name; true if that brought one online. */
    private boolean attempt(String answer) throws IOException {
        String[] words = answer.split("\\s+", 2);
        ConsoleCommand command = ConsoleCommand.of(words[0]);
        boolean register = command == ConsoleCommand.REGISTER;
        boolean needsName = register || command == ConsoleCommand.LOGIN;
        if (answer.isEmpty() || command == ConsoleCommand.HELP || (needsName && words.length == 1)) {
            display.print(TEXTS.say("login.help"));
            return false;
        }
        return attempt(needsName ? words[1] : answer, register);
    }

    /** Tries that one name, and asks for its password if there is one; true if that brought one online. */
    boolean comesOnline(String name) throws IOException {
        return attempt(name, false);
    }

    private boolean attempt(String name, boolean register) throws IOException {
        try {
            Address account = Address.account(name);
            return register ? register(account) : login(account);
        } catch (ProtocolException e) {
            display.complain(e.sentence());
            return false;
        }
    }

    /** Comes online by that name; asks for the password until it is right, or often enough, or nothing is typed. */
    private boolean login(Address name) throws IOException {
        @Nullable String password = preparedWasTried ? null : prepared;
        preparedWasTried = true;
        if (password != null) {
            tellIfExposed();
        }
        Response answer = client.login(name, password);
        for (int asked = 0; wantsPassword(answer) && asked < PASSWORDS_ASKED; asked++) {
            if (password != null || !terminal.isInteractive()) {
                display.showError(answer);
            }
            boolean mayAsk = terminal.isInteractive() || password == null;
            password = mayAsk ? askSecret(TEXTS.say("login.password", name)) : null;
            if (password == null || password.isEmpty()) {
                display.print(TEXTS.say("login.help"));
                return false;
            }
            answer = client.login(name, password);
        }
        return !failed(answer);
    }

    private static boolean wantsPassword(Response answer) {
        return answer.code().equals(Code.UNAUTHORIZED) || answer.code().equals(Code.WRONG_PASSWORD);
    }

    /** Makes an account of that name, with a password that is typed twice; true if it is made. */
    boolean register(Address name) throws IOException {
        tellIfExposed();
        @Nullable String password = prepared == null || terminal.isInteractive() ? askTwice() : prepared;
        if (password == null || password.isEmpty()) {
            return false;
        }
        Response answer = client.register(name, password);
        if (failed(answer)) {
            return false;
        }
        display.showAnswer(answer);
        return true;
    }

    private @Nullable String askSecret(String question) throws IOException {
        tellIfExposed();
        return terminal.askSecret(question);
    }

    /** Once, and before the password is typed. */
    private void tellIfExposed() {
        if (client.isExposed() && !exposureWasTold) {
            exposureWasTold = true;
            display.print(TEXTS.say("login.exposed"));
        }
    }

    private @Nullable String askTwice() throws IOException {
        String password = terminal.askSecret(TEXTS.say("register.password"));
        if (password == null || password.isEmpty() || !terminal.isInteractive()) {
            return password;
        }
        if (password.equals(terminal.askSecret(TEXTS.say("register.again")))) {
            return password;
        }
        display.complain(TEXTS.say("register.different"));
        return null;
    }

    private boolean failed(Response answer) {
        if (answer.code().isError()) {
            display.showError(answer);
        }
        serverRefusesAll = answer.code().equals(Code.UNAVAILABLE);
        return answer.code().isError();
    }
}
