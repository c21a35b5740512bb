package chat.jim.server.routing;

/** The sessions of an account are at another server, where one more has to come, or one to come back. */
public final class ElsewhereException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String node;

    /** They are at that server. */
    public ElsewhereException(String node) {
        super("At the node " + node, null, false, false);
        this.node = node;
    }

    /** The server where they are. */
    public String node() {
        return node;
    }
}
