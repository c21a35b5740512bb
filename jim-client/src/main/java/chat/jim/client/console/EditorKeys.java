package chat.jim.client.console;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/** What the line editor has to be told about keys. */
final class EditorKeys {
    /** Is in no UTF-8. */
    private static final int NEVER_TYPED = 0xFF;

    private static final Map<Capability, String> CURSOR_KEYS = Map.of(
            Capability.key_up, "A",
            Capability.key_down, "B",
            Capability.key_right, "C",
            Capability.key_left, "D",
            Capability.key_home, "H",
            Capability.key_end, "F");

    private EditorKeys() {}

    /**
     * From now on all keys are for the editor. It would take Ctrl-C twice, as a key and as a signal, and the second could
     * fall upon the next line: without a key for it there is no signal.
     */
    static void enterRawMode(Terminal terminal) {
        terminal.enterRawMode();
        Attributes attributes = terminal.getAttributes();
        for (ControlChar signal : List.of(ControlChar.VINTR, ControlChar.VQUIT, ControlChar.VSUSP)) {
            attributes.setControlChar(signal, NEVER_TYPED);
        }
        terminal.setAttributes(attributes);
    }

    /** Gives the keys their meaning. */
    static void bind(LineReaderImpl reader) {
        KeyMap<Binding> keys = Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN));
        keys.bind(new Reference(LineReader.INTERRUPT), KeyMap.ctrl('C'));
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
