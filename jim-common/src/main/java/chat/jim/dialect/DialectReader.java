package chat.jim.dialect;

import chat.jim.codec.Codec;
import chat.jim.protocol.Address;
import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.User;
import chat.jim.protocol.action.Action;
import chat.jim.wire.Frame;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads requests of other programs, each part by its role, see {@link Part}. Two names for one part must not say two things. A
 * message that may be for somebody is never taken for one to everybody.
 *
 * @param selfName what the peer calls itself
 * @param correctsSender whether a wrong sender is left out, for the server to put the true one in
 * @param isSomebody whether anybody is online by that name, or has an account
 */
record DialectReader(String selfName, boolean correctsSender, Predicate<Address> isSomebody) {
    private static final Map<String, String> SYNONYMS = Map.of(
            "presense", "presence",
            "get_users", "who",
            "add", "add_contact",
            "remove", "del_contact",
            "exit", "quit",
            "q", "quit");

    /** Seconds as digits, with whatever around them. */
    private static final Pattern SECONDS = Pattern.compile("\\D*(\\d{9,11})(\\.\\d+)?\\D*");

    /** What some programs call everybody. */
    private static final Address ALL = Address.account("all");

    /** What is said for that verb in the specification. */
    static String plain(String verb) {
        return SYNONYMS.getOrDefault(verb, verb);
    }

    /**
     * What the object asks for.
     *
     * @param frame what a message can be passed on as, if it names its sender and its addressee
     * @throws ProtocolException 400 if that is unknown, or something is missing or over a limit
     */
    Action action(ObjectNode object, Frame frame) {
        if (Stream.of("action", "event", "response").filter(object::has).count() > 1) {
            throw ProtocolException.badRequest(
                    "An object is an action, an event or a response: leave one of them out.");
        }
        if (object.has("response")) {
            throw ProtocolException.badRequest("Only servers send responses: send an action.");
        }
        String word = needed("action", first(text(object, "action"), text(object, "event")));
        Limits.check("The field action", word, Limits.ACTION);
        if (Parts.isMessageVerb(word)) {
            return message(Parts.of(object), frame, time(object));
        }
        boolean hasPassword = object.path("user").path("password").isString();
        return switch (plain(word)) {
            case "presence" -> presence(object);
            case "authenticate" -> hasPassword ? plain(object, word, frame) : presence(object);
            case "get_potencials" -> new Action.GetPotentials(time(object));
            case "pubkey_need" -> new Action.PublicKey(time(object), Address.of(contact(object)));
            case "leave" -> plain(object, object.has("room") ? word : "quit", frame);
            default -> plain(object, plain(word), frame);
        };
    }

    /** The same object as the specification has it, but for a message. */
    private static Action plain(ObjectNode object, String verb, Frame frame) {
        ObjectNode plain = object.deepCopy();
        plain.remove("event");
        plain.put("action", verb).put("time", time(object));
        if (verb.endsWith("_contact")) {
            plain.put("user_id", contact(object));
        } else if (object.path("user").path("password").isString()) {
            plain.withObject("user").put("account_name", account(object));
        }
        return (Action) Codec.decode(plain, frame);
    }

    private static Action presence(ObjectNode object) {
        JsonNode user = object.path("user");
        User itsUser = new User(Address.account(account(object)), text(user, "status"), null, text(user, "pubkey"));
        return new Action.Presence(time(object), text(object, "type"), itsUser, null, null);
    }

    private Action message(Parts parts, Frame frame, long time) {
        String text = needed("message", only("texts", parts.values(Part.TEXT)));
        Address to = addressee(parts);
        String name = only("senders", spelledOnce(parts.values(Part.SENDER)));
        Address from = name == null || (correctsSender && !isOwn(name)) ? null : Address.account(name);
        boolean complete = from != null
                && !parts.values(Part.ADDRESSEE).isEmpty()
                && parts.values(Part.NAME).stream().allMatch(this::isOwn);
        return new Action.Msg(time, to, from, null, text, null, null, complete ? frame : null);
    }

    /** Null if there is none. If there were two, some program would take the one for the other. */
    private static <T> @Nullable T only(String what, List<T> values) {
        if (values.size() > 1) {
            throw ProtocolException.badRequest("This message has two " + what + ": name one of them only.");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** Without other spellings of the first one. */
    private static List<String> spelledOnce(List<String> names) {
        return names.stream()
                .filter(name -> name.equals(names.get(0)) || !name.equalsIgnoreCase(names.get(0)))
                .toList();
    }

    /** To nobody, and to "" is to everybody; but not if another text in the message may be the name of an addressee. */
    private Address addressee(Parts parts) {
        Stream<String> names = parts.values(Part.ADDRESSEE).stream().filter(name -> !name.isEmpty());
        Address named = only("addressees", names.map(this::address).distinct().toList());
        if (named != null) {
            return named;
        }
        if (parts.values(Part.OTHER).stream().anyMatch(text -> !text.isEmpty())
                || !parts.values(Part.NAME).stream().allMatch(this::isOwn)
                || parts.values(Part.SENDER).stream().anyMatch(this::isAnother)) {
            throw ProtocolException.badRequest(
                    "The field to is needed: put the addressee there, or #all if this is for everybody.");
        }
        return Address.EVERYBODY;
    }

    private Address address(String name) {
        Address address = name.equals("#") ? Address.EVERYBODY : Address.of(name);
        boolean isEverybody = address.equals(Address.EVERYBODY) || (address.equals(ALL) && !isSomebody.test(ALL));
        return isEverybody ? Address.EVERYBODY : address;
    }

    private boolean isOwn(String name) {
        return name.equalsIgnoreCase(selfName);
    }

    /** Whether that is the name of somebody else. */
    private boolean isAnother(String name) {
        try {
            return !isOwn(name) && isSomebody.test(Address.account(name));
        } catch (ProtocolException e) {
            return false;
        }
    }

    private static String account(ObjectNode object) {
        String name = first(
                name(object.path("user")),
                text(object, "user"),
                name(object),
                text(object, "sender"),
                text(object, "from"));
        return needed("account_name", name);
    }

    private static @Nullable String name(JsonNode object) {
        return first(Part.NAME.names().stream()
                .flatMap(name -> object.properties().stream()
                        .filter(member -> Part.key(member.getKey()).equals(Part.key(name))))
                .map(member -> member.getValue().stringValue(null))
                .toArray(String[]::new));
    }

    /** Where the name of the contact stands beside one's own, one's own is the one in {@code user}. */
    private static String contact(ObjectNode object) {
        String name =
                first(text(object, "user_id"), text(object, "account_name"), text(object.path("user"), "account_name"));
        return needed("account_name", name);
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
        return object.path(field).stringValue(null);
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
