package chat.jim.client.terminal;

import chat.jim.client.personal.HistoryFile;
import chat.jim.process.UserFolders;
import chat.jim.text.Texts;
import java.io.IOError;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
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

    private static final int COMPLETIONS_SHOWN = 100;

    private final org.jline.terminal.Terminal terminal;
    private final TerminalMode mode;
    private final LineReaderImpl reader;
    private final ChatHistory history;

    /** Whether the last line was abandoned by Ctrl-C. Only for the reading thread. */
    private boolean interrupted;

    /** Printed, but not shown yet. Guarded by this, as the next two. */
    private final StringBuilder unshown = new StringBuilder();

    private boolean promptChanged;
    private boolean closed;

    /** Whether something could not be shown. The editor's writer notes an error, but not which. */
    private volatile boolean gone;

    /** The prompt before a line of chat. Changed only while this is locked, but read without by the reading thread. */
    private volatile String chatPrompt = "";

    /** Advises on the line of chat that is being typed; null if none is. Set by the reading thread. */
    private volatile @Nullable Adviser adviser;

    private EditingTerminal(Path historyFile, PrintStream out) throws IOException {
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
        reader = EditorSetup.lineReader(terminal, history, (line, typed, candidates) -> complete(typed, candidates));
        history.attach(reader);
        EditorSetup.bindKeys(reader, mode::suspend);
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
        if (closed) {
            gone |= unshown.length() > 0;
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

    /** Several completions are shown above the line, where they scroll away. */
    private void complete(ParsedLine typed, List<Candidate> candidates) {
        Adviser lineAdviser = adviser;
        if (lineAdviser == null) {
            return;
        }
        String word = typed.word().substring(0, typed.wordCursor());
        String before = typed.line().substring(0, typed.cursor() - word.length());
        List<String> completions = lineAdviser.completions(before, word);
        completions.forEach(completion -> candidates.add(new Candidate(completion)));
        if (completions.size() > 1) {
            String shown = completions.stream().limit(COMPLETIONS_SHOWN).collect(Collectors.joining("  "));
            reader.printAbove(WordWrap.wrap(shown, terminal));
        }
    }

    @Override
    public synchronized void close() {
        flush();
        if (!closed) {
            closed = true;
            mode.restore(reader.isReading());
        }
    }
}
