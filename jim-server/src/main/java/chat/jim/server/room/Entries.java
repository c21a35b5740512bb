package chat.jim.server.room;

/**
 * How much an account is in several rooms.
 *
 * @param owned how many it owns
 * @param waiting how many invitations it was not told of
 */
public record Entries(int owned, int waiting) {
    /** It is nothing. */
    public static final Entries NONE = new Entries(0, 0);

    /** Both together. */
    public Entries plus(Entries more) {
        return new Entries(owned + more.owned, waiting + more.waiting);
    }
}
