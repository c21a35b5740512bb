package chat.jim.client.console;

import java.util.Map;
import java.util.Objects;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.Widget;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/** What the line editor has to be told about keys. */
final class EditorKeys {
    private static final Map<Capability, String> CURSOR_KEYS = Map.of(
            Capability.key_up, "A",
            Capability.key_down, "B",
            Capability.key_right, "C",
            Capability.key_left, "D",
            Capability.key_home, "H",
            Capability.key_end, "F");

    private EditorKeys() {}

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
