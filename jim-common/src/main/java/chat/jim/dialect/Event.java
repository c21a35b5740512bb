package chat.jim.dialect;

import chat.jim.codec.JsonObject;
import chat.jim.protocol.Action;
import chat.jim.wire.Frame;
import java.util.List;

/** The course's with {@code event} in place of {@code action}. */
final class Event implements Dialect {
    @Override
    public String name() {
        return "event";
    }

    @Override
    public boolean isShownBy(JsonObject object) {
        return object.text("event") != null && !object.has("action");
    }

    /** The others are understood too, but its programs do not know them. */
    @Override
    public boolean admits(JsonObject object) {
        return object.has("event", "message") && object.text("message_text") != null;
    }

    @Override
    public Frame write(Action.Msg msg, String self) {
        return Course.message("event", msg, self, "message_text");
    }

    @Override
    public boolean addressesEach() {
        return true;
    }

    @Override
    public List<Frame> answer(Reply reply) {
        return Course.answerToLogin(reply);
    }

    @Override
    public boolean endsWith(Reply reply) {
        return reply.refusesLogin();
    }
}
