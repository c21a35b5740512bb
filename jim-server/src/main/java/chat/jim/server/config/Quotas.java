package chat.jim.server.config;

/**
 * How much one peer, one network address or one account may take of the server. {@link #UNLIMITED} is no limit.
 *
 * @param connections how many connections there may be at once from one address that is not this machine's
 * @param flood how fast one connection is read (PROTOCOL.md, section 9)
 * @param outboxBytes bytes that may wait for a peer that reads slowly, before it is dropped
 * @param rooms how many rooms one peer may be in (PROTOCOL.md, section 7)
 * @param badObjects how many bad objects in a row close a connection (PROTOCOL.md, section 3)
 * @param failedLogins how many logins may fail within a minute (PROTOCOL.md, section 9)
 * @param mailbox how many messages may wait for an account; 0 if none are kept (PROTOCOL.md, section 6)
 */
public record Quotas(
        int connections, Flood flood, int outboxBytes, int rooms, int badObjects, int failedLogins, int mailbox) {
    /** Never reached. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /**
     * How fast one connection is read.
     *
     * @param rate requests a second
     * @param burst requests that may come at once before that
     */
    public record Flood(int rate, int burst) {}
}
