package chat.jim.client.terminal;

import chat.jim.process.LineWriter;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.text.Texts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * A terminal that can only print and read lines, or a file or pipe in its place. A half-typed line is kept by the system when
 * something is printed, but not shown again.
 */
public final class PlainTerminal implements Terminal {
    /** Reads a line that is not shown while it is typed. */
    public interface SecretReader {
        /** Reads one; null at the end of input. */
        @Nullable
        String read() throws IOException;
    }

    /** What is at the other end. */
    private enum Usage {
        PERSON,
        SHARED,
        PIPE,
        SCRIPT
    }

    private static final Texts TEXTS = Texts.of(PlainTerminal.class);

    private final BufferedReader in;
    private final SecretReader secrets;
    private final LineWriter out;

    /** Null prints errors to {@link #out}. */
    private final @Nullable PrintStream errors;

    private final Usage usage;

    private volatile String chatPrompt = "";

    /** The prompt of the line that is being typed; empty if none is. */
    private String prompt = "";

    private PlainTerminal(
            BufferedReader in, SecretReader secrets, LineWriter out, @Nullable PrintStream errors, Usage usage) {
        this.in = in;
        this.secrets = secrets;
        this.out = out;
        this.errors = errors;
        this.usage = usage;
    }

    /** The terminal of a person; {@code secrets} reads what must not be shown. */
    public static PlainTerminal ofPerson(BufferedReader in, SecretReader secrets, LineWriter out) {
        return new PlainTerminal(in, secrets, out, null, Usage.PERSON);
    }

    /** A file or a pipe, whose lines also answer questions. There are no prompts, and a question is a line of its own. */
    public static PlainTerminal ofPipe(BufferedReader in, LineWriter out) {
        return new PlainTerminal(in, in::readLine, out, null, Usage.PIPE);
    }

    /**
     * A console that a person shares between several programs: a pipe for lines that the person typed. A question is a line
     * of its own, and one for a secret is refused, since the console shows what is typed.
     */
    public static PlainTerminal ofSharedConsole(BufferedReader in, LineWriter out) {
        return new PlainTerminal(in, in::readLine, out, null, Usage.SHARED);
    }

    /** A script: a question is an error, and errors go to a stream of their own, so that programs can read the output. */
    public static PlainTerminal ofScript(BufferedReader in, LineWriter out, PrintStream errors) {
        return new PlainTerminal(in, in::readLine, out, errors, Usage.SCRIPT);
    }

    @Override
    public boolean isInteractive() {
        return usage == Usage.PERSON;
    }

    @Override
    public boolean isAttended() {
        return usage == Usage.PERSON || usage == Usage.SHARED;
    }

    /** The draft is shown above, to be typed anew. */
    @Override
    public @Nullable String readLine(String draft, Adviser adviser) throws IOException {
        if (isAttended() && !draft.isEmpty()) {
            print(TEXTS.say("draft", draft));
        }
        if (isInteractive()) {
            showPrompt(chatPrompt);
        }
        return endPrompt(in.readLine());
    }

    @Override
    public @Nullable String ask(String question) throws IOException {
        printQuestion(question);
        return endPrompt(in.readLine());
    }

    @Override
    public @Nullable String askSecret(String question) throws IOException {
        if (usage == Usage.SHARED) {
            printError(TEXTS.say("secret.shown"));
            return null;
        }
        printQuestion(question);
        return endPrompt(secrets.read());
    }

    private void printQuestion(String question) {
        if (usage == Usage.SCRIPT) {
            throw new ProtocolException(Code.BAD_REQUEST, TEXTS.say("ask.nobody", question));
        }
        if (isInteractive()) {
            showPrompt(question + " ");
        } else {
            printError(question);
        }
    }

    private synchronized void showPrompt(String shown) {
        prompt = shown;
        out.printPart(shown);
    }

    /** Returns the line; one that was ended by Ctrl-D has left the cursor in its row. */
    private synchronized @Nullable String endPrompt(@Nullable String line) {
        prompt = "";
        if (line == null && isInteractive()) {
            out.print("");
        }
        return line;
    }

    @Override
    public synchronized void print(String line) {
        if (prompt.isEmpty()) {
            out.print(line);
        } else {
            out.printPart("\n" + line + "\n" + prompt);
        }
    }

    @Override
    public void printError(String line) {
        if (errors == null) {
            print(line);
        } else {
            errors.println(line);
        }
    }

    @Override
    public synchronized void ring() {
        if (isInteractive()) {
            out.printPart(String.valueOf(BELL));
        }
    }

    @Override
    public synchronized void setPrompt(String newPrompt) {
        if (!prompt.isEmpty() && prompt.equals(chatPrompt)) {
            prompt = newPrompt;
        }
        chatPrompt = newPrompt;
    }

    /** Everything is shown already. */
    @Override
    public void flush() {}

    @Override
    public boolean isAway() {
        return false;
    }

    @Override
    public @Nullable String failure() {
        return out.failure();
    }

    @Override
    public synchronized void close() {
        if (!prompt.isEmpty()) {
            prompt = "";
            out.print("");
        }
    }
}
