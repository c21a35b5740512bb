package chat.jim.client.terminal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    /**
     * What the editor's keys do by default, and what has no place in a chat: other ways to edit from which one does not find
     * back, a line of the history that would stand in the next question, lists and hints below the prompt, a number before
     * what is typed next, and what is bound but missing.
     */
    private static final Set<String> UNWANTED = Set.of(
            LineReader.ACCEPT_AND_HOLD,
            LineReader.ACCEPT_LINE_AND_DOWN_HISTORY,
            LineReader.INFER_NEXT_HISTORY,
            LineReader.CHARACTER_SEARCH,
            LineReader.CHARACTER_SEARCH_BACKWARD,
            LineReader.COMPLETE_WORD,
            LineReader.LIST_CHOICES,
            LineReader.WHAT_CURSOR_POSITION,
            LineReader.DIGIT_ARGUMENT,
            LineReader.NEG_ARGUMENT,
            LineReader.EDIT_AND_EXECUTE_COMMAND,
            LineReader.VI_CMD_MODE,
            LineReader.VI_FIND_NEXT_CHAR,
            LineReader.VI_JOIN,
            LineReader.VI_MATCH_BRACKET);

    /** The editor means an escape sequence, but binds these letters: a backslash before an E would be lost. */
    private static final String MISSPELT_MOUSE = "\\E[<";

    /** They would move the cursor for half a second. */
    private static final List<String> CLOSING_BRACKETS = List.of(")", "]", "}");

    /** The editor's own log goes to the standard error by default: into the chat. Kept here, since Java would forget it. */
    private static final java.util.logging.Logger EDITORS_LOG = java.util.logging.Logger.getLogger("org.jline");

    private EditorSetup() {}

    /** Silences the editor's log, which may contain what was typed. */
    static void silence() {
        EDITORS_LOG.setLevel(java.util.logging.Level.OFF);
    }

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

    /**
     * Binds the keys; Ctrl-Z runs {@code suspend}, after which the line is drawn again.
     *
     * @param edit what Ctrl-X Ctrl-E does
     */
    static void bindKeys(LineReaderImpl reader, Runnable suspend, Widget edit) {
        KeyMap<Binding> keys = wanted(Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN)));
        reader.getKeyMaps().put(LineReader.MAIN, keys);
        keys.bind(edit, KeyMap.ctrl('X') + KeyMap.ctrl('E'));
        keys.bind(new Reference(LineReader.INTERRUPT), KeyMap.ctrl('C'));
        Widget suspendAndRedraw = () -> {
            suspend.run();
            return reader.redrawLine();
        };
        keys.bind(suspendAndRedraw, KeyMap.ctrl('Z'));
        bindCursorKeys(keys, reader.getTerminal());
    }

    /** An unwanted key does nothing; without any binding its last character would be typed. */
    private static KeyMap<Binding> wanted(KeyMap<Binding> defaults) {
        KeyMap<Binding> keys = new KeyMap<>();
        keys.setUnicode(defaults.getUnicode());
        keys.setAmbiguousTimeout(defaults.getAmbiguousTimeout());
        defaults.getBoundKeys().forEach((key, binding) -> {
            boolean unwanted = binding instanceof Reference widget && UNWANTED.contains(widget.name());
            if (!key.equals(MISSPELT_MOUSE)) {
                keys.bind(unwanted ? new Reference(LineReader.BEEP) : binding, key);
            }
        });
        keys.bind(new Reference(LineReader.DELETE_CHAR), KeyMap.ctrl('D'));
        keys.bind(new Reference(LineReader.SELF_INSERT), CLOSING_BRACKETS);
        return keys;
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
