package chat.jim.server.cluster.visitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.codec.Codec;
import chat.jim.codec.MsgHeader;
import chat.jim.dialect.Family;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.server.cluster.bus.Lines;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.FrameReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Messages and notices from rooms at one server for users of another one. As bytes it is text: a line {@code R 1 NODE NUMBER}, a
 * line {@code M ID ACCOUNT FAMILY LENGTH LENGTH READERS} for each message and {@code N ASKERS LENGTH READERS} for each notice, an empty
 * line, and then the objects, each on its line. A newer version may have other kinds of lines, if each has one object, whose length
 * is the word before the last.
 *
 * @param from the server that sends it
 * @param number tells it from all other batches between the two
 * @param entries null for each that is of an unknown kind
 */
record RoomBatch(String from, long number, List<Link.Entry> entries) {
    /** The word of the bus for such batches. */
    static final String WORD = "R";

    private static final String KIND = WORD + " 1 ";
    private static final String MESSAGE = "M";
    private static final String NOTICE = "N";
    private static final String NO_ACCOUNT = "-";
    private static final Pattern ANY_KIND = Pattern.compile("[A-Z]{1,8}");
    private static final int OVERHEAD = 64;

    byte[] encoded() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(
                entries.stream().mapToInt(Link.Entry::length).sum() + OVERHEAD);
        out.writeBytes((KIND + from + " " + number + "\n").getBytes(UTF_8));
        entries.forEach(entry -> out.writeBytes((line(entry) + "\n").getBytes(UTF_8)));
        out.write('\n');
        entries.stream().flatMap(RoomBatch::objects).forEach(object -> {
            out.write(object.array(), object.offset(), object.length());
            out.write('\n');
        });
        return out.toByteArray();
    }

    private static String line(Link.Entry entry) {
        String readers = String.join(",", entry.readers());
        OutgoingMsg.Copy copy = entry.copy();
        Frame notice = entry.notice();
        if (copy == null) {
            int length = notice == null ? 0 : notice.length();
            return String.join(" ", NOTICE, entry.ifAsker() ? "1" : "0", Integer.toString(length), readers);
        }
        int original = copy.original() == null ? 0 : copy.original().length();
        return String.join(
                " ",
                MESSAGE,
                Long.toString(entry.id()),
                entry.account() == null ? NO_ACCOUNT : entry.account(),
                copy.family().name(),
                Integer.toString(copy.standard().length()),
                Integer.toString(original),
                readers);
    }

    private static Stream<Frame> objects(Link.Entry entry) {
        OutgoingMsg.Copy copy = entry.copy();
        return copy == null
                ? Stream.ofNullable(entry.notice())
                : Stream.concat(Stream.of(copy.standard()), Stream.ofNullable(copy.original()));
    }

    /**
     * Reads one that another server has sent, or somebody who is none.
     *
     * @throws IllegalArgumentException it is not one
     */
    static RoomBatch of(byte[] data) {
        Objects objects = new Objects(data, Lines.endOfLines(data) + 1);
        Iterator<String> lines =
                new String(data, 0, Lines.endOfLines(data), UTF_8).lines().iterator();
        String[] head = Lines.words(lines.next(), 4);
        if (!String.join(" ", head).startsWith(KIND)) {
            throw new IllegalArgumentException("another version");
        }
        List<Link.Entry> entries = new ArrayList<>();
        MsgHeader header = new MsgHeader();
        while (lines.hasNext()) {
            entries.add(entry(lines.next(), objects, header));
        }
        return new RoomBatch(head[2], Long.parseLong(head[3]), entries);
    }

    private static Link.@Nullable Entry entry(String line, Objects objects, MsgHeader header) {
        if (line.startsWith(NOTICE + " ")) {
            String[] words = Lines.words(line, 4);
            Frame notice = notice(objects.next(words[2]));
            return entry(null, 0, null, notice, words[1].equals("1"), words[3]);
        }
        if (!line.startsWith(MESSAGE + " ")) {
            skip(line.split(" ", -1), objects);
            return null;
        }
        String[] words = Lines.words(line, 7);
        Frame standard = message(objects.next(words[4]));
        Frame original = words[5].equals("0") ? null : message(objects.next(words[5]));
        OutgoingMsg.Copy copy =
                checked(new OutgoingMsg.Copy(Family.valueOf(words[3]), standard, original, false), header);
        String account = words[2].equals(NO_ACCOUNT) ? null : words[2];
        return entry(copy, Long.parseLong(words[1]), account, null, false, words[6]);
    }

    private static void skip(String[] words, Objects objects) {
        if (words.length < 3 || !ANY_KIND.matcher(words[0]).matches()) {
            throw new IllegalArgumentException("no kind");
        }
        objects.next(words[words.length - 2]);
    }

    private static Link.Entry entry(
            OutgoingMsg.@Nullable Copy copy,
            long id,
            @Nullable String account,
            @Nullable Frame notice,
            boolean ifAsker,
            String readers) {
        return new Link.Entry(
                copy, id, account, notice, ifAsker, List.of(readers.split(",", -1)), new CompletableFuture<>());
    }

    /** It goes to programs as it is, so it has to be a notice, and no answer. */
    private static Frame notice(byte[] object) {
        Frame frame = Frame.ofAnyLength(object);
        if (decoded(frame) instanceof Response notice && notice.code().isNotice()) {
            return frame;
        }
        throw new IllegalArgumentException("not a notice");
    }

    /** One object on one line, which says something in a room. */
    private static Frame message(byte[] object) {
        try {
            Frame frame = new FrameReader(new ByteArrayInputStream(object)).read();
            if (frame != null && frame.length() == object.length && !frame.multiline()) {
                return frame;
            }
        } catch (IOException | FrameException e) {
            throw new IllegalArgumentException("a bad object", e);
        }
        throw new IllegalArgumentException("not one object");
    }

    private static Message decoded(Frame frame) {
        try {
            return Codec.decode(frame);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("a bad object", e);
        }
    }

    /** Of a plain message the header is enough. */
    private static OutgoingMsg.Copy checked(OutgoingMsg.Copy copy, MsgHeader header) {
        if (copy.original() == null
                && header.read(copy.standard())
                && header.to().isRoom()) {
            return copy;
        }
        if (!(decoded(copy.standard()) instanceof Action.Msg msg)
                || msg.from() == null
                || !msg.to().isRoom()) {
            throw new IllegalArgumentException("no message to a room");
        }
        return copy.saying(msg);
    }

    /** The objects behind the lines. */
    private static final class Objects {
        private final byte[] data;
        private int at;

        Objects(byte[] data, int at) {
            this.data = data;
            this.at = at;
        }

        byte[] next(String length) {
            int bytes = Integer.parseInt(length);
            if (bytes <= 0 || bytes > data.length - at - 1 || data[at + bytes] != '\n') {
                throw new IllegalArgumentException("an object is missing");
            }
            byte[] object = Arrays.copyOfRange(data, at, at + bytes);
            at += bytes + 1;
            return object;
        }
    }

    /** The answer to that batch: how many each message has reached. */
    static byte[] answer(long number, List<Integer> counts) {
        return Stream.concat(Stream.of(KIND + number), counts.stream().map(String::valueOf))
                .collect(Collectors.joining("\n"))
                .getBytes(UTF_8);
    }

    /**
     * Reads the answer to a batch.
     *
     * @throws IllegalArgumentException it is not one
     */
    static List<Integer> counts(String answer, long number, int entries) {
        List<String> lines = answer.lines().toList();
        if (lines.size() != entries + 1 || !lines.get(0).equals(KIND + number)) {
            throw new IllegalArgumentException("another answer");
        }
        return lines.stream().skip(1).map(Integer::valueOf).toList();
    }
}
