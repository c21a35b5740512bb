package chat.jim.protocol;

/** What one frame means: an action, or the response to one. */
public sealed interface Message permits Action, Response {
    /** When it was sent, in UNIX seconds; 0 where the peer wrote a date in words. */
    long time();
}
