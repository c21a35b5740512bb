package chat.jim.client.terminal;

import chat.jim.client.personal.HistoryFile;
import chat.jim.process.UserFolders;
import chat.jim.text.Texts;
import java.io.IOError;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A terminal with JLine's line editor: output is printed above the line that is being typed, which stays whole. It is in raw
 * mode all the time, so that what is typed while no line is read appears in the next one, and nowhere else.
 */
public final class EditingTerminal implements Terminal {
    private static final Texts TEXTS = Texts.of(EditingTerminal.class);
    private static final Logger LOG = LoggerFactory.getLogger(EditingTerminal.class);
    private static final char INVISIBLE = '\0';

    /** The editor's setting to treat Ctrl-C as a signal besides a key: the signal could hit the next line. */
    private static final String SIGNALS_BESIDE_KEYS = "org.jline.terminal.softwareSignals";

    private final org.jline.terminal.Terminal terminal;
    private final TerminalMode mode;
    private final LineReaderImpl reader;
    private final ChatHistory history;

    private final TextEditor editor = new TextEditor();

    /** Whether the last line was abandoned by Ctrl-C. Only for the reading thread, as the next one. */
    private boolean interrupted;

    /** Whether the last line was ended in order to open it in an editor. */
    private boolean editorRequested;

    /** Printed, but not shown yet. Guarded by this, as the next three. */
    private final StringBuilder unshown = new StringBuilder();

    private boolean promptChanged;
    private boolean closed;

    /** Whether something could not be shown. The editor's writer notes an error, but not which. */
    private volatile boolean gone;

    /** Whether another program has the terminal: what is printed waits. Read without the lock, too. */
    private volatile boolean lent;

    /** The prompt before a line of chat. Changed only while this is locked, but read without by the reading thread. */
    private volatile String chatPrompt = "";

    /** Advises on the line of chat that is being typed; null if none is. Set by the reading thread. */
    private volatile @Nullable Adviser adviser;

    private EditingTerminal(Path historyFile, PrintStream out) throws IOException {
        EditorSetup.silence();
        System.setProperty(SIGNALS_BESIDE_KEYS, "false");
        terminal = TerminalBuilder.builder()
                .system(true)
                .provider(TerminalBuilder.PROP_PROVIDER_JNI)
                .dumb(false)
                .encoding(StandardCharsets.UTF_8)
                .stdinEncoding(StandardCharsets.UTF_8)
                .stdoutEncoding(StandardCharsets.UTF_8)
                // It would query the terminal, and mistake what is typed meanwhile for the answer.
                .graphemeCluster(false)
                .build();
        mode = new TerminalMode(terminal, out);
        history = new ChatHistory(new HistoryFile(historyFile, this::print));
        reader = EditorSetup.lineReader(terminal, history, new TabCompletion(terminal, () -> adviser));
        history.attach(reader);
        EditorSetup.bindKeys(reader, mode::suspend, this::requestEditor);
        reader.getWidgets().put(LineReader.CALLBACK_INIT, this::applyPrompt);
    }

    /**
     * Opens the terminal at which the program was started; null if it cannot have a line editor.
     *
     * @param out the terminal's output, for what is printed after the editor was closed
     */
    public static @Nullable Terminal open(PrintStream out) {
        if (isDumb()) {
            return null;
        }
        try {
            return new EditingTerminal(UserFolders.ofUser().state().resolve("history"), out);
        } catch (IOException | IllegalStateException e) {
            LOG.warn("No line editor on this terminal", e);
            return null;
        }
    }

