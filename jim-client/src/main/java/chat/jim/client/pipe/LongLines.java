package chat.jim.client.pipe;

import chat.jim.protocol.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What becomes of a line that is too long for one message. */
public enum LongLines {
    /** It becomes several messages, if possible from white space to white space. */
    SPLIT,
    /** Its end is left out, which an ellipsis shows. */
    CUT,
    /** It is sent as it is, and refused. */
    REFUSE;

    private static final String ELLIPSIS = "\u2026";

    /** What a reader sees as one character: a letter with its marks, or an emoji of several. */
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    /** The messages to send for a line. */
    List<String> messages(String line) {
        if (this == REFUSE || fits(line, 0)) {
            return List.of(line);
        }
        return this == CUT
                ? List.of(line.substring(0, endOfCluster(line, 0, Limits.MESSAGE - 1)) + ELLIPSIS)
                : split(line);
    }

    private static List<String> split(String line) {
        List<String> messages = new ArrayList<>();
        String text = line.stripTrailing();
        int start = 0;
        while (!fits(text, start)) {
            int end = endOfWord(text, start);
            String message = text.substring(start, end).stripTrailing();
            if (!message.isEmpty()) {
                messages.add(message);
            }
            start = end;
            while (Character.isWhitespace(text.charAt(start))) {
                start++;
            }
        }
        messages.add(text.substring(start));
        return messages;
    }

    private static boolean fits(String text, int start) {
        return text.length() - start <= 2 * Limits.MESSAGE
                && text.codePointCount(start, text.length()) <= Limits.MESSAGE;
    }

    /** The last white space behind a word, or else between two clusters. */
    private static int endOfWord(String text, int start) {
        int limit = text.offsetByCodePoints(start, Limits.MESSAGE);
        for (int end = limit; end > start; end--) {
            if (Character.isWhitespace(text.charAt(end))
                    && !text.substring(start, end).isBlank()) {
                return end;
            }
        }
        return endOfCluster(text, start, Limits.MESSAGE);
    }

    /** The end of the last cluster that lies within so many code points; theirs, if the first cluster does not. */
    private static int endOfCluster(String text, int start, int codePoints) {
        int limit = text.offsetByCodePoints(start, codePoints);
        int end = start;
        Matcher cluster = CLUSTER.matcher(text).region(start, text.length());
        while (cluster.find() && cluster.end() <= limit) {
            end = cluster.end();
        }
        return end == start ? limit : end;
    }
}
