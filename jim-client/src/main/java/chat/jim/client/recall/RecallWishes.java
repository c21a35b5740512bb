package chat.jim.client.recall;

import chat.jim.client.personal.SeenRooms;

/**
 * What a person wants to see of what was said before.
 *
 * @param lines how many lines that are read already are shown in a room that one enters; 0 shows nothing there
 * @param seen up to where the person has read, where the server does not know it
 */
public record RecallWishes(int lines, SeenRooms seen) {
    /** How many lines, unless a person wishes otherwise. */
    public static final int USUAL_LINES = 20;

    /** The usual ones of somebody who was never here. */
    public static RecallWishes usual() {
        return new RecallWishes(USUAL_LINES, SeenRooms.ofSession());
    }
}
