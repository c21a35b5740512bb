package chat.jim.client.console;

import chat.jim.process.Stdio;
import java.io.IOError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Curses;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/**
 * A terminal with a line editor, JLine's: what is shown comes above the line that is being typed, which stays whole. It is
 * in raw mode all the time, so that what is typed while no line is read shows up in the next one, and nowhere else.
 */
public final class EditingTerminal implements Terminal {
    private static final char INVISIBLE = '\0';
    private static final String NO_PASTE_MARKS = "\u001B[?2004l";
    private static final int COMPLETIONS_SHOWN = 100;
    private static final int USUAL_COLUMNS = 80;

    private final org.jline.terminal.Terminal terminal;
    private final LineReaderImpl reader;
    private final ChatHistory history = new ChatHistory();

    private final ReentrantLock lock = new ReentrantLock();

    /** Printed, but not shown yet; under the lock, as all below. */
    private final StringBuilder unseen = new StringBuilder();

    private boolean promptChanged;

    /** What stands before a line of chat. */
    private String chatPrompt = "";

    /** Knows about the line of chat that is being typed; null if none is, but the answer to a question. */
    private @Nullable Adviser adviser;

    /**
     * Takes over the terminal at which the program was started.
     *
     * @param historyFile where the lines of chat are kept; null keeps none
     * @throws IOException it cannot be had
     */
    public EditingTerminal(@Nullable Path historyFile) throws IOException {
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
        Takeover.of(terminal);
        DefaultParser words = new DefaultParser();
        words.setEscapeChars(null);
        words.setQuoteChars(null);
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(words)
                .completer((line, typed, candidates) -> complete(typed, candidates))
                .history(history)
                .variable(LineReader.LIST_MAX, COMPLETIONS_SHOWN)
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.DISABLE_HIGHLIGHTER, true)
                .option(Option.ERASE_LINE_ON_FINISH, true)
                .option(Option.CASE_INSENSITIVE, true)
                .option(Option.AUTO_MENU, false)
                .option(Option.INSERT_TAB, false);
        if (historyFile != null) {
            builder.variable(LineReader.HISTORY_FILE, historyFile);
        }
        reader = (LineReaderImpl) builder.build();
        reader.setVariable(LineReader.DISABLE_HISTORY, true);
        history.attach(reader);
        EditorKeys.bind(reader);
        usualModes = Curses.tputs(terminal.getStringCapability(Capability.keypad_local)) + NO_PASTE_MARKS;
    }

    @Override
    public boolean isInteractive() {
        return true;
    }

    @Override
    public @Nullable String readLine(String draft, Adviser about) throws IOException {
        history.keepOut(about::isPrivate);
        reader.setVariable(LineReader.DISABLE_HISTORY, false);
        try {
            return read(begin(about), null, draft);
        } finally {
            begin(null);
            reader.setVariable(LineReader.DISABLE_HISTORY, true);
            history.keep();
        }
    }

    private String begin(@Nullable Adviser about) {
        lock.lock();
        try {
            adviser = about;
            return chatPrompt;
        } finally {
            lock.unlock();
        }
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
        try {
            return reader.readLine(escaped(prompt), mask, draft);
        } catch (UserInterruptException e) {
            return e.getPartialLine().isEmpty() ? null : "";
        } catch (EndOfFileException e) {
            return null;
        } catch (IOError e) {
            throw new IOException("the terminal is gone", e);
        }
    }

    @Override
    public void print(String line) {
        String rows = WordWrap.fits(line, columns()) ? line : wrapped(line);
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

    private String wrapped(String line) {
        return WordWrap.rows(AttributedString.fromAnsi(line), columns()).stream()
                .map(row -> row.toAnsi(terminal))
                .collect(Collectors.joining("\n"));
    }

    private int columns() {
        int columns = terminal.getSize().getColumns();
        return columns > 0 ? columns : USUAL_COLUMNS;
    }

    @Override
    public void ring() {
        terminal.writer().print(BELL);
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
            if (promptChanged && adviser != null) {
                reader.setPrompt(escaped(chatPrompt));
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

    private void complete(ParsedLine typed, List<Candidate> candidates) {
        Adviser about = adviser;
        if (about != null) {
            String word = typed.word().substring(0, typed.wordCursor());
            String before = typed.line().substring(0, typed.cursor() - word.length());
            about.completions(before, word).forEach(completion -> candidates.add(new Candidate(completion)));
        }
    }

    @Override
    public void close() {
        flush();
        try {
            terminal.puts(Capability.keypad_local);
            terminal.writer().print(reader.isReading() ? NO_PASTE_MARKS + "\n" : NO_PASTE_MARKS);
            terminal.flush();
            terminal.close();
        } catch (IOException | IllegalStateException e) {
            // Whoever closed the window has taken the terminal away; or the editor was told of a signal first.
        }
        Stdio.out().print(usualModes);
        Stdio.out().flush();
    }
}
