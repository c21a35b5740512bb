package chat.jim.dialect;

import chat.jim.codec.JsonObject;
import chat.jim.protocol.Action;
import chat.jim.wire.Frame;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The specification's with other answers: a presence is always asked to authenticate, and contacts come one by one after
 * their number. Its times are texts.
 */
final class ContactsByQuantity implements Dialect {
    private static final Set<String> VERBS = Set.of("authenticate", "get_contacts", "add_contact", "del_contact");

    @Override
    public String name() {
        return "quantity";
    }

    @Override
    public boolean isShownBy(JsonObject object) {
        return false;
    }

    @Override
    public boolean isHintedBy(JsonObject first) {
        String time = first.text("time");
        return first.has("action", "presence") && time != null && time.matches("[0-9]+");
    }

    @Override
    public boolean admits(JsonObject object) {
        return SpecificationForm.isMessage(object) || VERBS.stream().anyMatch(verb -> object.has("action", verb));
    }

    @Override
    public List<Frame> answer(Reply reply) {
        boolean welcome = !reply.isError() || reply.asksForPassword();
        if (reply.answers(Action.Presence.class) && !reply.online() && welcome) {
            return List.of(invitation());
        }
        List<String> contacts =
                reply.answers(Action.GetContacts.class) ? reply.response().names() : null;
        return contacts == null ? List.of(Answers.goodOrBad(reply.response())) : list(contacts);
    }

    /** Its programs authenticate in any case, even if here they are online by now. The token is of no use to us. */
    private static Frame invitation() {
        String token = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return JsonObject.of("response", 401).with("token", token).frame();
    }

    private static List<Frame> list(List<String> contacts) {
        List<Frame> objects = new ArrayList<>();
        objects.add(
                JsonObject.of("response", 202).with("quantity", contacts.size()).frame());
        for (String contact : contacts) {
            objects.add(JsonObject.of("action", "contact_list")
                    .with("user_id", contact)
                    .frame());
        }
        return objects;
    }
}
