package chat.jim.dialect;

import chat.jim.codec.JsonObject;
import chat.jim.protocol.Action;
import chat.jim.protocol.Response;
import chat.jim.wire.Frame;
import java.util.List;
import java.util.Set;

/**
 * What the course's programs with windows speak: the course's, with contacts, lists and public keys beside, and an answer to
 * each message.
 */
final class CourseGui implements Dialect {
    private static final Set<String> VERBS = Set.of("get_users", "add", "remove", "pubkey_need");
    private static final int LIST = 202;
    private static final int KEY = 511;

    @Override
    public String name() {
        return "course-gui";
    }

    @Override
    public boolean isShownBy(JsonObject object) {
        return Synonyms.namesUser(object, "pubkey")
                || VERBS.stream().anyMatch(verb -> object.has("action", verb))
                || (object.has("action", "get_contacts") && object.text("user") != null);
    }

    @Override
    public boolean admits(JsonObject object) {
        return isShownBy(object) || Synonyms.isMessage(object, "message", "mess_text") || object.has("action", "exit");
    }

    @Override
    public Frame write(Action.Msg msg, String self) {
        return Course.message("action", msg, self, "mess_text");
    }

    @Override
    public boolean addressesEach() {
        return true;
    }

    @Override
    public List<Frame> answer(Reply reply) {
        Response response = reply.response();
        List<String> names = response.names();
        if (names != null) {
            return List.of(JsonObject.of("response", LIST)
                    .with("data_list", NameList.fitting(names))
                    .frame());
        }
        if (reply.answers(Action.PublicKey.class) && !reply.isError()) {
            return List.of(
                    JsonObject.of("response", KEY).with("bin", response.text()).frame());
        }
        return reply.answers(Action.Quit.class) ? List.of() : List.of(Answers.goodOrBad(response));
    }

    @Override
    public boolean endsWith(Reply reply) {
        return reply.refusesLogin();
    }
}
