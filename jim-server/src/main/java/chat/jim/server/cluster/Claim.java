package chat.jim.server.cluster;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.nats.Bucket;

/**
 * That a name is at a server, as it stands in the engine.
 *
 * @param node the server
 * @param as the name as it was written
 */
record Claim(String node, String as) {
    static Claim of(String node, Address name) {
        return new Claim(node, name.toString());
    }

    /** What stands there; a claim that cannot be read is that of no server. */
    static Claim of(Bucket.Entry entry) {
        try {
            JsonLine line = JsonLine.of(entry.value());
            return new Claim(line.text("n"), line.text("as"));
        } catch (ProtocolException e) {
            return new Claim("", entry.key());
        }
    }

    String json() {
        return JsonLine.empty().with("n", node).with("as", as).toString();
    }
}
