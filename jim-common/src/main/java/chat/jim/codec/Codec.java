package chat.jim.codec;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Limits;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.User;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.HistoryAction;
import chat.jim.protocol.action.RoomAction;
import chat.jim.protocol.action.Verb;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns frames into messages and messages into frames (PROTOCOL.md, section 3). A frame is read once, into a tree, and the
 * tree is bound to the record of its verb; a message is written as the fields of its record. The plain messages, which are
 * most of them, take a shortcut that gives the same result without Jackson: {@link PlainReader} and {@link PlainWriter}.
 */
public final class Codec {
    private Codec() {}

    /**
     * Loads Jackson, which takes a few tenths of a second: a server calls it early, so that its first peer need not wait.
     */
    public static void preload() {
        Json.bind(
                Json.object(encode(new Action.Presence(0, null, Address.account("nobody"), null))),
                Action.Presence.class);
    }

    /**
     * Decodes one object.
     *
     * @throws ProtocolException 400 if it is not JSON, or neither a well-formed action nor a response
     */
    public static Message decode(Frame frame) {
        Message plain = PlainReader.read(frame);
        return plain == null ? decode(Json.object(frame), frame) : plain;
    }

    /**
     * Decodes one object that has been read already, and leaves it as it is.
     *
     * @throws ProtocolException 400 if it is neither a well-formed action nor a response
     */
    public static Message decode(ObjectNode object, Frame frame) {
        boolean isAction = object.has("action");
        boolean isResponse = object.has("response");
        if (isAction && isResponse) {
            throw ProtocolException.badRequest("An object is an action or a response: leave one of the fields out.");
        }
        if (!isAction && !isResponse) {
            throw ProtocolException.badRequest("The field action is needed: it says what to do.");
        }
        return isAction ? action(object, frame) : response(object);
    }

    private static Action action(ObjectNode object, Frame frame) {
        String word = Limits.check("The field action", Json.text(object, "action"), Limits.ACTION);
        Verb verb = Verb.of(word);
        if (verb == null) {
            throw ProtocolException.badRequest("There is no action " + word + " here.");
        }
        Action action = Json.bind(asRecorded(object, verb), verb.action());
        return action instanceof Action.Msg msg ? msg.in(frame) : action;
    }

    /** The object with the fields of the record: the time in seconds, a user that is an object, a contact in its field. */
    private static ObjectNode asRecorded(ObjectNode object, Verb verb) {
        ObjectNode fields = object.objectNode().setAll(object);
        fields.put("time", verb == Verb.QUIT ? optionalTime(object) : time(object));
        if (HistoryAction.class.isAssignableFrom(verb.action())) {
            return fields;
        }
        if (!(object.get("user") instanceof ObjectNode user)) {
            fields.putObject("user");
        } else if (isAboutSomebody(verb) && !object.has("user_id") && user.has("account_name")) {
            fields.put("user_id", Json.text(user, "account_name"));
        }
        return fields;
    }

    /** The course calls a contact {@code user_id}; the specification names people in {@code user}. */
    private static boolean isAboutSomebody(Verb verb) {
        return verb == Verb.ADD_CONTACT
                || verb == Verb.DEL_CONTACT
                || verb == Verb.WHOIS
                || RoomAction.class.isAssignableFrom(verb.action());
    }

    private static long optionalTime(ObjectNode object) {
        return object.has("time") ? time(object) : 0;
    }

    private static long time(ObjectNode object) {
        JsonNode time = object.path("time");
        if (time.isString()) {
            return 0;
        }
        if (!time.isNumber()) {
            throw ProtocolException.badRequest("The field time is needed, and has to be a number of UNIX seconds.");
        }
        double seconds = time.numberValue().doubleValue();
        if (!(Math.abs(seconds) < Limits.TIME)) {
            throw ProtocolException.badRequest("The field time is out of range: send UNIX seconds.");
        }
        return (long) Math.floor(seconds);
    }

    /** A response is read leniently, field by field: clients also talk to other servers. */
    private static Response response(ObjectNode object) {
        JsonNode number = object.path("response");
        Code code = Code.of(number.isNumber() ? number.asString() : Json.text(object, "response"));
        String words = object.has("error") ? "error" : "alert";
        return new Response(
                code,
                optionalTime(object),
                object.has(words) ? Json.text(object, words) : null,
                details(object),
                object.has("list") ? names(object.path("list")) : null,
                code.equals(Code.ACCEPTED) ? users(object.path("user")) : List.of());
    }

