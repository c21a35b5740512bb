package chat.jim.net;

/**
 * What a connection has done so far.
 *
 * @param received the bytes that were read
 * @param sent the bytes that were handed to the system
 * @param waiting the bytes that wait to be
 * @param dismissed whether it was ended from this side, with a last frame
 * @param overflowed whether it was ended since too much waited for the peer
 */
public record Counts(long received, long sent, int waiting, boolean dismissed, boolean overflowed) {}
