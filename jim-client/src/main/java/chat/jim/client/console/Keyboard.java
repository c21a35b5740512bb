package chat.jim.client.console;

import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Asks the person, and reads the answer. Only for one thread. */
public final class Keyboard {
    /** Reads a line that is not shown while it is typed; null at the end of input. */
    public interface SecretReader {
        /** Reads one. */
        @Nullable
        String read() throws IOException;
    }

    private final BufferedReader in;
    private final SecretReader secrets;
    private final boolean terminal;

    private Keyboard(BufferedReader in, SecretReader secrets, boolean terminal) {
        this.in = in;
        this.secrets = secrets;
        this.terminal = terminal;
    }

    /** The keyboard of a terminal. */
    public static Keyboard ofTerminal(BufferedReader in, SecretReader secrets) {
        return new Keyboard(in, secrets, true);
    }

    /** A file or a pipe in the place of a keyboard, whose lines are answers all the same. */
    public static Keyboard ofPipe(BufferedReader in) {
        return new Keyboard(in, in::readLine, false);
    }

    /** Whether a person sits there. */
    boolean isTerminal() {
        return terminal;
    }

    /** Asks on the screen, and returns the line typed; null at the end of input. */
    @Nullable
    String ask(Screen screen, String question) throws IOException {
        screen.ask(question);
        return answered(screen, in.readLine());
    }

    /** The same, with the answer unseen. */
    @Nullable
    String askSecret(Screen screen, String question) throws IOException {
        screen.ask(question);
        return answered(screen, secrets.read());
    }

    private @Nullable String answered(Screen screen, @Nullable String line) {
        screen.answered();
        if (line == null && terminal) {
            screen.print("");
        }
        return line;
    }
}
