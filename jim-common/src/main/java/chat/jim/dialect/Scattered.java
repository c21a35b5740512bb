package chat.jim.dialect;

import chat.jim.codec.JsonObject;
import chat.jim.wire.Frame;
import java.util.List;

/** The specification's, with the user as a plain text, or its name in {@code account}. */
final class Scattered implements Dialect {
    private final Specification specification = new Specification();

    @Override
    public String name() {
        return "scattered";
    }

    @Override
    public boolean isShownBy(JsonObject object) {
        return false;
    }

    @Override
    public boolean isHintedBy(JsonObject first) {
        boolean login = first.has("action", "presence") || first.has("action", "authenticate");
        return login && (first.text("user") != null || first.object("user").has("account"));
    }

    @Override
    public boolean admits(JsonObject object) {
        return specification.isShownBy(object);
    }

    @Override
    public List<Frame> answer(Reply reply) {
        return specification.answer(reply);
    }
}
