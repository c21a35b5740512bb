package chat.jim.dialect;

import chat.jim.codec.Codec;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.wire.BareForm;
import chat.jim.wire.Frame;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The objects that the programs of each family read as an answer. */
final class Answers {
    private static final int LIST = 202;
    private static final int CHANGED = 203;
    private static final int KEY = 511;

    private Answers() {}

    /** The answer as the specification has it; the parts of a list go before it. */
    static Stream<Frame> standard(Reply reply) {
        return Stream.of(Codec.encode(reply.response()));
    }

    /** 200 alone, or 400 with the text, whatever the error was: the two codes that all programs know. */
    static Stream<Frame> goodOrBad(Reply reply) {
        return of(code(reply));
    }

    /** The same two codes with a {@code msg}: the text, or the names of a list. */
    static Stream<Frame> withMsg(Reply reply) {
        return list(
                reply,
                names -> code(reply)
                        .put(
                                "msg",
                                reply.response().names() == null
                                        ? reply.response().text()
                                        : String.join(", ", names)));
    }

    /**
     * The course's programs read one answer, that to their presence, some of them only if it is just this, and data. Whoever
     * is asked for a password may not be one of them, and go on to authenticate.
     */
    static Stream<Frame> course(Reply reply) {
        if (reply.online()) {
            return reply.isAboutData() ? courseGui(reply) : Stream.empty();
        }
        if (reply.isError()) {
            return reply.asksForPassword() ? standard(reply) : event(reply);
        }
        return reply.answersLogin() ? goodOrBad(reply) : Stream.empty();
    }

    /** 200 or 400 with the time and the text, or data. Any other request is answered only if it failed. */
    static Stream<Frame> event(Reply reply) {
        if (reply.isAboutData() && !reply.isError()) {
            return courseGui(reply);
        }
        Response response = reply.response();
        Code code = reply.isError() ? Code.BAD_REQUEST : Code.OK;
        boolean expected = reply.isError() || reply.answersLogin();
        return expected
                ? Stream.of(Codec.encode(new Response(code, response.time(), response.text())))
                : Stream.empty();
    }

    /** The two codes, but lists and public keys have objects of their own. */
    static Stream<Frame> courseGui(Reply reply) {
        if (reply.response().names() != null) {
            return list(reply, names -> {
                ObjectNode list = object("response", LIST);
                names.forEach(list.putArray("data_list")::add);
                return list;
            });
        }
        if (reply.answers(Action.PublicKey.class) && !reply.isError()) {
            return of(object("response", KEY).put("bin", reply.response().text()));
        }
        return reply.answers(Action.Quit.class) ? Stream.empty() : goodOrBad(reply);
    }

    /**
     * The two codes, but names come one by one after their number, and a presence is always asked to authenticate: the
     * programs do so in any case, with a token that means nothing to us.
     */
    static Stream<Frame> byQuantity(Reply reply) {
        boolean welcome = !reply.isError() || reply.asksForPassword();
        if (reply.answers(Action.Presence.class) && !reply.online() && welcome) {
            String token =
                    HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
            return of(object("response", Code.UNAUTHORIZED.number()).put("token", token));
        }
        List<String> names = reply.response().names();
        boolean potentials = reply.answers(Action.GetPotentials.class);
        if (names == null || !(potentials || reply.answers(Action.GetContacts.class))) {
            return goodOrBad(reply);
        }
        String action = potentials ? "potent_list" : "contact_list";
        return Stream.concat(
                of(object("response", LIST).put("quantity", names.size())),
                names.stream().flatMap(name -> of(object().put("action", action).put("user_id", name))));
    }

    /** The same, with a code of its own for a contact that was added or deleted. */
    static Stream<Frame> potentials(Reply reply) {
        boolean changed = reply.answers(Action.AddContact.class) || reply.answers(Action.DelContact.class);
        return changed && !reply.isError() ? of(object("response", CHANGED)) : byQuantity(reply);
    }

    /** An object with the keys of all others; the names of a list are its text. */
    static Stream<Frame> sixKeys(Reply reply) {
        return list(
                reply,
                names -> object().put("action", "response")
                        .put("time", reply.response().time())
                        .putNull("user")
                        .putNull("to")
                        .put("code", codeOf(reply))
                        .put(
                                "message",
                                reply.isError()
                                        ? reply.response().text()
                                        : names.isEmpty() ? null : String.join(", ", names)));
    }

    /** The answer with as many of its names as go into an object for programs that know no parts. */
    private static Stream<Frame> list(Reply reply, Function<List<String>, ObjectNode> object) {
        List<String> names = Objects.requireNonNullElse(reply.response().names(), List.of());
        int count = Math.min(names.size(), Frame.MAX_CHARACTERS);
        Frame frame = Codec.encodeAnyLength(object.apply(names.subList(0, count)));
        while (count > 0 && !BareForm.fitsEscaped(frame)) {
            count = count * 9 / 10;
            frame = Codec.encodeAnyLength(object.apply(names.subList(0, count)));
        }
        return Stream.of(frame);
    }

    private static ObjectNode code(Reply reply) {
        ObjectNode answer = object("response", codeOf(reply));
        return reply.isError() ? answer.put("error", reply.response().text()) : answer;
    }

    private static int codeOf(Reply reply) {
        return (reply.isError() ? Code.BAD_REQUEST : Code.OK).number();
    }

    private static ObjectNode object(String field, int number) {
        return object().put(field, number);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Stream<Frame> of(ObjectNode object) {
        return Stream.of(Codec.encode(object));
    }
}
