package chat.jim.server.cluster.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.dialect.Family;
import chat.jim.protocol.Address;
import chat.jim.server.cluster.bus.Lines;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.store.AccountKey;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.FrameReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Messages that go from one server to another together. As bytes it is text: a line {@code B 1 NODE NUMBER}, a line {@code M
 * SESSION GROUP MESSAGE ACCOUNT FAMILY OBJECTS KEEP} for each message, an empty line, and then the objects, each on its line.
 * A newer version may have other kinds of lines, if the seventh word of each says how many objects belong to it.
 *
 * @param from the server that sends it
 * @param number tells it from all other batches between the two
 * @param items null for each that is of an unknown kind
 */
record Batch(String from, long number, List<Item> items) {
    private static final String KIND = "B 1 ";
    private static final String MESSAGE = "M";
    private static final String NO_ACCOUNT = "-";

    /** The sender, who has an account, wishes that the message be kept. */
    private static final String KEEP = "k";

    private static final String KEEP_NOT = "-";

    private static final int WORDS = 8;

    /** Where a line of any kind says how many objects belong to it. */
    private static final int OBJECTS = 6;

    private static final Pattern ANY_KIND = Pattern.compile("[A-Z]{1,8}");

    /** A message takes some room besides its objects. */
    private static final int OVERHEAD = 64;

    /**
     * One message.
     *
     * @param session the sender's session, by a number that its server gives once
     * @param group numbers what a session has sent together: each has a greater one than those before
     * @param number tells it from all others of its server, and stays when it is sent again
     * @param account the id of the sender's account; null for a guest
     * @param message what it says, with its sender and addressee; it may be kept only if the sender wishes it
     */
    record Item(
            long session, long group, long number, @Nullable String account, OutgoingMsg.Copy message) {
        /** The key of that account, whose name is that of the sender; null for a guest. */
        @Nullable
        AccountKey account(Address sender) {
            return account == null ? null : new AccountKey(sender, account);
        }

        /** Its ticket, as one of that server, see {@link chat.jim.server.store.MailStore.Letter}. */
        String ticket(String node) {
            return node + "." + session + "." + number;
        }

        /** How many bytes it takes, about. */
        int length() {
            return message.length() + OVERHEAD;
        }

        private String line() {
            return String.join(
                    " ",
                    MESSAGE,
                    Long.toString(session),
                    Long.toString(group),
                    Long.toString(number),
                    account == null ? NO_ACCOUNT : account,
                    message.family().name(),
                    message.original() == null ? "1" : "2",
                    message.mayBeKept() ? KEEP : KEEP_NOT);
        }
    }

    byte[] encoded() {
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(items.stream().mapToInt(Item::length).sum() + OVERHEAD);
        out.writeBytes((KIND + from + " " + number + "\n").getBytes(UTF_8));
        items.forEach(item -> out.writeBytes((item.line() + "\n").getBytes(UTF_8)));
        out.write('\n');
        items.stream()
                .flatMap(item -> Stream.concat(
                        Stream.of(item.message().standard()),
                        Stream.ofNullable(item.message().original())))
                .forEach(frame -> {
                    out.write(frame.array(), frame.offset(), frame.length());
                    out.write('\n');
                });
        return out.toByteArray();
    }

    /**
     * Reads one that another server has sent, or somebody who is none.
     *
     * @throws IllegalArgumentException it is not one
     */
    static Batch of(byte[] data) {
        int end = Lines.endOfLines(data);
        Iterator<String> lines = new String(data, 0, end, UTF_8).lines().iterator();
        String[] head = Lines.words(lines.next(), 4);
        if (!String.join(" ", head).startsWith(KIND)) {
            throw new IllegalArgumentException("another version");
        }
        FrameReader frames = new FrameReader(new ByteArrayInputStream(data, end, data.length - end));
        List<Item> items = new ArrayList<>();
        try {
            while (lines.hasNext()) {
                items.add(item(lines.next().split(" ", -1), frames));
            }
        } catch (IOException | FrameException e) {
            throw new IllegalArgumentException("a bad object", e);
        }
        return new Batch(head[2], Long.parseLong(head[3]), items);
    }

    private static @Nullable Item item(String[] words, FrameReader frames) throws IOException, FrameException {
        if (!words[0].equals(MESSAGE)) {
            skip(words, frames);
            return null;
        }
        if (words.length != WORDS) {
            throw new IllegalArgumentException("a bad line");
        }
        Family family = Family.valueOf(words[5]);
        if (!words[OBJECTS].equals("1") && (!words[OBJECTS].equals("2") || family == Family.SPEC)) {
            throw new IllegalArgumentException("a wrong number of objects");
        }
        if (!words[7].equals(KEEP) && !words[7].equals(KEEP_NOT)) {
            throw new IllegalArgumentException("an unknown wish");
        }
        Frame standard = next(frames);
        return new Item(
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                words[4].equals(NO_ACCOUNT) ? null : words[4],
                new OutgoingMsg.Copy(
                        family, standard, words[OBJECTS].equals("2") ? next(frames) : null, words[7].equals(KEEP)));
    }

    private static void skip(String[] words, FrameReader frames) throws IOException, FrameException {
        if (words.length <= OBJECTS || !ANY_KIND.matcher(words[0]).matches()) {
            throw new IllegalArgumentException("no kind");
        }
        for (int i = Integer.parseInt(words[OBJECTS]); i > 0; i--) {
            next(frames);
        }
    }

    private static Frame next(FrameReader frames) throws IOException, FrameException {
        Frame frame = frames.read();
        if (frame == null) {
            throw new IllegalArgumentException("an object is missing");
        }
        return frame.copy();
    }
}
