package chat.jim.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jline.terminal.Size;
import org.jline.utils.ScreenTerminal;
import org.jline.utils.WCWidth;

/**
 * What a terminal shows of the bytes that a program has printed. The emulator is JLine's, put right where it differs from
 * others: it would draw a wide character half beyond the right edge, and answer only the last of several questions. It does
 * not reflow when resized, and combining marks are not in its cells: look for those among the raw bytes.
 */
final class EmulatedScreen {
    private final ScreenTerminal terminal;
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
    private final CharsetDecoder decoder = UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer undecoded = ByteBuffer.allocate(0);
    private boolean wrapPending;

    EmulatedScreen(int columns, int rows) {
        terminal = new ScreenTerminal(columns, rows);
    }

    /** Shows what was printed, and returns what a terminal answers to it. */
    synchronized String print(byte[] bytes, int length) {
        raw.write(bytes, 0, length);
        ByteBuffer in = ByteBuffer.allocate(undecoded.remaining() + length)
                .put(undecoded)
                .put(bytes, 0, length)
                .flip();
        CharBuffer out = CharBuffer.allocate(in.remaining());
        decoder.decode(in, out, false);
        undecoded = in;
        StringBuilder answers = new StringBuilder();
        out.flip().codePoints().forEach(c -> answers.append(print(c)));
        return answers.toString();
    }

    private String print(int c) {
        int lastColumn = terminal.getColumns() - 1;
        int before = cursor()[0];
        if (WCWidth.wcwidth(c) == 2 && before == lastColumn && !wrapPending) {
            terminal.write(" ");
        }
        terminal.write(Character.toString(c));
        wrapPending =
                WCWidth.wcwidth(c) > 0 && cursor()[0] == lastColumn && before >= lastColumn + 1 - WCWidth.wcwidth(c);
        return terminal.read();
    }

    synchronized void resize(int columns, int rows) {
        terminal.setSize(Size.of(columns, rows));
        wrapPending = false;
    }

    /** The visible rows, each without its trailing blanks. */
    synchronized List<String> rows() {
        return cells().stream()
                .map(EmulatedScreen::text)
                .map(String::stripTrailing)
                .toList();
    }

    /** The rows that have left the screen at its top. */
    synchronized List<String> scrolledOff() {
        return terminal.getHistory().stream()
                .map(EmulatedScreen::text)
                .map(String::stripTrailing)
                .toList();
    }

    /** Whether the words are on the screen or have left it at its top; they may run on from a full row to the next. */
    synchronized boolean hasShown(String words) {
        StringBuilder runningOn = new StringBuilder();
        StringBuilder rowByRow = new StringBuilder();
        for (List<long[]> part : List.of(terminal.getHistory(), cells())) {
            for (long[] row : part) {
                runningOn.append(text(row));
                rowByRow.append(text(row).stripTrailing()).append('\n');
            }
        }
        return rowByRow.indexOf(words) >= 0 || runningOn.indexOf(words) >= 0;
    }

    /** Column and row of the cursor, both from 0. */
    synchronized int[] cursor() {
        int[] cursor = new int[2];
        terminal.dump(new long[terminal.getColumns() * terminal.getRows()], cursor);
        return cursor;
    }

    /** All bytes that were printed. */
    synchronized String raw() {
        return raw.toString(UTF_8);
    }

    /** For failures: what has scrolled off, a rule, what is to be seen, and where the cursor is. */
    @Override
    public synchronized String toString() {
        StringBuilder picture = new StringBuilder();
        scrolledOff().forEach(row -> picture.append("  ").append(row).append('\n'));
        picture.append("  ").append("-".repeat(terminal.getColumns())).append('\n');
        rows().forEach(row -> picture.append("| ").append(row).append('\n'));
        return picture + "cursor in column " + cursor()[0] + " of row " + cursor()[1];
    }

    private List<long[]> cells() {
        int columns = terminal.getColumns();
        long[] all = new long[columns * terminal.getRows()];
        terminal.dump(all, new int[2]);
        return IntStream.range(0, terminal.getRows())
                .mapToObj(row -> Arrays.copyOfRange(all, row * columns, (row + 1) * columns))
                .toList();
    }

    /** The second cell of a wide character holds nothing. */
    private static String text(long[] row) {
        StringBuilder text = new StringBuilder();
        for (long cell : row) {
            int c = ScreenTerminal.cellCodePoint(cell);
            if (c != 0) {
                text.appendCodePoint(c);
            }
        }
        return text.toString();
    }
}
