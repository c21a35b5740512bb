package chat.jim.client.terminal;

import chat.jim.text.Texts;
import java.io.IOError;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A terminal with a line editor, JLine's: what is shown comes above the line that is being typed, which stays whole. It is
 * in raw mode all the time, so that what is typed while no line is read shows up in the next one, and nowhere else.
 */
public final class EditingTerminal implements Terminal {
    private static final Texts TEXTS = Texts.of(EditingTerminal.class);
    private static final char INVISIBLE = '\0';

    /** The editor's setting to take Ctrl-C for a signal as well as for a key: the signal could hit the next line. */
    private static final String SIGNALS_BESIDE_KEYS = "org.jline.terminal.softwareSignals";

    private static final int COMPLETIONS_SHOWN = 100;

    private final org.jline.terminal.Terminal terminal;
    private final TerminalMode takeover;
    private final LineReaderImpl reader;
    private final ChatHistory history = new ChatHistory();

    private final ReentrantLock lock = new ReentrantLock();

    /** Whether what was read last was given up by Ctrl-C. Only for the reading thread. */
    private boolean interrupted;

    /** Printed, but not shown yet; under the lock, as all below. */
    private final StringBuilder unseen = new StringBuilder();

    private boolean promptChanged;
    private boolean closed;

    /** What stands before a line of chat; the reading thread looks without the lock. */
    private volatile String chatPrompt = "";

    /** Knows about the line of chat that is being typed; null if none is. Set by the reading thread. */
    private volatile @Nullable Adviser adviser;

    /**
     * Takes over the terminal at which the program was started.
     *
     * @param historyFile where the lines of chat are kept
     * @param out the terminal's output, for what is left to say when the editor is closed
     * @throws IOException it cannot be had
     */
    EditingTerminal(Path historyFile, PrintStream out) throws IOException {
        System.setProperty(SIGNALS_BESIDE_KEYS, "false");
        terminal = TerminalBuilder.builder()
                .system(true)
                .provider(TerminalBuilder.PROP_PROVIDER_JNI)
                .dumb(false)
                .encoding(StandardCharsets.UTF_8)
                .stdinEncoding(StandardCharsets.UTF_8)
                .stdoutEncoding(StandardCharsets.UTF_8)
                // It would ask the terminal what it can do, and take what was typed meanwhile for the answer.
                .graphemeCluster(false)
                .build();
        takeover = new TerminalMode(terminal, out);
        reader = EditorSetup.reader(terminal, history, historyFile, (line, typed, found) -> complete(typed, found));
        history.attach(reader);
        EditorSetup.bind(reader, takeover::stop);
        reader.getWidgets().put(LineReader.CALLBACK_INIT, this::takeNewestPrompt);
    }

    /** It may have changed just before the line was begun. */
    private boolean takeNewestPrompt() {
        if (adviser != null) {
            reader.setPrompt(escaped(chatPrompt));
        }
        return true;
    }

    @Override
    public boolean isInteractive() {
        return true;
    }

    @Override
    public @Nullable String readLine(String draft, Adviser about) throws IOException {
        history.keepOut(about::isPrivate);
        reader.setVariable(LineReader.DISABLE_HISTORY, false);
        adviser = about;
        try {
            return readOrAskToLeave(draft);
        } finally {
            adviser = null;
            reader.setVariable(LineReader.DISABLE_HISTORY, true);
            history.keep();
        }
    }

    /** Ctrl-C is pressed out of habit, or once too often: on an empty line it only leaves the second time. */
    private @Nullable String readOrAskToLeave(String draft) throws IOException {
        String line = read(chatPrompt, null, draft);
        if (line == null && interrupted) {
            print(TEXTS.say("leave.again"));
            line = read(chatPrompt, null, "");
        }
        return line;
    }

    @Override
    public @Nullable String ask(String question) throws IOException {
        return read(question + " ", null, "");
    }

    @Override
    public @Nullable String askSecret(String question) throws IOException {
        return read(question + " ", INVISIBLE, "");
    }

    private @Nullable String read(String prompt, @Nullable Character mask, String draft) throws IOException {
        flush();
        interrupted = false;
        try {
            return reader.readLine(escaped(prompt), mask, draft);
        } catch (UserInterruptException e) {
            interrupted = true;
            return e.getPartialLine().isEmpty() ? null : "";
        } catch (EndOfFileException e) {
            return null;
        } catch (IOError | IllegalStateException e) {
            throw new IOException("the terminal is gone", e);
        }
    }

    @Override
    public void print(String line) {
        String rows = WordWrap.wrap(line, terminal);
        lock.lock();
        try {
            unseen.append(rows).append('\n');
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void printError(String line) {
        print(line);
    }

    @Override
    public void ring() {
        lock.lock();
        try {
            unseen.insert(0, BELL);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void setPrompt(String prompt) {
        lock.lock();
        try {
            promptChanged |= !prompt.equals(chatPrompt);
            chatPrompt = prompt;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (promptChanged) {
                takeNewestPrompt();
            }
            if (promptChanged && unseen.length() == 0) {
                redisplay();
            }
            promptChanged = false;
            if (unseen.length() > 0) {
                reader.printAbove(unseen.toString());
                unseen.setLength(0);
            }
        } finally {
            lock.unlock();
        }
    }

    private void redisplay() {
        try {
            reader.callWidget(LineReader.REDISPLAY);
        } catch (IllegalStateException e) {
            // The line has just been typed to its end.
        }
    }

    /** The editor gives {@code %} a meaning of its own. */
    private static String escaped(String prompt) {
        return prompt.replace("%", "%%");
    }

    /** If there are several, they are shown above, where they do not stay in the way of the next line. */
    private void complete(ParsedLine typed, List<Candidate> candidates) {
        Adviser about = adviser;
        if (about == null) {
            return;
        }
        String word = typed.word().substring(0, typed.wordCursor());
        String before = typed.line().substring(0, typed.cursor() - word.length());
        List<String> completions = about.completions(before, word);
        completions.forEach(completion -> candidates.add(new Candidate(completion)));
        if (completions.size() > 1) {
            String shown = completions.stream().limit(COMPLETIONS_SHOWN).collect(Collectors.joining("  "));
            reader.printAbove(WordWrap.wrap(shown, terminal));
        }
    }

    @Override
    public void close() {
        flush();
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                takeover.end(reader.isReading());
            }
        } finally {
            lock.unlock();
        }
    }
}
