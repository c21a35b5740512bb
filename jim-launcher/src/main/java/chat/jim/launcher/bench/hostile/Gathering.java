package chat.jim.launcher.bench.hostile;

/** Who and what must be there before a misuse begins. */
enum Gathering {
    /** Nobody. */
    NOBODY(0),
    /** Idle guests. */
    GUESTS(2000),
    /** The same, in one room. */
    ONE_ROOM(2000),
    /** Guests with a hundred rooms each. */
    ROOMS(100),
    /** An account with contacts for each hostile peer. */
    ACCOUNTS(0);

    /** In how many rooms each guest of {@link #ROOMS} is. */
    static final int ROOMS_EACH = 100;

    private final int guests;

    Gathering(int guests) {
        this.guests = guests;
    }

    /** How many guests are to be there. */
    int guests() {
        return guests;
    }
}
