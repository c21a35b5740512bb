package chat.jim.client.screen;

/** When the bell rings. */
public enum BellChoice {
    /** For each message of somebody else. */
    ALL,
    /** For direct messages, and what names the user. */
    MENTIONS,
    /** Never. */
    NONE
}
