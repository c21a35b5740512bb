package chat.jim.launcher.bench.hostile;

import chat.jim.text.Texts;
import java.time.Duration;
import java.util.List;

/**
 * What is to be measured.
 *
 * @param misuses in this order, each with each number of hostile peers
 * @param peers how many hostile peers there are at a time
 * @param contacts how many contacts an account has for {@link Misuse#CONTACTS}
 * @param warmup seconds before the measuring
 * @param seconds seconds of measuring
 * @param bound the longest time of a message that is all right, for 99 of 100
 */
public record HostilePlan(
        List<Misuse> misuses, List<Integer> peers, int contacts, int warmup, int seconds, Duration bound) {
    private static final Texts TEXTS = Texts.of(HostilePlan.class);
    private static final int MOST_PEERS = 100;
    private static final int MOST_CONTACTS = 10_000;
    private static final int LONGEST_TIME = 3600;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException with a sentence for people
     */
    public HostilePlan {
        misuses = List.copyOf(misuses);
        peers = List.copyOf(peers);
        peers.forEach(number -> check("--peers", number, 1, MOST_PEERS));
        check("--contacts", contacts, 1, MOST_CONTACTS);
        check("--warmup", warmup, 0, LONGEST_TIME);
        check("--seconds", seconds, 1, LONGEST_TIME);
    }

    private static void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(TEXTS.say("limit", option, value, least, most));
        }
    }
}
