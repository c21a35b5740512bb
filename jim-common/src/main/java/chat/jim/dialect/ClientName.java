package chat.jim.dialect;

import chat.jim.codec.JsonObject;
import chat.jim.protocol.Action;
import chat.jim.wire.Frame;
import java.util.List;

/** The user is {@code client_name}, {@code #} is everybody, oneself included, and every request is answered 200. */
final class ClientName implements Dialect {
    @Override
    public String name() {
        return "client-name";
    }

    @Override
    public boolean isShownBy(JsonObject object) {
        return Synonyms.namesUser(object, "client_name");
    }

    @Override
    public boolean admits(JsonObject object) {
        return isShownBy(object) || SpecificationForm.isMessage(object);
    }

    @Override
    public Frame write(Action.Msg msg, String self) {
        return SpecificationForm.message(msg, self, "#");
    }

    @Override
    public List<Frame> answer(Reply reply) {
        return List.of(Answers.goodOrBad(reply.response()));
    }

    @Override
    public boolean echoes() {
        return true;
    }
}
