package chat.jim.launcher.bench;

import chat.jim.text.Texts;

/**
 * What is to be measured.
 *
 * @param members how many share one room, or 0 for pairs
 * @param senders how many send: one in each pair, or this many of the room's members
 * @param window messages of one sender on the way at once
 * @param bytes the length of a text
 * @param warmup seconds before the measuring
 * @param seconds seconds of measuring
 */
public record Plan(int members, int senders, int window, int bytes, int warmup, int seconds) {
    private static final Texts TEXTS = Texts.of(Plan.class);
    private static final int MOST_GUESTS = 4000;
    private static final int LARGEST_WINDOW = 1000;
    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_TIME = 86_400;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException with a sentence for people
     */
    public Plan {
        if (members != 0) {
            check("--room", members, 2, MOST_GUESTS);
            check("--senders", senders, 1, members);
        } else {
            check("--pairs", senders, 1, MOST_GUESTS);
        }
        check("--window", window, 1, LARGEST_WINDOW);
        check("--bytes", bytes, MessageText.SHORTEST, LONGEST_TEXT);
        check("--warmup", warmup, 0, LONGEST_TIME);
        check("--seconds", seconds, 1, LONGEST_TIME);
    }

    private static void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(TEXTS.say("limit", option, value, least, most));
        }
    }

    /** Whether a room is measured, and not pairs. */
    boolean isRoom() {
        return members > 0;
    }

    /** How many guests come online. */
    int guests() {
        return isRoom() ? members : 2 * senders;
    }

    /** How often a message is delivered. */
    int copies() {
        return isRoom() ? members - 1 : 1;
    }
}
