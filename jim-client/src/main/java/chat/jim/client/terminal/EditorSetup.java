package chat.jim.client.terminal;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Completer;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.Widget;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/** How the line editor is set up for a chat: what it does by itself, and at which keys. */
final class EditorSetup {
    private static final Map<Capability, String> CURSOR_KEYS = Map.of(
            Capability.key_up, "A",
            Capability.key_down, "B",
            Capability.key_right, "C",
            Capability.key_left, "D",
            Capability.key_home, "H",
            Capability.key_end, "F");

    private EditorSetup() {}

    /** An editor at {@code terminal}; lines are kept in {@code history} only while that is enabled. */
    static LineReaderImpl reader(Terminal terminal, History history, Path historyFile, Completer completer) {
        DefaultParser words = new DefaultParser();
        words.setEscapeChars(null);
        words.setQuoteChars(null);
        return (LineReaderImpl) LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(words)
                .completer(completer)
                .history(history)
                .variable(LineReader.HISTORY_FILE, historyFile)
                .variable(LineReader.DISABLE_HISTORY, true)
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.DISABLE_HIGHLIGHTER, true)
                .option(Option.ERASE_LINE_ON_FINISH, true)
                .option(Option.CASE_INSENSITIVE, true)
                .option(Option.AUTO_MENU, false)
                .option(Option.AUTO_LIST, false)
                .option(Option.INSERT_TAB, false)
                .build();
    }

    /** Gives the keys their meaning; Ctrl-Z runs {@code stop}, and the line is drawn anew after that. */
    static void bind(LineReaderImpl reader, Runnable stop) {
        KeyMap<Binding> keys = Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN));
        keys.bind(new Reference(LineReader.INTERRUPT), KeyMap.ctrl('C'));
        Widget stopAndRedraw = () -> {
            stop.run();
            return reader.redrawLine();
        };
        keys.bind(stopAndRedraw, KeyMap.ctrl('Z'));
        bindCursorKeys(keys, reader.getTerminal());
    }

    /** A terminal sends these in another form if it does not know the mode that was asked for, or does not yet. */
    private static void bindCursorKeys(KeyMap<Binding> keys, Terminal terminal) {
        CURSOR_KEYS.forEach((key, letter) -> {
            Binding meaning = keys.getBound(KeyMap.key(terminal, key));
            if (meaning != null) {
                keys.bind(meaning, "\u001B[" + letter, "\u001BO" + letter);
            }
        });
    }
}
