package chat.jim.client.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import chat.jim.client.personal.HistoryFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each key of the line editor, of the many that it binds by default, does something that a chat can live with. */
class KeysTest {
    private static final String ABORT = "\u0007";

    /** Ends a paste, a search, a report of the mouse or of the size: whatever the key has begun. */
    private static final String END_OF_ANYTHING = "\u001b[201~" + "0;1;1M" + "t" + ABORT + ABORT;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final List<String> logged = new ArrayList<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        EditorSetup.silence();
        Logger.getLogger("").addHandler(log);
    }

    @AfterEach
    void stop() {
        Logger.getLogger("").removeHandler(log);
    }

    @TestFactory
    List<DynamicTest> what_a_key_does_is_no_harm_in_an_empty_line_and_in_the_middle_of_a_text() throws IOException {
        Map<String, String> keys = new TreeMap<>();
        keys().getBoundKeys().forEach((key, binding) -> keys.putIfAbsent(name(binding), key));
        assertThat(keys).hasSizeGreaterThan(50);
        return keys.entrySet().stream()
                .map(key -> DynamicTest.dynamicTest(key.getKey() + " " + KeyMap.display(key.getValue()), () -> {
                    press(key.getValue());
                    press("two\u001b\rrows of words\u0002\u0002" + key.getValue() + key.getValue());
                }))
                .toList();
    }

    private void press(String keys) throws IOException {
        shown.reset();
        LineReaderImpl reader = reader(keys + END_OF_ANYTHING + "\r\r");
        try {
            reader.readLine("> ", null, "");
        } catch (EndOfFileException | UserInterruptException e) {
            // It has ended the line, or all of them.
        }
        assertThat(reader.getKeyMap()).isEqualTo(LineReader.MAIN);
        assertThat(shown.toString(StandardCharsets.UTF_8)).doesNotContain("No such widget", "Unsupported", "Exception");
        assertThat(logged).isEmpty();
    }

    @Test
    void no_key_is_bound_to_what_the_editor_does_not_have() throws IOException {
        LineReaderImpl reader = reader("");

        assertThat(keys().getBoundKeys().values().stream()
                        .filter(Reference.class::isInstance)
                        .map(KeysTest::name))
                .allMatch(reader.getWidgets()::containsKey);
    }

    @Test
    void no_key_leads_into_another_way_of_editing_or_fills_the_next_line() throws IOException {
        assertThat(keys().getBoundKeys().values().stream().map(KeysTest::name).collect(Collectors.toSet()))
                .noneMatch(name -> name.startsWith("vi-"))
                .doesNotContain(
                        LineReader.ACCEPT_AND_HOLD,
                        LineReader.ACCEPT_LINE_AND_DOWN_HISTORY,
                        LineReader.EDIT_AND_EXECUTE_COMMAND);
    }

    @Test
    void brackets_and_backslashes_are_typed_as_other_letters() throws IOException {
        String text = ":-) [x] {} \\E[<0;1;1M \\E \\[";

        assertThat(reader(text + "\r").readLine()).isEqualTo(text);
    }

    @Test
    void the_editors_log_reaches_nobody() {
        assertThatCode(() -> Logger.getLogger("org.jline").severe("Failed to save history"))
                .doesNotThrowAnyException();
        assertThat(logged).isEmpty();
    }

    private KeyMap<Binding> keys() throws IOException {
        return Objects.requireNonNull(reader("").getKeyMaps().get(LineReader.MAIN));
    }

    private LineReaderImpl reader(String input) throws IOException {
        Terminal terminal = new DumbTerminal(
                "test",
                "xterm-256color",
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                shown,
                StandardCharsets.UTF_8);
        HistoryFile file = new HistoryFile(folder.resolve("history"), sentence -> fail(sentence));
        LineReaderImpl reader = EditorSetup.lineReader(terminal, new ChatHistory(file), (line, typed, found) -> {});
        EditorSetup.bindKeys(reader, () -> {}, () -> true);
        return reader;
    }

    private static String name(Binding binding) {
        return binding instanceof Reference reference ? reference.name() : binding.toString();
    }
}
