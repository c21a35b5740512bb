package chat.jim.server.cluster.node;

import chat.jim.codec.JsonLine;

/**
 * What a node tells the others of itself.
 *
 * @param address where its clients connect, such as {@code 10.0.0.5:7777}, for operators
 * @param version of its program, for operators
 * @param oldest the oldest version of the cluster's protocol that it speaks
 * @param newest the newest one
 */
public record NodeInfo(String address, String version, int oldest, int newest) {
    /** The same at another address. */
    NodeInfo at(String elsewhere) {
        return new NodeInfo(elsewhere, version, oldest, newest);
    }

    /** What stands in the engine while it is up; {@code no} differs from one refresh to the next. */
    String up(long no) {
        return JsonLine.empty()
                .with("state", "up")
                .withNumbers("v", oldest, newest)
                .with("version", version)
                .with("address", address)
                .with("no", no)
                .toString();
    }

    /** What stands there for ever after, with the time in seconds since 1970. */
    static String gone(long at) {
        return JsonLine.empty().with("state", "gone").with("at", at).toString();
    }
}
