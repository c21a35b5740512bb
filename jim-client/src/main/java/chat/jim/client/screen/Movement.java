package chat.jim.client.screen;

import chat.jim.client.text.SafeText;
import chat.jim.client.text.ServerPhrases;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.text.Texts;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Somebody who has come to a room or left it, as a notice of the server says. */
record Movement(String name, Kind kind, String room) {
    private static final Texts TEXTS = Texts.of(Movement.class);
    private static final Pattern NOTICE = Pattern.compile("(\\S+) (joined|left) (#\\S+)");
    private static final int MOST_NAMED = 3;

    /** Which way. */
    enum Kind {
        JOINED,
        LEFT
    }

    /** Reads a notice; null if it is about something else. */
    static @Nullable Movement of(Response notice) {
        String text = notice.text();
        Matcher matcher = NOTICE.matcher(text == null ? "" : text);
        if (!notice.code().equals(Code.NOTICE) || !matcher.matches()) {
            return null;
        }
        Kind kind = matcher.group(2).equals("joined") ? Kind.JOINED : Kind.LEFT;
        return new Movement(matcher.group(1), kind, matcher.group(3));
    }

    /** The sentence for several who have gone the same way. */
    static String sentence(List<String> names, Kind kind, String room) {
        String verb = kind == Kind.JOINED ? "joined" : "left";
        int count = names.size();
        if (count == 1) {
            return ServerPhrases.of(names.get(0) + " " + verb + " " + room);
        }
        int named = count <= MOST_NAMED ? count - 1 : MOST_NAMED - 1;
        String first = SafeText.of(String.join(", ", names.subList(0, named)));
        String last = count <= MOST_NAMED ? SafeText.of(names.get(named)) : TEXTS.count("others", count - named);
        return TEXTS.say("several." + verb, first, last, SafeText.of(room));
    }
}
