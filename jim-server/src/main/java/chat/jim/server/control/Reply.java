package chat.jim.server.control;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Code;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server answers to a request of its operator.
 *
 * @param list what was asked for, an object for each thing; empty if nothing was
 * @param sentence what was done; {@link Sentence#NONE} if something was asked for
 */
public record Reply(List<JsonLine> list, Sentence sentence) {
    /** So many are in one line. */
    private static final int PART = 50;

    /** Something was done. */
    public static Reply done(String key, Object... values) {
        return new Reply(List.of(), Sentence.of(key, values));
    }

    /** Something was done. */
    public static Reply done(Sentence sentence) {
        return new Reply(List.of(), sentence);
    }

    /** Something was asked for. */
    public static Reply of(List<JsonLine> list) {
        return new Reply(list, Sentence.NONE);
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
        lines.add(sentence.in(answer(Code.OK), "alert").toString());
        return lines;
    }

    /** The line that refuses a request. */
    static String refusal(Code code, Sentence sentence) {
        return sentence.in(answer(code), "error").toString();
    }

    private static JsonLine answer(Code code) {
        return JsonLine.empty().with("response", code.number());
    }
}
