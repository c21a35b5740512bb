package chat.jim.client.screen;

/** Whose coming to a room and leaving it a person wants to see. */
public enum Notices {
    /** Everybody's. */
    ALL,
    /** That of those who have spoken lately, and of contacts. */
    TALKERS,
    /** Nobody's. */
    NONE
}
