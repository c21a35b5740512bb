package chat.jim.dialect;

import chat.jim.codec.Codec;
import chat.jim.codec.JsonObject;
import chat.jim.protocol.Action;
import chat.jim.protocol.Message;
import chat.jim.protocol.Response;
import chat.jim.wire.Frame;
import java.util.List;

/** The specification's dialect, as strict as PROTOCOL.md: what every peer speaks that has shown no other. */
final class Specification implements Dialect {
    private static final List<String> VERBS =
            List.of("join", "leave", "who", "rooms", "register", "get_contacts", "add_contact", "del_contact", "quit");

    private final Codec codec = new Codec();

    @Override
    public String name() {
        return "spec";
    }

    @Override
    public boolean isShownBy(JsonObject object) {
        return Synonyms.isMessage(object, "msg", "message")
                || VERBS.stream().anyMatch(verb -> object.has("action", verb))
                || (object.has("action", "authenticate") && Synonyms.password(object) != null);
    }

    @Override
    public Message read(JsonObject object, Frame frame) {
        return codec.decode(frame);
    }

    @Override
    public Frame write(Action.Msg msg, String self) {
        return codec.encode(msg);
    }

    /** Its programs do not ask to whom a message is addressed that they get. */
    @Override
    public boolean passesOn(Action.Msg msg, String self) {
        return true;
    }

    @Override
    public List<Frame> answer(Reply reply) {
        return frames(reply.response());
    }

    List<Frame> frames(Response response) {
        return response.parts().stream().map(codec::encode).toList();
    }

    @Override
    public boolean knowsNotices() {
        return true;
    }
}
