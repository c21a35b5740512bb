package chat.jim.dialect;

import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Limits;
import chat.jim.protocol.Login;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.User;
import chat.jim.wire.Frame;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads requests of other dialects by all the names that dialects have for things. The names do not contradict each
 * other, and the records keep the limits all the same (PROTOCOL.md, section 2).
 */
final class DialectReader {
    /** Seconds as digits, with whatever around them. */
    private static final Pattern SECONDS = Pattern.compile("\\D*(\\d{9,11})(\\.\\d+)?\\D*");

    private DialectReader() {}

    /**
     * What the object asks for.
     *
     * @param frame what a message can be passed on as, if it names its sender and its addressee; null if it cannot
     * @throws ProtocolException 400 if that is unknown, or something is missing or over a limit
     */
    static Action action(ObjectNode object, @Nullable Frame frame) {
        String word = Limits.check("The field action", verb(object), Limits.ACTION);
        long time = time(object);
        return switch (word) {
            case "presence" -> presence(object, time);
            case "authenticate" -> authenticate(object, time);
            case "register" -> new Action.Register(time, login(object));
            case "msg", "message" -> message(object, frame, time);
            case "join" -> new Action.Join(time, room(object));
            case "leave" -> new Action.Leave(time, room(object));
            case "who" -> new Action.Who(time, object.has("room") ? room(object) : null, null);
            case "get_users" -> new Action.Who(time, null, null);
            case "rooms" -> new Action.Rooms(time);
            case "get_contacts" -> new Action.GetContacts(time, null);
            case "add", "add_contact" -> new Action.AddContact(time, contact(object));
            case "remove", "del_contact" -> new Action.DelContact(time, contact(object));
            case "pubkey_need" -> new Action.PublicKey(time, contact(object));
            case "exit", "quit" -> new Action.Quit(time);
            default -> throw ProtocolException.badRequest("There is no action " + word + " here.");
        };
    }

    private static String verb(ObjectNode object) {
        long kinds =
                Stream.of("action", "event", "response").filter(object::has).count();
        if (kinds > 1) {
            throw ProtocolException.badRequest(
                    "An object is an action, an event or a response: leave one of them out.");
        }
        if (object.has("response")) {
            throw ProtocolException.badRequest("Only servers send responses: send an action.");
        }
        return needed("action", first(text(object, "action"), text(object, "event")));
    }

    private static Action presence(ObjectNode object, long time) {
        JsonNode user = object.path("user");
        User itsUser = new User(account(object), text(user, "status"), text(user, "pubkey"));
        return new Action.Presence(time, text(object, "type"), itsUser, null);
    }

    /** Without a password it only says the name. */
    private static Action authenticate(ObjectNode object, long time) {
        return password(object) == null ? presence(object, time) : new Action.Authenticate(time, login(object));
    }

    private static Login login(ObjectNode object) {
        return new Login(account(object), needed("password", password(object)));
    }

    private static @Nullable String password(ObjectNode object) {
        return text(object.path("user"), "password");
    }

    private static Action message(ObjectNode object, @Nullable Frame frame, long time) {
        boolean complete = text(object, "from") != null && text(object, "to") != null;
        return new Action.Msg(
                time, addressee(object), sender(object), null, messageText(object), null, complete ? frame : null);
    }

    /** Null if the message names no sender. If it named two, some program would take it for the other one's. */
    private static @Nullable Address sender(ObjectNode object) {
        List<Address> senders = Stream.of("from", "account_name", "sender")
                .flatMap(field -> Stream.ofNullable(text(object, field)))
                .map(Address::account)
                .distinct()
                .toList();
        if (senders.size() > 1) {
            throw ProtocolException.badRequest("This message has two senders: name one of them only.");
        }
        return senders.isEmpty() ? null : senders.get(0);
    }

    /** To nobody, to # or to #all is to everybody. */
    private static Address addressee(ObjectNode object) {
        String to = object.has("to") ? needed("to", text(object, "to")) : "";
        Address address = to.isEmpty() || to.equals("#") ? Dialect.COMMON_ROOM : Address.of(to);
        return address.equals(Dialect.COMMON_ROOM) ? Dialect.COMMON_ROOM : address;
    }

    private static String messageText(ObjectNode object) {
        List<String> texts = Stream.of("mess_text", "message_text", "msg_text", "message")
                .flatMap(field -> Stream.ofNullable(text(object, field)))
                .toList();
        if (texts.size() > 1) {
            throw ProtocolException.badRequest("This message has two texts: send one of them only.");
        }
        return needed("message", texts.isEmpty() ? null : texts.get(0));
    }

    private static Address room(ObjectNode object) {
        return Address.room(needed("room", text(object, "room")));
    }

    private static Address account(ObjectNode object) {
        JsonNode user = object.path("user");
        String name = first(
                text(user, "account_name"),
                text(user, "accaunt_name"),
                text(user, "client_name"),
                text(user, "account"),
                text(object, "user"),
                text(object, "account_name"));
        return Address.account(needed("account_name", name));
    }

    /** Where the name of the contact stands beside one's own, one's own is the one in {@code user}. */
    private static Address contact(ObjectNode object) {
        String name =
                first(text(object, "user_id"), text(object, "account_name"), text(object.path("user"), "account_name"));
        return Address.account(needed("account_name", name));
    }

    /** In UNIX seconds; 0 if it is missing, or in words. */
    private static long time(ObjectNode object) {
        JsonNode time = object.path("time");
        if (time.isNumber()) {
            double seconds = time.numberValue().doubleValue();
            return Math.abs(seconds) < Limits.TIME ? (long) Math.floor(seconds) : 0;
        }
        Matcher digits = SECONDS.matcher(Objects.requireNonNullElse(text(object, "time"), ""));
        return digits.matches() ? Long.parseLong(digits.group(1)) : 0;
    }

    /** The text of that name, or null. */
    private static @Nullable String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isString() ? value.stringValue() : null;
    }

    private static @Nullable String first(@Nullable String... texts) {
        return Stream.of(texts).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static String needed(String field, @Nullable String text) {
        if (text == null) {
            throw ProtocolException.badRequest("The field " + field + " is needed, and has to be a string.");
        }
        return text;
    }
}
