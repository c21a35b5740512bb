package chat.jim.server.cluster.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The lines of text with which questions and batches begin. */
public final class Lines {
    private Lines() {}

    /** Text as bytes. */
    public static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Bytes as text. */
    public static String text(byte[] data, int from, int end) {
        return new String(data, from, end - from, UTF_8);
    }

    /** Where the first line ends. */
    public static int endOfLine(byte[] data) {
        int end = 0;
        while (end < data.length && data[end] != '\n') {
            end++;
        }
        return end;
    }

    /**
     * Where the empty line is that ends all lines.
     *
     * @throws IllegalArgumentException there is none
     */
    public static int endOfLines(byte[] data) {
        for (int i = 1; i < data.length; i++) {
            if (data[i] == '\n' && data[i - 1] == '\n') {
                return i;
            }
        }
        throw new IllegalArgumentException("no end of the lines");
    }

    /**
     * The words of a line.
     *
     * @throws IllegalArgumentException they are more or fewer
     */
    public static String[] words(String line, int count) {
        String[] words = line.split(" ", -1);
        if (words.length != count) {
            throw new IllegalArgumentException("a bad line");
        }
        return words;
    }
}
