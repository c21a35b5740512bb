package chat.jim.server.cluster.name;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.node.Node;

/**
 * That a name is at a server, as it stands in the engine.
 *
 * @param node the server; empty if it is that of none
 * @param as the name as it was written
 */
record Claim(String node, String as) {
    static Claim of(String node, Address name) {
        return new Claim(node, name.toString());
    }

    /** What stands there. A claim that makes no sense is that of no server. */
    static Claim of(Bucket.Entry entry) {
        try {
            JsonLine line = JsonLine.of(entry.value());
            String node = line.text("n");
            return new Claim(Node.isId(node) ? node : "", line.text("as"));
        } catch (ProtocolException e) {
            return new Claim("", entry.key());
        }
    }

    String json() {
        return JsonLine.empty().with("n", node).with("as", as).toString();
    }
}
