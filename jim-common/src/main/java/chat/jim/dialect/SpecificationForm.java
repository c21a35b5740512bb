package chat.jim.dialect;

import chat.jim.codec.JsonObject;
import chat.jim.protocol.Action;
import chat.jim.wire.Frame;

/** A message in the specification's form, for programs that speak it but for the rest. */
final class SpecificationForm {
    private SpecificationForm() {}

    /** Whether it is one. */
    static boolean isMessage(JsonObject object) {
        return Synonyms.isMessage(object, "msg", "message");
    }

    /** Writes one for a reader that calls itself {@code self}, with {@code commonRoom} for the common room. */
    static Frame message(Action.Msg msg, String self, String commonRoom) {
        return JsonObject.of("action", "msg")
                .with("time", msg.time())
                .with("to", addressee(msg, self, commonRoom))
                .with("from", msg.from())
                .with("message", msg.message())
                .frame();
    }

    /** Whom a message is to, for a reader that calls itself {@code self}. */
    static String addressee(Action.Msg msg, String self, String commonRoom) {
        if (msg.to().equals(Dialect.COMMON_ROOM)) {
            return commonRoom;
        }
        return msg.to().isRoom() ? msg.to().toString() : self;
    }
}
