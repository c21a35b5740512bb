package chat.jim.server.cluster.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.codec.Codec;
import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.action.Action;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a server says to a question about its history. As bytes it is text: a JSON object on the first line, and one for each
 * message, in the order in which they were asked for. It is short enough for one message of the engine: the rest is asked for.
 *
 * @param more whether there are more
 * @param ids of messages, or the newest one
 * @param places of which something is kept
 * @param entries the messages
 */
record Answer(boolean more, List<Long> ids, List<String> places, List<Entry> entries) {
    /** The engine takes twice as much. */
    private static final int MOST_BYTES = 500_000;

    /** No message has more. */
    private static final int MOST_BYTES_OF_ONE = 8192;

    /** It says nothing. */
    static final Answer NOTHING = new Answer(false, List.of(), List.of(), List.of());

    static Answer ofIds(boolean more, List<Long> ids) {
        return new Answer(more, ids, List.of(), List.of());
    }

    /** So many of the places as fit. */
    static Answer ofPlaces(Iterable<String> all) {
        List<String> places = new ArrayList<>();
        int bytes = 0;
        for (String place : all) {
            bytes += place.getBytes(UTF_8).length + 3;
            if (bytes > MOST_BYTES) {
                return new Answer(true, List.of(), places, List.of());
            }
            places.add(place);
        }
        return new Answer(false, List.of(), places, List.of());
    }

    static Answer ofEntries(boolean more, List<Entry> entries) {
        return new Answer(more, List.of(), List.of(), entries);
    }

    byte[] encoded() {
        StringBuilder lines = new StringBuilder();
        int bytes = 0;
        boolean isCut = false;
        for (Entry entry : entries) {
            String line = line(entry);
            bytes += line.getBytes(UTF_8).length + 1;
            if (bytes > MOST_BYTES) {
                isCut = true;
                break;
            }
            lines.append('\n').append(line);
        }
        JsonLine head = JsonLine.empty()
                .with("more", more || isCut)
                .withNumbers("ids", ids.stream().mapToLong(Long::longValue).toArray())
                .withTexts("places", places);
        return (head + lines.toString()).getBytes(UTF_8);
    }

    private static String line(Entry entry) {
        Frame message = entry.message();
        JsonLine line = JsonLine.empty()
                .with("id", entry.id())
                .with("place", entry.place())
                .with("as", entry.sender().toString())
                .with("key", entry.sender().key())
                .with("message", new String(message.array(), message.offset(), message.length(), UTF_8));
        AccountKey account = entry.account();
        return (account == null ? line : line.with("account", account.id())).toString();
    }

    /**
     * Reads one of another server; what in it makes no sense is left out.
     *
     * @throws ProtocolException it is not one
     */
    static Answer of(byte[] data) {
        Iterator<String> lines = new String(data, UTF_8).lines().iterator();
        JsonLine head = JsonLine.of(lines.hasNext() ? lines.next() : "");
        List<Entry> entries = new ArrayList<>();
        while (lines.hasNext()) {
            Entry entry = entry(JsonLine.of(lines.next()));
            if (entry != null) {
                entries.add(entry);
            }
        }
        return new Answer(head.flag("more"), head.numbers("ids"), head.texts("places"), entries);
    }

    private static @Nullable Entry entry(JsonLine line) {
        Address sender = Address.stored(line.text("as"), line.text("key"));
        String account = line.optionalText("account");
        Frame message = message(line.text("message").getBytes(UTF_8));
        return message == null
                ? null
                : new Entry(
                        line.number("id", 0),
                        line.text("place"),
                        sender,
                        account == null ? null : new AccountKey(sender, account),
                        message);
    }

    /** Null if it is no message. */
    private static @Nullable Frame message(byte[] object) {
        if (object.length == 0 || object.length > MOST_BYTES_OF_ONE) {
            return null;
        }
        try {
            Frame frame = frame(object);
            return Codec.decode(frame) instanceof Action.Msg ? frame : null;
        } catch (ProtocolException e) {
            return null;
        }
    }

    private static Frame frame(byte[] object) {
        try {
            return Objects.requireNonNull(Frame.of(object));
        } catch (FrameException e) {
            return Frame.ofAnyLength(object); // a server has made it
        }
    }
}
