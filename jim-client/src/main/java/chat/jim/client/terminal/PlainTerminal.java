package chat.jim.client.terminal;

import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.text.Texts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * A terminal that can do no more than print and read lines, or a file or pipe in the place of one. What was typed before
 * something was shown is kept by the system, though not shown again.
 */
public final class PlainTerminal implements Terminal {
    /** Reads a line that is not shown while it is typed; null at the end of input. */
    public interface SecretReader {
        /** Reads one. */
        @Nullable
        String read() throws IOException;
    }

    /** Who sits there. */
    private enum Usage {
        PERSON,
        PIPE,
        SCRIPT
    }

    private static final Texts TEXTS = Texts.of(PlainTerminal.class);

    private final BufferedReader in;
    private final SecretReader secrets;
    private final PrintStream out;
    private final PrintStream errors;
    private final Usage usage;

    private volatile String chatPrompt = "";

    /** What is shown before the line that is being typed; empty if none is. */
    private String prompt = "";

    private PlainTerminal(BufferedReader in, SecretReader secrets, PrintStream out, PrintStream errors, Usage usage) {
        this.in = in;
        this.secrets = secrets;
        this.out = out;
        this.errors = errors;
        this.usage = usage;
    }

    /** A person's, at which {@code secrets} reads what must not be seen. */
    public static PlainTerminal ofPerson(BufferedReader in, SecretReader secrets, PrintStream out) {
        return new PlainTerminal(in, secrets, out, out, Usage.PERSON);
    }

    /** A file or a pipe, whose lines are answers all the same. Prompts are left out, and questions are whole lines. */
    public static PlainTerminal ofPipe(BufferedReader in, PrintStream out) {
        return new PlainTerminal(in, in::readLine, out, out, Usage.PIPE);
    }

    /** A script's: a question is an error, and errors go to {@code errors}, so that all else can be read by a program. */
    public static PlainTerminal ofScript(BufferedReader in, PrintStream out, PrintStream errors) {
        return new PlainTerminal(in, in::readLine, out, errors, Usage.SCRIPT);
    }

    @Override
    public boolean isInteractive() {
        return usage == Usage.PERSON;
    }

    @Override
    public @Nullable String readLine(String draft, Adviser adviser) throws IOException {
        if (isInteractive()) {
            show(chatPrompt);
        }
        return typed(in.readLine());
    }

    @Override
    public @Nullable String ask(String question) throws IOException {
        askAloud(question);
        return typed(in.readLine());
    }

    @Override
    public @Nullable String askSecret(String question) throws IOException {
        askAloud(question);
        return typed(secrets.read());
    }

    private void askAloud(String question) {
        if (usage == Usage.SCRIPT) {
            throw new ProtocolException(Code.BAD_REQUEST, TEXTS.say("ask.nobody", question));
        }
        if (isInteractive()) {
            show(question + " ");
        } else {
            printError(question);
        }
    }

    private synchronized void show(String before) {
        prompt = before;
        out.print(before);
        out.flush();
    }

    private synchronized @Nullable String typed(@Nullable String line) {
        prompt = "";
        if (line == null && isInteractive()) {
            out.println();
        }
        return line;
    }

    @Override
    public synchronized void print(String line) {
        if (prompt.isEmpty()) {
            out.println(line);
        } else {
            out.print(System.lineSeparator() + line + System.lineSeparator() + prompt);
            out.flush();
        }
    }

    @Override
    public void printError(String line) {
        if (isInteractive()) {
            print(line);
        } else {
            errors.println(line);
        }
    }

    @Override
    public synchronized void ring() {
        if (isInteractive()) {
            out.print(BELL);
            out.flush();
        }
    }

    @Override
    public synchronized void setPrompt(String before) {
        if (prompt.equals(chatPrompt)) {
            prompt = prompt.isEmpty() ? "" : before;
        }
        chatPrompt = before;
    }

    /** All is shown already. */
    @Override
    public void flush() {}

    @Override
    public synchronized void close() {
        if (!prompt.isEmpty()) {
            prompt = "";
            out.println();
        }
    }
}
