package chat.jim.client.old;

import chat.jim.codec.Codec;
import chat.jim.codec.ForeignResponse;
import chat.jim.codec.Json;
import chat.jim.dialect.Part;
import chat.jim.dialect.Parts;
import chat.jim.protocol.Address;
import chat.jim.protocol.Limits;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a server sends, whatever kind of server it is: nothing that somebody has said gets lost. */
public final class ForeignObject {
    /** What programs call everybody. */
    private static final Set<String> ALL = Set.of("", "#", "all", "everybody", "everyone", "*");

    private static final int LONGEST_NAME = 100;

    private ForeignObject() {}

    /**
     * What the object means: usually one message, several if somebody has said more than one holds.
     *
     * @param server is told of what shows how it speaks
     * @throws ProtocolException 400 if nobody can tell
     */
    public static List<Message> read(Frame frame, KnownServer server) {
        try {
            return List.of(withinLimits(Codec.decode(frame), frame));
        } catch (ProtocolException e) {
            return List.copyOf(readFreely(frame, server, e));
        }
    }

    /** What is too long to be written anew on one line is no longer as it came. */
    private static Message withinLimits(Message message, Frame frame) {
        return message instanceof Action.Msg msg && frame.multiline() && frame.length() > Frame.MAX_CHARACTERS
                ? new Action.Msg(msg.time(), msg.to(), msg.from(), msg.encoding(), msg.message())
                : message;
    }

    private static List<? extends Message> readFreely(Frame frame, KnownServer server, ProtocolException refusal) {
        Parts parts = Parts.of(Json.object(frame));
        String verb = parts.values(Part.VERB).stream().findFirst().orElse(null);
        if (verb != null) {
            server.onVerb(frame);
        }
        if (parts.isMessage()) {
            return messages(parts, frame);
        }
        Response response = ForeignResponse.read(frame);
        if (response != null) {
            server.onForeignResponse();
            return List.of(response);
        }
        if (verb != null && verb.equalsIgnoreCase("probe")) {
            return List.of(new Action.Probe(0));
        }
        throw refusal;
    }

    private static List<Action.Msg> messages(Parts parts, Frame frame) {
        long time = time(parts.values(Part.TIME).stream().findFirst().orElse(""));
        Address from = parts.values(Part.SENDER).stream()
                .filter(name -> !name.isEmpty())
                .findFirst()
                .map(ForeignObject::sender)
                .orElse(null);
        Address to = parts.values(Part.ADDRESSEE).stream()
                .findFirst()
                .map(ForeignObject::addressee)
                .orElse(Address.EVERYBODY);
        return texts(parts, frame).stream()
                .map(text -> new Action.Msg(time, to, from, null, text))
                .toList();
    }

    /** If nobody knows which of its values was said, all that may have been; if there are none, the object itself. */
    private static List<String> texts(Parts parts, Frame frame) {
        List<String> said = parts.values(Part.TEXT);
        List<String> any = said.isEmpty() ? parts.values(Part.OTHER) : said;
        return (any.isEmpty() ? Stream.of(frame.text()) : any.stream())
                .flatMap(text -> pieces(text).stream())
                .toList();
    }

    /** A text of any length in the lengths of messages; an empty one says nothing. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int length = Math.min(Limits.MESSAGE, Limits.length(text.substring(from)));
            int to = text.offsetByCodePoints(from, length);
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    private static Address sender(String name) {
        Address address = any(name);
        return address.isRoom() ? unchecked(name) : address;
    }

    private static Address addressee(String name) {
        return ALL.contains(name.toLowerCase(Locale.ROOT)) ? Address.EVERYBODY : any(name);
    }

    private static Address any(String name) {
        try {
            return Address.of(name);
        } catch (ProtocolException e) {
            return unchecked(name);
        }
    }

    /** A name that would not be allowed here. Its key is that of no other name. */
    private static Address unchecked(String name) {
        String cut = Limits.length(name) > LONGEST_NAME
                ? name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "\u2026"
                : name;
        return Address.stored(cut, "\"" + cut.toLowerCase(Locale.ROOT));
    }

    /** In UNIX seconds; 0 if it is in words. */
    private static long time(@Nullable String time) {
        try {
            double seconds = Double.parseDouble(String.valueOf(time));
            return Math.abs(seconds) < Limits.TIME ? (long) Math.floor(seconds) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
