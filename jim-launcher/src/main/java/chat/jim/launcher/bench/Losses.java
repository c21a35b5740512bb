package chat.jim.launcher.bench;

/**
 * What went wrong, in the whole run.
 *
 * @param lost never came
 * @param doubled came again
 * @param outOfOrder came after a later one of the same sender
 * @param changed came otherwise than it was sent, or to somebody else
 * @param refused requests answered with an error
 * @param unanswered requests without an answer
 */
public record Losses(long lost, long doubled, long outOfOrder, long changed, long refused, long unanswered) {
    /** Whether there were none. */
    public boolean isNone() {
        return equals(new Losses(0, 0, 0, 0, 0, 0));
    }

    Losses plus(Losses more) {
        return new Losses(
                lost + more.lost,
                doubled + more.doubled,
                outOfOrder + more.outOfOrder,
                changed + more.changed,
                refused + more.refused,
                unanswered + more.unanswered);
    }
}
