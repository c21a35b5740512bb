package chat.jim.launcher.bench.hostile;

import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** A way to misuse a server. */
public enum Misuse {
    /** Nobody misuses it: what the others are compared with. */
    CALM(Gathering.NOBODY, Manner.ENDLESS, (me, big) -> ""),
    /** The list of rooms, without end. */
    ROOMS(Gathering.ROOMS, Manner.ENDLESS, (me, big) -> Requests.ROOMS),
    /** The list of all who are online. */
    WHO(Gathering.GUESTS, Manner.ENDLESS, (me, big) -> Requests.WHO),
    /** The list of all in a large room. */
    WHO_ROOM(Gathering.ONE_ROOM, Manner.ENDLESS, (me, big) -> Requests.who(big)),
    /** The list of one's contacts. */
    CONTACTS(Gathering.ACCOUNTS, Manner.ENDLESS, (me, big) -> Requests.CONTACTS),
    /** New accounts, each over a new connection. */
    REGISTER(Gathering.NOBODY, Manner.KNOCKING, (me, big) -> Requests.login("register", me, Stage.PASSWORD)),
    /** Wrong passwords, each over a new connection. */
    PASSWORDS(
            Gathering.NOBODY,
            Manner.KNOCKING,
            (me, big) -> Requests.login("authenticate", me, "Wrong-" + Stage.PASSWORD)),
    /** Joining and leaving a large room. */
    JOINS(Gathering.ONE_ROOM, Manner.ENDLESS, (me, big) -> Requests.join(big) + Requests.leave(big)),
    /** Messages to oneself. */
    FLOOD(Gathering.NOBODY, Manner.ENDLESS, (me, big) -> Requests.msg(me, me, Misuse.TEXT)),
    /** Messages to a large room. */
    ROOM_FLOOD(Gathering.ONE_ROOM, Manner.ENDLESS_IN_ROOM, (me, big) -> Requests.msg(me, big, Misuse.TEXT)),
    /** The list of rooms, read a few bytes a second. */
    SLOW_LISTS(Gathering.ROOMS, Manner.SLOW, (me, big) -> Requests.ROOMS),
    /** Messages to somebody who reads nothing. */
    NO_READ(Gathering.NOBODY, Manner.TO_DEAF, (me, big) -> Requests.msg(me, me + Misuse.DEAF, Misuse.TEXT));

    /** What the name of somebody who reads nothing ends with. */
    static final String DEAF = "-deaf";

    private static final int TEXT = 100;

    private final Gathering gathering;
    private final Manner manner;

    @SuppressWarnings("ImmutableEnumChecker") // none of the functions above has a state
    private final BinaryOperator<String> requests;

    Misuse(Gathering gathering, Manner manner, BinaryOperator<String> requests) {
        this.gathering = gathering;
        this.manner = manner;
        this.requests = requests;
    }

    /** How a hostile peer goes about it. */
    enum Manner {
        /** One connection, written to without end, and read. */
        ENDLESS,
        /** The same as a member of the large room. */
        ENDLESS_IN_ROOM,
        /** The same, but hardly read. */
        SLOW,
        /** The same to somebody of its own who reads nothing. */
        TO_DEAF,
        /** Some connections at a time, each for one request. */
        KNOCKING
    }

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

    /** All but {@link #CALM}. */
    public static List<Misuse> all() {
        return Stream.of(values()).filter(misuse -> misuse != CALM).toList();
    }

    /** Its name on the command line and in the report. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Gathering gathering() {
        return gathering;
    }

    Manner manner() {
        return manner;
    }

    /** What a hostile peer of that name writes again and again. */
    String requests(String me, String big) {
        return requests.apply(me, big);
    }
}
