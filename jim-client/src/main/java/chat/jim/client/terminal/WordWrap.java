package chat.jim.client.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.WCWidth;

/**
 * Breaks a line into rows between words. All rows but the first are indented: otherwise a message could be padded with
 * spaces so that one of its rows looks like the line of another user.
 */
public final class WordWrap {
    private static final String INDENT = " ".repeat("00:00 ".length());
    private static final char ESCAPE = '\u001B';
    private static final int NARROWEST = 3 * INDENT.length();

    /** Characters below this one are one column wide on every terminal. */
    private static final int FIRST_OF_UNKNOWN_WIDTH = 0x300;

    private WordWrap() {}

    /** The line with its breaks, for the terminal's current width. */
    static String wrap(String line, Terminal terminal) {
        int columns = terminal.getSize().getColumns();
        if (fits(line, columns)) {
            return line;
        }
        return rows(AttributedString.fromAnsi(line), columns).stream()
                .map(row -> row.toAnsi(terminal))
                .collect(Collectors.joining("\n"));
    }

    /** Whether the line, without its colours, obviously fits into one row: a quick check that is true for most lines. */
    static boolean fits(String line, int columns) {
        int column = 0;
        boolean inEscape = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c >= FIRST_OF_UNKNOWN_WIDTH) {
                return false;
            }
            if (inEscape) {
                inEscape = c != 'm';
            } else if (c == ESCAPE) {
                inEscape = true;
            } else {
                column++;
            }
        }
        return column <= columns;
    }

    /** The rows of {@code line} on a terminal of that many columns. */
    public static List<AttributedString> rows(AttributedString line, int columns) {
        List<AttributedString> rows = new ArrayList<>();
        int width = Math.max(columns, NARROWEST);
        AttributedString rest = line;
        while (rest.columnLength() > width) {
            int end = fittingEnd(rest, end(rest, width), width);
            rows.add(rest.subSequence(0, end));
            int next = end;
            while (next < rest.length() && rest.charAt(next) == ' ') {
                next++;
            }
            rest = indented(rest.subSequence(next, rest.length()));
        }
        if (rows.isEmpty() || !rest.toString().isBlank()) {
            rows.add(rest);
        }
        return rows;
    }

    /** The end, or an earlier one: several code points together can be wider than the sum of their widths. */
    private static int fittingEnd(AttributedString line, int end, int width) {
        int fittingEnd = end;
        while (line.subSequence(0, fittingEnd).columnLength() > width) {
            fittingEnd = Character.offsetByCodePoints(line, fittingEnd, -1);
        }
        return fittingEnd;
    }

    private static AttributedString indented(AttributedString rest) {
        return new AttributedStringBuilder().append(INDENT).append(rest).toAttributedString();
    }

    /** Where the first row ends: at its last space, or where it is full. */
    private static int end(AttributedString line, int width) {
        int lastSpace = 0;
        int column = 0;
        int i = 0;
        while (i < line.length()) {
            int c = Character.codePointAt(line, i);
            column += Math.max(0, WCWidth.wcwidth(c));
            if (column > width) {
                break;
            }
            if (c == ' ' && i > 2 * INDENT.length()) {
                lastSpace = i;
            }
            i += Character.charCount(c);
        }
        return lastSpace > 0 ? lastSpace : i;
    }
}
