package chat.jim.dialect;

import chat.jim.codec.JsonObject;
import chat.jim.protocol.Action;
import chat.jim.wire.Frame;
import java.util.List;
import java.util.Set;

/**
 * What most programs of the course speak: {@code message} and {@code exit}, and the text in a field of its own. They know
 * two answers, to their presence only; any other one they take for an error.
 */
final class Course implements Dialect {
    private static final Set<String> PRESENCE = Set.of("action", "time", "user");
    private static final Set<String> USER = Set.of("account_name");

    private final Specification specification = new Specification();
    private final String name;
    private final String text;

    /** @param text the field that the text of a message is in */
    Course(String name, String text) {
        this.name = name;
        this.text = text;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isShownBy(JsonObject object) {
        return (Synonyms.isMessage(object, "message", text) && object.has("to"))
                || (object.has("action", "exit") && object.has("account_name"));
    }

    /** The specification's presence could look the same; but most that do, with a fraction in the time, are the course's. */
    @Override
    public boolean isHintedBy(JsonObject first) {
        return first.has("action", "presence")
                && first.number("time") instanceof Double
                && first.names().equals(PRESENCE)
                && first.object("user").names().equals(USER)
                && !Synonyms.isGuest(first);
    }

    @Override
    public Frame write(Action.Msg msg, String self) {
        return message("action", msg, self, text);
    }

    /** A message as the course has it, whatever it calls the verb's field and the text's. */
    static Frame message(String verb, Action.Msg msg, String self, String text) {
        return JsonObject.of(verb, "message")
                .with("from", msg.from())
                .with("to", self)
                .with("time", msg.time())
                .with(text, msg.message())
                .frame();
    }

    @Override
    public boolean addressesEach() {
        return true;
    }

    @Override
    public List<Frame> answer(Reply reply) {
        return mayBeStandard(reply) ? specification.answer(reply) : answerToLogin(reply);
    }

    /** A name with an account: who goes on to authenticate was taken for one of these programs by mistake. */
    private static boolean mayBeStandard(Reply reply) {
        return reply.refusesLogin() && reply.asksForPassword();
    }

    /** Of what is not a login only an error is answered. */
    static List<Frame> answerToLogin(Reply reply) {
        boolean expected = reply.isError() || reply.answersLogin();
        return expected ? List.of(Answers.withText(reply.response())) : List.of();
    }

    @Override
    public boolean endsWith(Reply reply) {
        return reply.refusesLogin() && !mayBeStandard(reply);
    }
}
