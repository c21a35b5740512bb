package chat.jim.server.cluster.room;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Lines as bytes. */
final class Lines {
    private Lines() {}

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static String text(byte[] data, int from, int end) {
        return new String(data, from, end - from, UTF_8);
    }

    /** Where the first line ends. */
    static int endOfLine(byte[] data) {
        int end = 0;
        while (end < data.length && data[end] != '\n') {
            end++;
        }
        return end;
    }
}
