package chat.jim.dialect;

import chat.jim.codec.Json;
import chat.jim.protocol.Address;
import chat.jim.protocol.Message;
import chat.jim.protocol.action.Action;
import chat.jim.testing.RawClient;
import chat.jim.wire.Frame;
import tools.jackson.databind.node.ObjectNode;

/** Objects with single quotes, and peers that have sent some. */
final class Samples {
    private Samples() {}

    static ObjectNode object(String singleQuoted) {
        return Json.object(frame(singleQuoted));
    }

    static Frame frame(String singleQuoted) {
        return Frame.ofText(RawClient.json(singleQuoted));
    }

    /** A peer of a server that knows all families, where {@code carol} is somebody else. */
    static PeerDialect peer() {
        return new PeerDialect(Dialects.all(), Address.account("carol")::equals);
    }

    /** A peer that has come in bare with that object, and calls itself {@code me}. */
    static PeerDialect peer(String first) {
        PeerDialect peer = peer();
        say(peer, first, true);
        peer.setSelfName(Address.account("me"));
        return peer;
    }

    static Message say(PeerDialect peer, String object, boolean first) {
        return peer.decode(frame(object), first);
    }

    static Action.Msg msg(String to, String text) {
        return new Action.Msg(1763700000, Address.of(to), Address.account("alice"), null, text);
    }
}
