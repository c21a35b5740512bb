package chat.jim.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Each action with each of its fields missing, null, of another type, empty, and over its limit: never a 500. */
final class GeneratedRequests {
    private static final String QUOTE = "Each request gets exactly one answer";
    private static final String NO_TIME = "anything else, or none, is 400";
    private static final String MISSING = "<missing>";

    /** What a field holds, and so which values it may not have. */
    private enum Kind {
        TIME("1", "1e400"),
        USER("{}", null),
        NAME("'$me'", "'" + "x".repeat(26) + "'"),
        ROOM("'#$me'", "'#" + "x".repeat(25) + "'"),
        TEXT("'hello'", "'" + "x".repeat(501) + "'"),
        PASSWORD("'secret'", null),
        WORD("'word'", null);

        private final String good;
        private final String overLimit;

        Kind(String good, String overLimit) {
            this.good = good;
            this.overLimit = overLimit;
        }
    }

    private record Field(String name, Kind kind, boolean required) {}

    private GeneratedRequests() {}

    static List<Case> all() {
        Field time = new Field("time", Kind.TIME, true);
        Field user = new Field("user", Kind.USER, true);
        Field name = new Field("user.account_name", Kind.NAME, true);
        Field password = new Field("user.password", Kind.PASSWORD, true);
        Field room = new Field("room", Kind.ROOM, true);
        Field contact = new Field("user_id", Kind.NAME, true);
        List<Case> cases = new ArrayList<>();
        add(
                cases,
                "presence",
                time,
                new Field("type", Kind.WORD, false),
                user,
                name,
                new Field("user.status", Kind.WORD, false));
        add(cases, "authenticate", time, user, name, password);
        add(cases, "register", time, user, name, password);
        add(
                cases,
                "msg",
                time,
                new Field("to", Kind.NAME, true),
                new Field("from", Kind.NAME, false),
                new Field("encoding", Kind.WORD, false),
                new Field("message", Kind.TEXT, true));
        add(cases, "join", time, room);
        add(cases, "leave", time, room);
        add(cases, "who", time, new Field("room", Kind.ROOM, false));
        add(cases, "rooms", time);
        add(cases, "get_contacts", time);
        add(cases, "add_contact", time, contact);
        add(cases, "del_contact", time, contact);
        add(cases, "passwd", time, user, name, password, new Field("new_password", Kind.PASSWORD, true));
        add(cases, "quit", new Field("time", Kind.TIME, false));
        return cases;
    }

    private static void add(List<Case> cases, String action, Field... fields) {
        boolean login = action.equals("authenticate") || action.equals("register");
        for (Field field : fields) {
            for (String value : badValues(field)) {
                String request = request(action, fields, field, value);
                String quote = field.kind() == Kind.TIME ? NO_TIME : QUOTE;
                cases.add(login ? Case.connected(quote, request, 400) : Case.online(quote, request, 400));
            }
        }
    }

    private static List<String> badValues(Field field) {
        List<String> values = new ArrayList<>(List.of("null", "true", "[]", "[1]"));
        if (field.required()) {
            values.add(MISSING);
        }
        if (field.kind() != Kind.TIME) {
            values.add("7");
            values.add(field.kind() == Kind.USER ? "'$me'" : "{}");
        } else {
            values.add("{}");
        }
        if (field.kind() != Kind.TIME && field.kind() != Kind.WORD && field.kind() != Kind.USER) {
            values.add("''");
        }
        if (field.kind().overLimit != null) {
            values.add(field.kind().overLimit);
        }
        return values;
    }

    /** The request with all its fields, of which one has this value. */
    private static String request(String action, Field[] fields, Field changed, String value) {
        Map<String, String> top = new LinkedHashMap<>();
        Map<String, String> user = new LinkedHashMap<>();
        top.put("action", "'" + action + "'");
        for (Field field : fields) {
            String its = field.equals(changed) ? value : field.kind().good;
            boolean inUser = field.name().startsWith("user.");
            if (!its.equals(MISSING)) {
                (inUser ? user : top).put(field.name().replaceFirst("^user\\.", ""), its);
            }
        }
        if (!changed.name().equals("user") && top.containsKey("user")) {
            top.put("user", object(user));
        }
        return object(top);
    }

    private static String object(Map<String, String> fields) {
        UnaryOperator<String> quoted = name -> "'" + name + "'";
        return fields.entrySet().stream()
                .map(field -> quoted.apply(field.getKey()) + ":" + field.getValue())
                .reduce((one, other) -> one + "," + other)
                .map(all -> "{" + all + "}")
                .orElse("{}");
    }
}
