package chat.jim.server.cluster.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.routing.Routed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has become of the messages of a batch. As bytes it is text: a line {@code A 1 NUMBER}, and a line {@code CODE SENTENCE}
 * for each message, in order.
 *
 * @param number that of the batch
 */
record BatchAnswer(long number, List<Result> results) {
    private static final String KIND = "A 1 ";

    /** A sentence has to fit into an answer to a peer. */
    private static final int LONGEST_SENTENCE = 300;

    /** What stands with a message that was accepted, if anything does. */
    private static final Pattern NUMBERS = Pattern.compile("([0-9]{1,16} [0-9a-f]{1,64})?");

    private static final Pattern ENTRY = Pattern.compile("([1-9][0-9]{0,15}) ([0-9a-f]{1,64})");

    /**
     * Where a message is in the history of the addressee's server.
     *
     * @param account the id of the addressee's account
     */
    record Entry(long id, String account) {
        @Override
        public String toString() {
            return id + " " + account;
        }
    }

    /**
     * What has become of one message.
     *
     * @param code 200 if it was handed over, or that of the refusal; {@link #NOT_TRIED}
     * @param sentence that of a refusal; the numbers of what was said in a room; if it was to a user and is kept, its {@link
     *     Entry}; else empty
     */
    record Result(int code, String sentence) {
        /** The code of a message that was left because one before it, of the same session to the same addressee, had failed. */
        private static final int NOT_TRIED = 0;

        /** The code of a message for which the mailbox has no room just now, but somebody reads it. The sentence is for later. */
        private static final int ROOM_SOON = 1;

        /** The code of a message to somebody who comes or goes just now. */
        private static final int SOON = 2;

        static final Result HANDED_OVER = new Result(Code.OK.number(), "");
        static final Result KEPT = new Result(Code.ACCEPTED.number(), "");
        /** The addressee is not here. */
        static final Result NOT_HERE = new Result(Code.NOT_FOUND.number(), "");

        static final Result LEFT = new Result(NOT_TRIED, "");

        /** A newer server has sent what this one does not know. */
        static final Result UNKNOWN_KIND = new Result(
                Code.UNAVAILABLE.number(), "The addressee's server is of an older version: nothing was sent.");

        /** Its server has just come, and this one has not seen it yet. */
        static final Result STRANGER =
                new Result(SOON, "The addressee's server does not know this one yet: nothing was sent, try again.");

        static Result of(ProtocolException refusal) {
            String line = refusal.sentence().replaceAll("\\R", " ");
            return new Result(refusal.code().number(), line.substring(0, Math.min(LONGEST_SENTENCE, line.length())));
        }

        static Result cutOff(Address addressee) {
            return new Result(
                    Code.UNAVAILABLE.number(), "The server that has " + addressee + " is cut off: nothing was sent.");
        }

        /** What has become of a message to a room; its numbers take the place of the sentence. */
        static Result said(Routed routed) {
            return new Result(Code.OK.number(), routed.reached() + " " + routed.id());
        }

        /** The same once more, at the sender's server. */
        Routed said() {
            String[] numbers = sentence.split(" ", -1);
            try {
                return Routed.toRoom(Integer.parseInt(numbers[0]), Long.parseLong(numbers[1]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                return Routed.toRoom(0, 0); // it was said; by a server that counts otherwise
            }
        }

        static Result roomSoon(ProtocolException refusal) {
            return new Result(ROOM_SOON, of(refusal).sentence());
        }

        static Result soon(Address addressee) {
            return new Result(SOON, addressee + " is coming or going just now: nothing was sent, try again.");
        }

        boolean isAccepted() {
            return code == Code.OK.number() || isKept();
        }

        /** The same for a message that is in the history there. */
        Result in(@Nullable Entry history) {
            return history == null || !isAccepted() ? this : new Result(code, history.toString());
        }

        /** Where a message to a user is in the history there; null if it is not. */
        @Nullable
        Entry entry() {
            Matcher entry = ENTRY.matcher(sentence);
            return isAccepted() && entry.matches() ? new Entry(Long.parseLong(entry.group(1)), entry.group(2)) : null;
        }

        boolean isKept() {
            return code == Code.ACCEPTED.number();
        }

        /** Whether the addressee is not there, and so at another server, or nowhere. */
        boolean isElsewhere() {
            return code == Code.NOT_FOUND.number();
        }

        boolean isWorthAnotherTry() {
            return code == NOT_TRIED || code == ROOM_SOON || code == SOON;
        }

        /** Whether that is better done after a moment. */
        boolean needsTime() {
            return code == ROOM_SOON || code == SOON;
        }

        /** Whether it has been found out whether the message has come before: who cannot take any just now does not look. */
        boolean isSure() {
            return !isWorthAnotherTry() && code != Code.UNAVAILABLE.number();
        }

        /** To be thrown at its sender. */
        ProtocolException refusal() {
            if (code == NOT_TRIED) {
                return new ProtocolException(Code.UNAVAILABLE, "Too much was on its way: nothing was sent, try again.");
            }
            if (code == SOON) {
                return new ProtocolException(Code.UNAVAILABLE, sentence);
            }
            return new ProtocolException(code == ROOM_SOON ? Code.GONE : new Code(code), sentence);
        }
    }

    byte[] encoded() {
        return Stream.concat(
                        Stream.of(KIND + number),
                        results.stream().map(result -> (result.code() + " " + result.sentence()).strip()))
                .collect(Collectors.joining("\n"))
                .getBytes(UTF_8);
    }

    /**
     * Reads the answer to a batch.
     *
     * @throws IllegalArgumentException it is not one
     */
    static BatchAnswer of(byte[] data, long number, int messages) {
        Iterator<String> lines = new String(data, UTF_8).lines().iterator();
        if (!lines.hasNext() || !lines.next().equals(KIND + number)) {
            throw new IllegalArgumentException("another answer");
        }
        List<Result> results = new ArrayList<>();
        while (lines.hasNext()) {
            results.add(result(lines.next()));
        }
        if (results.size() != messages) {
            throw new IllegalArgumentException("not as many results as messages");
        }
        return new BatchAnswer(number, results);
    }

    private static Result result(String line) {
        int space = line.indexOf(' ');
        int code = Integer.parseInt(space < 0 ? line : line.substring(0, space));
        Result result = new Result(code, space < 0 ? "" : line.substring(space + 1));
        boolean isKnown = result.isAccepted() || result.isWorthAnotherTry() || (code >= 400 && code < 600);
        boolean isWhole =
                !result.isAccepted() || NUMBERS.matcher(result.sentence()).matches();
        if (!isKnown || !isWhole || result.sentence().length() > LONGEST_SENTENCE) {
            throw new IllegalArgumentException("a bad result");
        }
        return result;
    }
}
