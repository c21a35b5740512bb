package chat.jim.dialect;

import static chat.jim.dialect.Part.NAME;
import static chat.jim.dialect.Part.SENDER;

import chat.jim.protocol.action.Action;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The families that a server knows, and what shows that a program is of one (PROTOCOL.md, appendix). */
public final class Dialects {
    private static final Set<String> SIX_KEYS = Set.of("action", "time", "user", "to", "code", "message");

    /** Whole numbers below this are seconds; above are parts of them. */
    private static final double MOST_SECONDS = 1e12;

    private final Set<Family> known;

    private Dialects(Set<Family> known) {
        this.known = known;
    }

    /** All that there are. */
    public static Dialects all() {
        return new Dialects(EnumSet.allOf(Family.class));
    }

    /** Those of these names, and the specification's in any case. */
    public static Dialects named(Collection<String> names) {
        Set<Family> known = EnumSet.of(Family.SPEC);
        Stream.of(Family.values())
                .filter(family -> names.contains(family.word()))
                .forEach(known::add);
        return new Dialects(known);
    }

    /** The names of all that there are. */
    public static List<String> names() {
        return Stream.of(Family.values()).map(Family::word).toList();
    }

    private @Nullable Family ifKnown(@Nullable Family family) {
        return known.contains(family) ? family : null;
    }

    /** The family whose programs alone send such an object, or null. */
    @Nullable
    Family shownBy(ObjectNode object) {
        JsonNode user = object.path("user");
        if (object.path("event").isString() && !object.has("action")) {
            return ifKnown(Family.EVENT);
        }
        boolean sixKeys = user.isString() && Set.copyOf(object.propertyNames()).equals(SIX_KEYS);
        return ifKnown(
                switch (object.path("action").asString("")) {
                    case "presence", "presense", "authenticate" ->
                        user.has("client_name")
                                ? Family.CLIENT_NAME
                                : user.has("accaunt_name") ? Family.HANITA : sixKeys ? Family.SIX_KEYS : null;
                    case "get_users", "add", "remove", "pubkey_need" -> Family.COURSE_GUI;
                    case "get_contacts" -> user.isString() ? Family.COURSE_GUI : null;
                    case "get_potencials" -> Family.POTENTIALS;
                    default -> null;
                });
    }

    /**
     * The family at which a login hints that a program of the specification could send as well; null if it hints at none.
     *
     * @param pythons whether the program writes as Python does
     */
    @Nullable
    Family hintedBy(ObjectNode object, boolean pythons) {
        JsonNode user = object.path("user");
        JsonNode time = object.path("time");
        if (isLogin(object) && user.has("pubkey")) {
            return ifKnown(Family.COURSE_GUI);
        }
        if (!pythons || !verb(object).equals("presence")) {
            return null;
        }
        if (user.path("account_name").asString("").equals(Family.GUEST) && time.isNumber()) {
            String type = object.path("type").asString("");
            return ifKnown(type.isEmpty() ? Family.GUEST_LOGIN : type.equals("status") ? Family.GUEST_BROADCAST : null);
        }
        if (time.isString() && time.stringValue().matches("[0-9]+")) {
            return ifKnown(Family.QUANTITY);
        }
        boolean seconds = time.isIntegralNumber() && Math.abs(time.asDouble()) < MOST_SECONDS;
        boolean scattered = user.isString() || user.has("account") || user.has("status");
        boolean plain = object.propertyNames().stream().allMatch(Dialects::isCourses);
        return ifKnown(plain && !seconds && !scattered ? Family.COURSE : null);
    }

    /** Its presence has an action, a time, and a name somewhere. */
    private static boolean isCourses(String key) {
        return key.equals("action") || key.equals("time") || NAME.isCalled(key) || SENDER.isCalled(key);
    }

    /** Whether this is a login, to be read even if it is not as the specification has it. */
    boolean readsLogin(ObjectNode object) {
        return known.contains(Family.SCATTERED) && isLogin(object);
    }

    /** Whether this is a message with its text under another name than the specification's, to be read all the same. */
    boolean readsMessage(ObjectNode object) {
        return known.contains(Family.COURSE)
                && Parts.isMessageVerb(verb(object))
                && Part.TEXT.names().stream().anyMatch(name -> !name.equals("message") && object.has(name));
    }

    /** Whether only a program that knows this server's accounts asks for that. */
    static boolean asksForAccount(Action action) {
        return action instanceof Action.Authenticate || action instanceof Action.Register;
    }

    private static boolean isLogin(ObjectNode object) {
        return verb(object).equals("presence") || verb(object).equals("authenticate");
    }

    private static String verb(ObjectNode object) {
        return DialectReader.plain(object.path("action").asString(""));
    }
}
