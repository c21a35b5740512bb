package chat.jim.server.fault;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message.
 *
 * @param session the session that has written it, by a name of its own
 * @param to a user or a room
 * @param number it has a greater one than those before it in that session
 */
record Letter(String session, String to, int number) {
    private static final Pattern ADDRESSEE = Pattern.compile("\"to\":\"([#\\w]+)\"");
    private static final Pattern TEXT = Pattern.compile("\"message\":\"(\\w+)\\.(\\d+)\"");

    /** The one that a server has sent; null if the line is no message. */
    static @Nullable Letter of(String line) {
        Matcher to = ADDRESSEE.matcher(line);
        Matcher text = TEXT.matcher(line);
        return line.contains("\"action\":\"msg\"") && to.find() && text.find()
                ? new Letter(text.group(1), to.group(1), Integer.parseInt(text.group(2)))
                : null;
    }

    /** What is sent to a server, which relays it as it is if it says who sends it. */
    String request(String from) {
        return "{'action':'msg','time':1,'to':'" + to + "','from':'" + from + "','message':'" + session + "." + number
                + "'}\n";
    }

    boolean isToRoom() {
        return to.startsWith("#");
    }
}
