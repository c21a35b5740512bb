package chat.jim.server.cluster.check;

import chat.jim.text.Texts;
import java.util.function.Consumer;

/** What a check has found, told line by line. For one thread. */
final class Findings {
    private static final Texts TEXTS = Texts.of(Findings.class);

    private final Consumer<String> lines;
    private boolean wrong;

    Findings(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Something is as it should be. */
    void fine(String key, Object... values) {
        lines.accept(TEXTS.say("check.fine") + " " + TEXTS.say(key, values));
    }

    /** Something is worth knowing, or could not be seen. */
    void note(String key, Object... values) {
        lines.accept(TEXTS.say("check.note") + " " + TEXTS.say(key, values));
    }

    /** Something is not as it should be. */
    void wrong(String key, Object... values) {
        wrong = true;
        lines.accept(TEXTS.say("check.wrong") + " " + TEXTS.say(key, values));
    }

    /** Whether anything is. */
    boolean hasWrong() {
        return wrong;
    }
}
