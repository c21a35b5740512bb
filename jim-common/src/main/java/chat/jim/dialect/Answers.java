package chat.jim.dialect;

import chat.jim.codec.Codec;
import chat.jim.protocol.Action;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.wire.Frame;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The objects that the programs of each dialect read as an answer. */
final class Answers {
    private static final int LIST = 202;
    private static final int KEY = 511;

    private Answers() {}

    /** The answer as the specification has it; the parts of a list go before it. */
    static Stream<Frame> standard(Reply reply) {
        return Stream.of(Codec.encode(reply.response()));
    }

    /** 200 alone, or 400 with the text, whatever the error was: the two codes that all programs know. */
    static Stream<Frame> goodOrBad(Reply reply) {
        return Stream.of(Codec.encode(code(reply)));
    }

    /** The same two codes with a {@code msg}: the text, or the names of a list. */
    static Stream<Frame> withMsg(Reply reply) {
        List<String> names = reply.response().names();
        String text = names == null ? reply.response().text() : String.join(", ", NameList.fitting(names));
        ObjectNode answer = code(reply);
        return Stream.of(Codec.encode(text == null ? answer : answer.put("msg", text)));
    }

    /**
     * The course's programs expect an answer to their presence only, and take any other one for an error. But a peer that is
     * asked for a password may go on to authenticate: then it was taken for one of these programs by mistake.
     */
    static Stream<Frame> course(Reply reply) {
        return reply.refusesLogin() && reply.asksForPassword() ? standard(reply) : toLoginOnly(reply);
    }

    /** 200 or 400 with the time and the text. A request that is not a login is answered only if it failed. */
    static Stream<Frame> toLoginOnly(Reply reply) {
        if (!reply.isError() && !reply.answersLogin()) {
            return Stream.empty();
        }
        Response response = reply.response();
        Code code = reply.isError() ? Code.BAD_REQUEST : Code.OK;
        return Stream.of(Codec.encode(new Response(code, response.time(), response.text())));
    }

    /** The two codes, but lists and public keys have objects of their own. */
    static Stream<Frame> courseGui(Reply reply) {
        List<String> names = reply.response().names();
        if (names != null) {
            ObjectNode list = object("response", LIST);
            NameList.fitting(names).forEach(list.putArray("data_list")::add);
            return Stream.of(Codec.encode(list));
        }
        if (reply.answers(Action.PublicKey.class) && !reply.isError()) {
            return Stream.of(Codec.encode(
                    object("response", KEY).put("bin", reply.response().text())));
        }
        return reply.answers(Action.Quit.class) ? Stream.empty() : goodOrBad(reply);
    }

    /** The two codes, but a presence is always asked to authenticate, and contacts come one by one after their number. */
    static Stream<Frame> byQuantity(Reply reply) {
        boolean welcome = !reply.isError() || reply.asksForPassword();
        if (reply.answers(Action.Presence.class) && !reply.online() && welcome) {
            return Stream.of(invitation());
        }
        List<String> names = reply.response().names();
        return names != null && reply.answers(Action.GetContacts.class) ? contacts(names) : goodOrBad(reply);
    }

    /** Its programs authenticate in any case, even if the presence was enough here. The token means nothing to us. */
    private static Frame invitation() {
        String token = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return Codec.encode(object("response", Code.UNAUTHORIZED.number()).put("token", token));
    }

    private static Stream<Frame> contacts(List<String> names) {
        Frame number = Codec.encode(object("response", LIST).put("quantity", names.size()));
        return Stream.concat(Stream.of(number), names.stream().map(Answers::contact));
    }

    private static Frame contact(String name) {
        ObjectNode contact = JsonNodeFactory.instance.objectNode();
        return Codec.encode(contact.put("action", "contact_list").put("user_id", name));
    }

    private static ObjectNode code(Reply reply) {
        ObjectNode answer = object("response", (reply.isError() ? Code.BAD_REQUEST : Code.OK).number());
        String text = reply.response().text();
        return reply.isError() && text != null ? answer.put("error", text) : answer;
    }

    private static ObjectNode object(String field, int number) {
        return JsonNodeFactory.instance.objectNode().put(field, number);
    }
}
