package chat.jim.launcher.bench.hostile;

/** The requests of this bench, each as one line. Names here are ASCII, and need no escaping. */
final class Requests {
    static final String ROOMS = line("rooms", "");
    static final String WHO = line("who", "");
    static final String CONTACTS = line("get_contacts", "");
    static final String QUIT = line("quit", "");

    private Requests() {}

    static String presence(String name) {
        return line("presence", ",\"user\":{\"account_name\":\"%s\"}".formatted(name));
    }

    /** {@code register} or {@code authenticate}. */
    static String login(String action, String name, String password) {
        return line(action, ",\"user\":{\"account_name\":\"%s\",\"password\":\"%s\"}".formatted(name, password));
    }

    static String join(String room) {
        return line("join", room(room));
    }

    static String leave(String room) {
        return line("leave", room(room));
    }

    static String who(String room) {
        return line("who", room(room));
    }

    static String addContact(String name) {
        return line("add_contact", ",\"user_id\":\"%s\"".formatted(name));
    }

    /** A message of {@code length} characters. */
    static String msg(String from, String to, int length) {
        return line("msg", ",\"to\":\"%s\",\"from\":\"%s\",\"message\":\"%s\"".formatted(to, from, "x".repeat(length)));
    }

    private static String room(String room) {
        return ",\"room\":\"%s\"".formatted(room);
    }

    private static String line(String action, String rest) {
        return "{\"action\":\"%s\",\"time\":1763700000%s}\n".formatted(action, rest);
    }
}
