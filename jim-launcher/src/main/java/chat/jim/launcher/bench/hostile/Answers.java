package chat.jim.launcher.bench.hostile;

/**
 * Counts answers and messages by the first characters of each line: reading costs the load as little as can be. A part of a
 * list and a notice are no answers. For one thread.
 */
final class Answers {
    /** Where an action begins, after its key: with an m if it is a message. */
    private static final int ACTION_AT = 11;

    /** Where the three digits of a response begin, after its key. */
    private static final int CODE_AT = 12;

    private static final int CODE_END = CODE_AT + 3;
    private static final int TEN = 10;
    private static final int LEAST_ANSWER = 200;
    private static final int PART = 202;
    private static final int LEAST_ERROR = 400;

    private int column;
    private boolean action;
    private int code;
    private long messages;
    private long answers;
    private long taken;
    private long refusals;
    private int lastCode;

    /** Takes the first {@code length} bytes, which may begin and end anywhere in a line. */
    void take(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte next = bytes[i];
            if (next == '\n') {
                endLine();
                column = 0;
                code = 0;
            } else {
                if (column < CODE_END) {
                    see(next);
                }
                column++;
            }
        }
    }

    private void see(byte next) {
        if (column == 2) {
            action = next == 'a';
        } else if (column == ACTION_AT && action && next == 'm') {
            messages++;
        } else if (column >= CODE_AT && !action) {
            code = code * TEN + next - '0';
        }
    }

    private void endLine() {
        if (!action && code >= LEAST_ANSWER && code != PART) {
            answers++;
            lastCode = code;
            refusals += code >= LEAST_ERROR ? 1 : 0;
        }
    }

    /** How many messages came. */
    long messages() {
        return messages;
    }

    /** How many answers came. */
    long count() {
        return answers;
    }

    /** How many answers came since this was last called. */
    long takeNew() {
        long fresh = answers - taken;
        taken = answers;
        return fresh;
    }

    /** How many requests were refused. */
    long refusals() {
        return refusals;
    }

    /** The code of the last answer; 0 if there was none. */
    int lastCode() {
        return lastCode;
    }
}
