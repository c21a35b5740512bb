package chat.jim.client.terminal;

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

/** How the line editor is set up for a chat: its options, and its keys. */
final class EditorSetup {
    private static final Map<Capability, String> CURSOR_KEYS = Map.of(
            Capability.key_up, "A",
            Capability.key_down, "B",
            Capability.key_right, "C",
            Capability.key_left, "D",
            Capability.key_home, "H",
            Capability.key_end, "F");

    private EditorSetup() {}

    /** A line editor at {@code terminal}; its history is disabled. */
    static LineReaderImpl lineReader(Terminal terminal, History history, Completer completer) {
        DefaultParser parser = new DefaultParser();
        parser.setEscapeChars(null);
        parser.setQuoteChars(null);
        return (LineReaderImpl) LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(parser)
                .completer(completer)
                .history(history)
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

    /** Binds the keys; Ctrl-Z runs {@code suspend}, after which the line is drawn again. */
    static void bindKeys(LineReaderImpl reader, Runnable suspend) {
        KeyMap<Binding> keys = Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN));
        keys.bind(new Reference(LineReader.INTERRUPT), KeyMap.ctrl('C'));
        Widget suspendAndRedraw = () -> {
            suspend.run();
            return reader.redrawLine();
        };
        keys.bind(suspendAndRedraw, KeyMap.ctrl('Z'));
        bindCursorKeys(keys, reader.getTerminal());
    }

    /** In both forms: which one a terminal sends depends on a mode that it may not know, or not have entered yet. */
    private static void bindCursorKeys(KeyMap<Binding> keys, Terminal terminal) {
        CURSOR_KEYS.forEach((key, letter) -> {
            Binding bound = keys.getBound(KeyMap.key(terminal, key));
            if (bound != null) {
                keys.bind(bound, "\u001B[" + letter, "\u001BO" + letter);
            }
        });
    }
}
