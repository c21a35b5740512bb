package chat.jim.server.control;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server answers to a request of its operator.
 *
 * @param list what was asked for, an object for each thing; empty if nothing was
 * @param sentence what was done; {@link Sentence#NONE} if something was asked for
 * @param notes what the list is about, or does not have
 */
public record Reply(List<JsonLine> list, Sentence sentence, List<Sentence> notes) {
    private static final String ALERT = "alert";
    private static final String NOTES = "notes";

    /** So many are in one line. */
    private static final int PART = 50;

    /** Something was done. */
    public static Reply done(String key, Object... values) {
        return done(Sentence.of(key, values));
    }

    /** Something was done. */
    public static Reply done(Sentence sentence) {
        return new Reply(List.of(), sentence, List.of());
    }

    /** Something was asked for. */
    public static Reply of(List<JsonLine> list) {
        return new Reply(list, Sentence.NONE, List.of());
    }

    /** The same with one more note. */
    public Reply with(String key, Object... values) {
        return with(List.of(Sentence.of(key, values)));
    }

    /** The same with more notes. */
    public Reply with(List<Sentence> more) {
        List<Sentence> all = new ArrayList<>(notes);
        all.addAll(more);
        return new Reply(list, sentence, all);
    }

    /** Whether something was asked for, and nothing done. */
    public boolean isQuestion() {
        return sentence.equals(Sentence.NONE);
    }

    /** The lines that are sent: some 202, and at the end a 200. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < list.size(); i += PART) {
            lines.add(answer(Code.ACCEPTED)
                    .with("list", list.subList(i, Math.min(list.size(), i + PART)))
                    .toString());
        }
        JsonLine last = sentence.in(answer(Code.OK), ALERT);
        if (!notes.isEmpty()) {
            last.with(
                    NOTES,
                    notes.stream().map(note -> note.in(JsonLine.empty(), ALERT)).toList());
        }
        lines.add(last.toString());
        return lines;
    }

    /**
     * Reads the lines that were sent.
     *
     * @throws RefusedException they refuse the request
     * @throws ProtocolException they are something else
     * @throws EOFException they end too early
     */
    public static Reply read(BufferedReader lines) throws IOException {
        List<JsonLine> list = new ArrayList<>();
        while (true) {
            String line = lines.readLine();
            if (line == null) {
                throw new EOFException();
            }
            JsonLine answer = JsonLine.of(line);
            int code = (int) answer.number("response", Code.SERVER_ERROR.number());
            if (code == Code.ACCEPTED.number()) {
                list.addAll(answer.objects("list"));
            } else if (code == Code.OK.number()) {
                List<Sentence> notes = answer.objects(NOTES).stream()
                        .map(note -> Sentence.from(note, ALERT))
                        .toList();
                return new Reply(list, Sentence.from(answer, ALERT), notes);
            } else {
                throw new RefusedException(new Code(code), Sentence.from(answer, "error"));
            }
        }
    }

    /** The line that refuses a request. */
    static String refusal(Code code, Sentence sentence) {
        return sentence.in(answer(code), "error").toString();
    }

    private static JsonLine answer(Code code) {
        return JsonLine.empty().with("response", code.number());
    }
}