    /** A dumb terminal can neither move its cursor nor erase: the editor would hide what is typed. */
    private static boolean isDumb() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return System.getenv()
                .getOrDefault("TERM", windows ? "windows" : "dumb")
                .equals("dumb");
    }

    /** Also called as a line starts, since the prompt may have changed just before. */
    private boolean applyPrompt() {
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
    public @Nullable String readLine(String draft, Adviser lineAdviser) throws IOException {
        history.setPrivate(lineAdviser::isPrivate);
        reader.setVariable(LineReader.DISABLE_HISTORY, false);
        adviser = lineAdviser;
        try {
            return readOrAskToLeave(draft);
        } finally {
            adviser = null;
            reader.setVariable(LineReader.DISABLE_HISTORY, true);
            history.saveNow();
        }
    }

    /** Ctrl-C is easily pressed out of habit, or once too often: on an empty line it leaves only the second time. */
    private @Nullable String readOrAskToLeave(String draft) throws IOException {
        String line = readOrEdit(draft);
        if (line == null && interrupted) {
            print(TEXTS.say("leave.again"));
            line = readOrEdit("");
        }
        return line;
    }

    /** What comes back from an editor is typed; several lines are as if they had been pasted and ended. */
    private @Nullable String readOrEdit(String draft) throws IOException {
        String line = read(chatPrompt, null, draft);
        while (editorRequested && line != null) {
            editorRequested = false;
            reader.setVariable(LineReader.DISABLE_HISTORY, false);
            String edited = edit(line);
            if (edited.contains("\n")) {
                history.add(Instant.now(), edited);
                return edited;
            }
            line = read(chatPrompt, null, edited);
        }
        return line;
    }

    /** The widget of Ctrl-X Ctrl-E. What answers a question is never opened: it may be a password. */
    private boolean requestEditor() {
        if (adviser == null) {
            return false;
        }
        editorRequested = true;
        reader.setVariable(LineReader.DISABLE_HISTORY, true);
        reader.callWidget(LineReader.ACCEPT_LINE);
        return true;
    }

    /** Returns the changed line, or the same one, after a sentence that says why. */
    private String edit(String line) {
        setLent(true);
        try {
            return mode.lendTo(editor, line);
        } catch (IOException e) {
            print(String.valueOf(e.getMessage()));
            return line;
        } finally {
            setLent(false);
        }
    }

    private synchronized void setLent(boolean toOther) {
        lent = toOther;
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
            gone |= terminal.writer().checkError(); // Ctrl-D and a closed window look the same here
            return null;
        } catch (IOError | IllegalStateException e) {
            gone = true;
            throw new IOException("the terminal is gone", e);
        }
    }

    @Override
    public synchronized void print(String line) {
        unshown.append(WordWrap.wrap(line, terminal)).append('\n');
    }

    @Override
    public void printError(String line) {
        print(line);
    }

    @Override
    public synchronized void ring() {
        unshown.insert(0, BELL);
    }

    @Override
    public synchronized void setPrompt(String prompt) {
        promptChanged |= !prompt.equals(chatPrompt);
        chatPrompt = prompt;
    }

    @Override
    public synchronized void flush() {
        if (closed || lent) {
            gone |= closed && unshown.length() > 0;
            return;
        }
        if (promptChanged) {
            applyPrompt();
        }
        if (promptChanged && unshown.length() == 0) {
            redisplay();
        }
        promptChanged = false;
        if (unshown.length() > 0) {
            reader.printAbove(unshown.toString());
            unshown.setLength(0);
            gone |= terminal.writer().checkError();
        }
    }

    @Override
    public boolean isAway() {
        return lent;
    }

    @Override
    public @Nullable String failure() {
        return gone ? TEXTS.say("terminal.gone") : null;
    }

    private void redisplay() {
        try {
            reader.callWidget(LineReader.REDISPLAY);
        } catch (IllegalStateException e) {
            // The line was ended just now.
        }
    }

    /** In a prompt the editor gives {@code %} a special meaning. */
    private static String escaped(String prompt) {
        return prompt.replace("%", "%%");
    }

    @Override
    public void close() {
        editor.stop();
        setLent(false);
        closeTerminal();
    }

    private synchronized void closeTerminal() {
        flush();
        if (!closed) {
            closed = true;
            mode.restore(reader.isReading());
        }
    }
}
