package chat.jim.client.screen;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.terminal.PlainTerminal;
import chat.jim.client.terminal.Terminal;
import chat.jim.client.terminal.WordWrap;
import chat.jim.client.text.UnfitText;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.testing.FuzzInputs;
import chat.jim.text.Language;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Whatever others write, each thing shown is one line, on which nothing but our own colours is hidden. */
class DisplayInputsTest {
    private static final int LONGEST_MESSAGE = 500;
    private static final Address ALICE = Address.account("alice");
    private static final Address TEA = Address.room("#tea");
    private static final Pattern COLOR = Pattern.compile("\u001b\\[[0-9;]+m");
    private static final Pattern ISOLATED = Pattern.compile("\u2068([^\u2068\u2069]*)\u2069");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]");
    private static final int WIDTH = 30;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Terminal terminal =
            PlainTerminal.ofPerson(new BufferedReader(new StringReader("")), () -> null, new LineWriter(printed));
    private int prints;

    @AfterEach
    void speakEnglish() {
        Language.choose("en");
    }

    @ParameterizedTest
    @ArgumentsSource(FuzzInputs.class)
    void any_text_is_shown_on_a_line_fit_to_show(byte[] input) {
        showAll(new String(input, StandardCharsets.UTF_8));
        Language.choose("ru");
        showAll(new String(input, StandardCharsets.UTF_16BE));
        showAll(new String(input, StandardCharsets.UTF_8));
    }

    @Test
    void so_are_many_others() {
        FuzzInputs.mutate(getClass(), 40, this::any_text_is_shown_on_a_line_fit_to_show);
    }

    private void showAll(String text) {
        printed.reset();
        prints = 0;
        Screen screen = new Screen(terminal, new Palette(true), () -> Instant.EPOCH);
        screen.setUser(ALICE);
        int characters = text.codePointCount(0, text.length());
        String start = text.substring(0, text.offsetByCodePoints(0, Math.min(characters, LONGEST_MESSAGE)));
        if (!start.isEmpty()) {
            Address from = nameFrom(start);
            show(() -> screen.showMessage(new Action.Msg(1, ALICE, from, null, start)));
            show(() -> screen.showMessage(new Action.Msg(1, TEA, from, null, start)));
        }
        show(() -> screen.showSent(new Response(Code.OK, 1, text), ALICE, text));
        show(() -> screen.showUnsent("Not sent:", TEA, text));
        for (Code code : List.of(Code.NOTICE, Code.IMPORTANT, Code.NOT_FOUND)) {
            show(() -> screen.showNotice(new Response(code, 1, text)));
        }
        show(() -> screen.showAnswer(new Response(Code.OK, 1, text)));
        show(() -> screen.printError(text));
        show(() -> screen.showAnswer(new Response(Code.OK, 1, "Online: 1.").withNames(List.of(text))));
        prints++; // a name is a line of its own

        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(prints);
        lines.forEach(DisplayInputsTest::assertFit);
    }

    private void show(Runnable deed) {
        deed.run();
        prints++;
    }

    /** The line of the text as a name where it can be one. */
    private static Address nameFrom(String text) {
        try {
            return Address.account(text.lines().findFirst().orElse(""));
        } catch (ProtocolException e) {
            return ALICE;
        }
    }

    private static String withoutBlanks(String text) {
        return BLANKS.matcher(text).replaceAll("");
    }

    private static void assertFit(String line) {
        String plain = COLOR.matcher(line).replaceAll("").replace(String.valueOf(Terminal.BELL), "");
        String bare = ISOLATED.matcher(plain).replaceAll("$1");
        assertThat(UnfitText.isIn(bare)).as(bare).isFalse();
        List<AttributedString> rows = WordWrap.rows(new AttributedString(plain), WIDTH);
        assertThat(rows).as(plain).allMatch(row -> row.columnLength() <= WIDTH);
        assertThat(rows.subList(1, rows.size()))
                .as(plain)
                .allMatch(row -> row.toString().startsWith("      "));
        String joined = rows.stream().map(AttributedString::toString).collect(Collectors.joining());
        assertThat(withoutBlanks(joined)).isEqualTo(withoutBlanks(plain));
    }
}
