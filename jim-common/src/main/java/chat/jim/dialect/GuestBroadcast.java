package chat.jim.dialect;

import chat.jim.codec.JsonObject;
import chat.jim.protocol.Action;
import chat.jim.wire.Frame;
import java.util.List;

/** Everybody is {@code Guest} and speaks to all: messages have no addressee, and name their sender otherwise when sent. */
final class GuestBroadcast implements Dialect {
    @Override
    public String name() {
        return "guest-broadcast";
    }

    @Override
    public boolean isShownBy(JsonObject object) {
        return Synonyms.isMessage(object, "message", "mess_text")
                && object.has("account_name")
                && !object.has("to")
                && !object.has("from");
    }

    @Override
    public boolean isHintedBy(JsonObject first) {
        return Synonyms.isGuest(first) && first.has("type", "status");
    }

    @Override
    public Frame write(Action.Msg msg, String self) {
        return JsonObject.of("action", "message")
                .with("sender", msg.from())
                .with("time", msg.time())
                .with("mess_text", msg.message())
                .frame();
    }

    @Override
    public boolean passesOn(Action.Msg msg, String self) {
        return false;
    }

    @Override
    public List<Frame> answer(Reply reply) {
        return List.of(Answers.goodOrBad(reply.response()));
    }
}
