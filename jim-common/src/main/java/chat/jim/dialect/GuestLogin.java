package chat.jim.dialect;

import chat.jim.codec.JsonObject;
import chat.jim.protocol.Action;
import chat.jim.protocol.Response;
import chat.jim.wire.Frame;
import java.util.List;

/**
 * Whoever comes is {@code Guest}, and takes a name by an {@code authenticate} without a password; texts are in
 * {@code msg_text}, and answers have a {@code msg} beside the code.
 */
final class GuestLogin implements Dialect {
    @Override
    public String name() {
        return "guest-login";
    }

    @Override
    public boolean isShownBy(JsonObject object) {
        return Synonyms.isMessage(object, "msg", "msg_text");
    }

    @Override
    public boolean isHintedBy(JsonObject first) {
        return Synonyms.isGuest(first) && !first.has("type");
    }

    @Override
    public boolean admits(JsonObject object) {
        return isShownBy(object) || object.has("action", "authenticate") || object.has("action", "who");
    }

    @Override
    public Frame write(Action.Msg msg, String self) {
        return JsonObject.of("action", "msg")
                .with("time", msg.time())
                .with("from", msg.from())
                .with("to", SpecificationForm.addressee(msg, self, COMMON_ROOM.toString()))
                .with("msg_text", msg.message())
                .frame();
    }

    @Override
    public List<Frame> answer(Reply reply) {
        Response response = reply.response();
        List<String> names = response.names();
        String text = names == null ? response.text() : String.join(", ", NameList.fitting(names));
        return List.of(Answers.object(response).with("msg", text).frame());
    }
}
