package chat.jim.dialect;

import chat.jim.codec.JsonObject;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.wire.Frame;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects by all the names that dialects have for things, which do not contradict each other. What it reads has to
 * keep the limits all the same (PROTOCOL.md, section 2).
 */
final class Synonyms {
    /** Seconds as digits, with whatever around them. */
    private static final Pattern SECONDS = Pattern.compile("\\D*(\\d{9,11})(\\.\\d+)?\\D*");

    private static final double FURTHEST_TIME = 1e18;

    private Synonyms() {}

    /**
     * What the object asks for.
     *
     * @param frame what a message can be passed on as, if it says from whom and to whom it is; null if it can not
     * @throws ProtocolException 400 if that is unknown, or something is missing or over a limit
     */
    static Action action(JsonObject object, @Nullable Frame frame) {
        String word = Limits.check("The field action", verb(object), Limits.ACTION);
        long time = time(object);
        return switch (word) {
            case "presence" -> presence(object, time);
            case "authenticate" -> authenticate(object, time);
            case "register" -> new Action.Register(time, account(object), needed("password", password(object)));
            case "msg", "message" -> message(object, frame, time);
            case "join" -> new Action.Join(time, room(object));
            case "leave" -> new Action.Leave(time, room(object));
            case "who" -> new Action.Who(time, object.has("room") ? room(object) : null);
            case "get_users" -> new Action.Who(time, null);
            case "rooms" -> new Action.Rooms(time);
            case "get_contacts" -> new Action.GetContacts(time);
            case "add", "add_contact" -> new Action.AddContact(time, contact(object));
            case "remove", "del_contact" -> new Action.DelContact(time, contact(object));
            case "pubkey_need" -> new Action.PublicKey(time, contact(object));
            case "exit", "quit" -> new Action.Quit(time);
            default -> throw ProtocolException.badRequest("There is no action " + word + " here.");
        };
    }

    /** Whether it is a message of that verb, with its text in that field. */
    static boolean isMessage(JsonObject object, String verb, String text) {
        return object.has("action", verb) && object.text(text) != null;
    }

    /** Whether it tells of its user in that field; what is to somebody does not, whatever else is put into it. */
    static boolean namesUser(JsonObject object, String field) {
        return object.object("user").has(field) && !object.has("to");
    }

    /** Whether it says that somebody is there by the name that nobody has chosen. */
    static boolean isGuest(JsonObject object) {
        return object.has("action", "presence")
                && object.number("time") != null
                && object.object("user").has("account_name", Dialect.GUEST);
    }

    static @Nullable String password(JsonObject object) {
        return object.object("user").text("password");
    }

    private static String verb(JsonObject object) {
        long kinds =
                Stream.of("action", "event", "response").filter(object::has).count();
        if (kinds > 1) {
            throw ProtocolException.badRequest(
                    "An object is an action, an event or a response: leave one of them out.");
        }
        if (object.has("response")) {
            throw ProtocolException.badRequest("Only servers send responses: send an action.");
        }
        return needed("action", first(object.text("action"), object.text("event")));
    }

    private static Action presence(JsonObject object, long time) {
        JsonObject user = object.object("user");
        return new Action.Presence(
                time, object.text("type"), account(object), user.text("status"), user.text("pubkey"));
    }

    /** Without a password it only says the name. */
    private static Action authenticate(JsonObject object, long time) {
        String password = password(object);
        return password == null ? presence(object, time) : new Action.Authenticate(time, account(object), password);
    }

    private static Action message(JsonObject object, @Nullable Frame frame, long time) {
        boolean complete = object.text("from") != null && object.text("to") != null;
        return new Action.Msg(time, addressee(object), sender(object), null, text(object), complete ? frame : null);
    }

    /** Null if it names none. One that names two could pass for the other's, read by a program that looks there. */
    private static @Nullable Address sender(JsonObject object) {
        List<Address> senders = Stream.of("from", "account_name", "sender")
                .map(object::text)
                .flatMap(Stream::ofNullable)
                .map(Address::account)
                .distinct()
                .toList();
        if (senders.size() > 1) {
            throw ProtocolException.badRequest("This message has two senders: name one of them only.");
        }
        return senders.isEmpty() ? null : senders.get(0);
    }

    /** To nobody, to # or to #all is to everybody. */
    private static Address addressee(JsonObject object) {
        String to = object.has("to") ? needed("to", object.text("to")) : "";
        Address address = to.isEmpty() || to.equals("#") ? Dialect.COMMON_ROOM : Address.of(to);
        return address.equals(Dialect.COMMON_ROOM) ? Dialect.COMMON_ROOM : address;
    }

    private static String text(JsonObject object) {
        List<String> texts = Stream.of("mess_text", "message_text", "msg_text", "message")
                .map(object::text)
                .flatMap(Stream::ofNullable)
                .toList();
        if (texts.size() > 1) {
            throw ProtocolException.badRequest("This message has two texts: send one of them only.");
        }
        return needed("message", texts.isEmpty() ? null : texts.get(0));
    }

    private static Address room(JsonObject object) {
        return Address.room(needed("room", object.text("room")));
    }

    private static Address account(JsonObject object) {
        JsonObject user = object.object("user");
        String inUser = first(
                user.text("account_name"), user.text("accaunt_name"), user.text("client_name"), user.text("account"));
        return Address.account(needed("account_name", first(inUser, object.text("user"), object.text("account_name"))));
    }

    /** Where the name of the contact stands beside one's own, that is the one in {@code user}. */
    private static Address contact(JsonObject object) {
        String name = first(
                object.text("user_id"),
                object.text("account_name"),
                object.object("user").text("account_name"));
        return Address.account(needed("account_name", name));
    }

    /** In UNIX seconds; 0 if it is missing, or in words. */
    private static long time(JsonObject object) {
        Number number = object.number("time");
        if (number != null) {
            boolean near = Math.abs(number.doubleValue()) < FURTHEST_TIME;
            return near ? (long) Math.floor(number.doubleValue()) : 0;
        }
        Matcher seconds = SECONDS.matcher(Objects.requireNonNullElse(object.text("time"), ""));
        return seconds.matches() ? Long.parseLong(seconds.group(1)) : 0;
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
