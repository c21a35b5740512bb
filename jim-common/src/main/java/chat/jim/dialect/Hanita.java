package chat.jim.dialect;

import chat.jim.codec.JsonObject;
import chat.jim.wire.Frame;
import java.util.List;

/** Hanita of 2017: the specification's, but the user is {@code accaunt_name}, and nearly always {@code Guest}. */
final class Hanita implements Dialect {
    private final Specification specification = new Specification();

    @Override
    public String name() {
        return "hanita";
    }

    @Override
    public boolean isShownBy(JsonObject object) {
        return Synonyms.namesUser(object, "accaunt_name");
    }

    @Override
    public boolean admits(JsonObject object) {
        return isShownBy(object) || SpecificationForm.isMessage(object);
    }

    @Override
    public List<Frame> answer(Reply reply) {
        return specification.answer(reply);
    }
}
