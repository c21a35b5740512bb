package chat.jim.codec;

import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Limits;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Verb;
import chat.jim.wire.Frame;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Turns frames into messages and messages into frames (PROTOCOL.md, section 3), with Jackson's streaming parser.
 * Stateless: one codec serves all threads.
 */
public final class Codec {
    private static final int TIME_MAGNITUDE = 18;

    /** Stateless, so any two do the same. */
    public Codec() {}

    /**
     * Decodes one object.
     *
     * @throws ProtocolException 400 if it is not JSON, or neither a well-formed action nor a response
     */
    public Message decode(Frame frame) {
        Fields fields = parse(frame);
        if (fields.has(Field.ACTION) && fields.has(Field.RESPONSE)) {
            throw ProtocolException.badRequest("An object is an action or a response: leave one of the fields out.");
        }
        if (fields.has(Field.ACTION)) {
            return action(fields, frame);
        }
        if (fields.has(Field.RESPONSE)) {
            return response(fields);
        }
        throw ProtocolException.badRequest("The field action is needed: it says what to do.");
    }

    /**
     * Encodes one message, compact, with its keys in the specification's order.
     *
     * @throws ProtocolException 400 if the object would be longer than {@link Frame#MAX_CHARACTERS}
     */
    public Frame encode(Message message) {
        return Json.frame(generator -> new Encoder(generator).write(message));
    }

    /** A message as JSON on one line, without its end; a {@code msg} is as it came, unknown fields included. */
    public byte[] line(Message message) {
        if (message instanceof Action.Msg msg && msg.frame() != null && msg.from() != null) {
            Frame frame = msg.frame().multiline() ? withSender(msg, msg.from()) : msg.frame();
            return Arrays.copyOfRange(frame.array(), frame.offset(), frame.offset() + frame.length());
        }
        return Json.bytes(generator -> new Encoder(generator).write(message));
    }

    /**
     * Writes a {@code msg} that came in a frame anew in the compact form, unknown fields included, with {@code sender} in
     * {@code from}, which is put behind {@code to} if it was missing.
     *
     * @throws ProtocolException 400 if the object would be longer than {@link Frame#MAX_CHARACTERS}
     */
    public Frame withSender(Action.Msg msg, Address sender) {
        Frame frame = Objects.requireNonNull(msg.frame());
        return Json.frame(generator -> {
            try (JsonParser parser = Json.parser(frame)) {
                while (parser.nextToken() != null) {
                    if (isValueOf(Field.FROM, parser)) {
                        generator.writeString(sender.toString());
                        continue;
                    }
                    copy(parser, generator);
                    if (msg.from() == null && isValueOf(Field.TO, parser)) {
                        generator.writeStringProperty(Field.FROM.word(), sender.toString());
                    }
                }
            }
        });
    }

    /** Whether the parser stands at the value of a field at the top of the object. */
    private static boolean isValueOf(Field field, JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_STRING
                && parser.streamReadContext().getNestingDepth() == 1
                && field.word().equals(parser.currentName());
    }

    private static void copy(JsonParser parser, JsonGenerator generator) {
        if (parser.currentToken().isNumeric()) {
            generator.writeNumber(parser.getString());
        } else {
            generator.copyCurrentEvent(parser);
        }
    }

    private static Fields parse(Frame frame) {
        Fields fields = new Fields();
        Json.read(frame, parser -> parseObject(parser, fields, false));
        return fields;
    }

    private static void parseObject(JsonParser parser, Fields fields, boolean inUser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            Field field = Field.of(parser.currentName(), inUser);
            JsonToken value = parser.nextToken();
            if (field == null) {
                parser.skipChildren();
                continue;
            }
            fields.see(field);
            if (field == Field.USER && value == JsonToken.START_OBJECT) {
                parseObject(parser, fields, true);
            } else if (field == Field.LIST && value == JsonToken.START_ARRAY) {
                parseList(parser, fields);
            } else if (value == JsonToken.VALUE_STRING) {
                fields.put(field, parser.getString());
                if (field == Field.TIME) {
                    fields.putTime(0);
                }
            } else if (value.isNumeric()) {
                parseNumber(parser, fields, field);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void parseNumber(JsonParser parser, Fields fields, Field field) {
        if (field == Field.TIME) {
            double seconds = parser.getDoubleValue();
            if (!(Math.abs(seconds) < Math.pow(10, TIME_MAGNITUDE))) {
                throw ProtocolException.badRequest("The field time is out of range: send UNIX seconds.");
            }
            fields.putTime((long) Math.floor(seconds));
        } else if (field == Field.RESPONSE) {
            fields.put(field, parser.getString());
        }
    }

    private static void parseList(JsonParser parser, Fields fields) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                fields.addName(parser.getString());
            } else {
                parser.skipChildren();
            }
        }
    }

    private static Message response(Fields fields) {
        @Nullable String text = fields.optional(fields.has(Field.ERROR) ? Field.ERROR : Field.ALERT);
        return new Response(
                Code.of(fields.text(Field.RESPONSE)),
                fields.optionalTime(),
                text,
                fields.has(Field.LIST) ? fields.names() : null);
    }

    private static Action action(Fields fields, Frame frame) {
        String word = Limits.check("The field action", fields.text(Field.ACTION), Limits.ACTION);
        @Nullable Verb verb = Verb.of(word);
        if (verb == null) {
            throw unknown(word);
        }
        long time = verb == Verb.QUIT ? fields.optionalTime() : fields.time();
        return switch (verb) {
            case PRESENCE ->
                new Action.Presence(time, fields.optional(Field.TYPE), account(fields), fields.optional(Field.STATUS));
            case AUTHENTICATE -> new Action.Authenticate(time, account(fields), fields.text(Field.PASSWORD));
            case REGISTER -> new Action.Register(time, account(fields), fields.text(Field.PASSWORD));
            case PROBE -> new Action.Probe(time);
            case MSG ->
                new Action.Msg(
                        time,
                        Address.of(fields.text(Field.TO)),
                        fields.has(Field.FROM) ? Address.account(fields.text(Field.FROM)) : null,
                        fields.optional(Field.ENCODING),
                        fields.text(Field.MESSAGE),
                        frame);
            case JOIN -> new Action.Join(time, Address.room(fields.text(Field.ROOM)));
            case LEAVE -> new Action.Leave(time, Address.room(fields.text(Field.ROOM)));
            case WHO -> new Action.Who(time, fields.has(Field.ROOM) ? Address.room(fields.text(Field.ROOM)) : null);
            case ROOMS -> new Action.Rooms(time);
            case GET_CONTACTS -> new Action.GetContacts(time);
            case ADD_CONTACT -> new Action.AddContact(time, contact(fields));
            case DEL_CONTACT -> new Action.DelContact(time, contact(fields));
            case PUBLIC_KEY -> throw unknown(word);
            case QUIT -> new Action.Quit(time);
        };
    }

    private static ProtocolException unknown(String word) {
        return ProtocolException.badRequest("There is no action " + word + " here.");
    }

    /** The course calls it {@code user_id}; the specification names people in {@code user}. */
    private static Address contact(Fields fields) {
        boolean inUser = !fields.has(Field.USER_ID) && fields.has(Field.ACCOUNT_NAME);
        return inUser ? account(fields) : Address.account(fields.text(Field.USER_ID));
    }

    private static Address account(Fields fields) {
        return Address.account(fields.text(Field.ACCOUNT_NAME));
    }
}