    /** One at most; what is no user with a status is ignored. */
    private static List<User> users(JsonNode user) {
        JsonNode name = user.path("account_name");
        JsonNode status = user.path("status");
        if (!name.isString() || !status.isString()) {
            return List.of();
        }
        try {
            return List.of(new User(Address.account(name.stringValue()), status.stringValue()));
        } catch (ProtocolException e) {
            return List.of();
        }
    }

    /** What is of another type is ignored. */
    private static Map<Detail, Object> details(ObjectNode object) {
        Map<Detail, Object> details = new EnumMap<>(Detail.class);
        for (Detail detail : Detail.values()) {
            JsonNode value = object.path(detail.word());
            Object known = switch (detail.kind()) {
                case TEXT -> value.isString() ? value.stringValue() : null;
                case NUMBER ->
                    value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0
                            ? value.longValue()
                            : null;
                case FLAG -> value.isBoolean() ? value.booleanValue() : null;
            };
            if (known != null) {
                details.put(detail, known);
            }
        }
        return details;
    }

    private static List<String> names(JsonNode list) {
        Stream<JsonNode> elements = list.isArray() ? list.valueStream() : Stream.empty();
        return elements.filter(JsonNode::isString).map(JsonNode::stringValue).toList();
    }

    /**
     * Encodes one message, compact, with its keys in the specification's order.
     *
     * @throws ProtocolException 400 if the object would be longer than {@link Frame#MAX_CHARACTERS}
     */
    public static Frame encode(Message message) {
        return frame(bytes(message));
    }

    /**
     * Encodes an object of another dialect, compact, with its keys in order.
     *
     * @throws ProtocolException 400 if the object would be longer than {@link Frame#MAX_CHARACTERS}
     */
    public static Frame encode(ObjectNode object) {
        return frame(Json.bytes(object));
    }

    /** The same for a reader that has other limits. */
    public static Frame encodeAnyLength(ObjectNode object) {
        return Frame.ofAnyLength(Json.bytes(object));
    }

    /** A message as JSON on one line, without its end; a {@code msg} is as it came, unknown fields included. */
    public static byte[] line(Message message) {
        if (message instanceof Action.Msg msg && msg.frame() != null && msg.from() != null) {
            Frame frame = msg.frame().multiline() ? withSender(msg, msg.from()) : msg.frame();
            return frame.copy().array();
        }
        return bytes(message);
    }

    private static byte[] bytes(Message message) {
        byte @Nullable [] plain = PlainWriter.write(message);
        return plain == null ? Json.bytes(message) : plain;
    }

    private static Frame frame(byte[] object) {
        try {
            return Frame.of(object);
        } catch (FrameException e) {
            throw ProtocolException.badRequest(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Writes a {@code msg} that came in a frame anew in the compact form, unknown fields included, with {@code sender} in
     * {@code from}, which is put behind {@code to} if it was missing. This is done token by token, because a tree would
     * write some numbers in another form.
     *
     * @throws ProtocolException 400 if the object would be longer than {@link Frame#MAX_CHARACTERS}
     */
    public static Frame withSender(Action.Msg msg, Address sender) {
        Frame frame = Objects.requireNonNull(msg.frame());
        return frame(Json.generated(generator -> {
            try (JsonParser parser = Json.parser(frame)) {
                while (parser.nextToken() != null) {
                    if (isValueOf("from", parser)) {
                        generator.writeString(sender.toString());
                        continue;
                    }
                    copy(parser, generator);
                    if (msg.from() == null && isValueOf("to", parser)) {
                        generator.writeStringProperty("from", sender.toString());
                    }
                }
            }
        }));
    }

    /** Whether the parser stands at the value of a field at the top of the object. */
    private static boolean isValueOf(String field, JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_STRING
                && parser.streamReadContext().getNestingDepth() == 1
                && field.equals(parser.currentName());
    }

    static void copy(JsonParser parser, JsonGenerator generator) {
        if (parser.currentToken().isNumeric()) {
            generator.writeNumber(parser.getString());
        } else {
            generator.copyCurrentEvent(parser);
        }
    }
}
