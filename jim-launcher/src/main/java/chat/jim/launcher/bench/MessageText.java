package chat.jim.launcher.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * The texts of one sender: {@code @ID:NUMBER:PADDING}, all of the same length. So a message is made by writing digits into a
 * template, and any change on its way is noticed. May be used from any thread.
 */
final class MessageText {
    /** The length of the shortest text. */
    static final int SHORTEST = 20;

    private static final int ID_AT = 1;
    private static final int ID_DIGITS = 4;
    private static final int NUMBER_AT = 6;
    private static final int NUMBER_DIGITS = 10;
    private static final int NUMBER_END = NUMBER_AT + NUMBER_DIGITS;
    private static final int TIME_DIGITS = 10;
    private static final String PADDING = "abcdefghijklmnopqrstuvwxyz";

    private final byte[] text;
    private final byte[] line;
    private final int textAt;
    private final int timeAt;

    /** Texts of {@code length} characters for the sender with that id, from one name to another. */
    MessageText(int id, String from, String to, int length) {
        String head = "@%04d:%010d:".formatted(id, 0);
        String padding = PADDING.repeat(length / PADDING.length() + 1);
        String whole = head + padding.substring(0, length - head.length());
        String time = "{\"action\":\"msg\",\"time\":";
        String names = "0".repeat(TIME_DIGITS) + ",\"to\":\"" + to + "\",\"from\":\"" + from + "\",\"message\":\"";
        text = whole.getBytes(US_ASCII);
        line = (time + names + whole + "\"}\n").getBytes(US_ASCII);
        timeAt = time.length();
        textAt = timeAt + names.length();
    }

    /** The length of a whole {@code msg} with its line feed. */
    int lineLength() {
        return line.length;
    }

    /** Writes the {@code msg} of that number into the buffer. */
    void write(long number, long seconds, byte[] buffer, int at) {
        System.arraycopy(line, 0, buffer, at, line.length);
        writeDigits(seconds, buffer, at + timeAt, TIME_DIGITS);
        writeDigits(number, buffer, at + textAt + NUMBER_AT, NUMBER_DIGITS);
    }

    private static void writeDigits(long number, byte[] buffer, int at, int count) {
        long rest = number;
        for (int i = at + count - 1; i >= at; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** The number in a text that has arrived, or -1 if it is not one of these texts. */
    long number(byte[] came) {
        boolean same = came.length == text.length
                && Arrays.equals(came, 0, NUMBER_AT, text, 0, NUMBER_AT)
                && Arrays.equals(came, NUMBER_END, text.length, text, NUMBER_END, text.length);
        return same ? digits(came, NUMBER_AT, NUMBER_DIGITS) : -1;
    }

    /** The sender's id in a text that has arrived, or -1 if it has none. */
    static int id(byte[] came) {
        return came.length < SHORTEST ? -1 : (int) digits(came, ID_AT, ID_DIGITS);
    }

    private static long digits(byte[] came, int at, int count) {
        long number = 0;
        for (int i = at; i < at + count; i++) {
            int digit = came[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
