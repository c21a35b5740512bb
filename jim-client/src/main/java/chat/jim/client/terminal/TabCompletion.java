package chat.jim.client.terminal;

import chat.jim.client.terminal.Terminal.Adviser;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/** What Tab does in the line editor. Several completions are shown above the line, where they scroll away. */
final class TabCompletion implements Completer {
    private static final int COMPLETIONS_SHOWN = 100;

    private final org.jline.terminal.Terminal terminal;
    private final Supplier<@Nullable Adviser> adviser;

    /** Offers what the adviser of the line knows; nothing if there is none. */
    TabCompletion(org.jline.terminal.Terminal terminal, Supplier<@Nullable Adviser> adviser) {
        this.terminal = terminal;
        this.adviser = adviser;
    }

    @Override
    public void complete(LineReader reader, ParsedLine typed, List<Candidate> candidates) {
        Adviser lineAdviser = adviser.get();
        if (lineAdviser == null) {
            return;
        }
        String word = typed.word().substring(0, typed.wordCursor());
        String before = typed.line().substring(0, typed.cursor() - word.length());
        List<String> completions = lineAdviser.completions(before, word);
        completions.forEach(completion -> candidates.add(new Candidate(completion)));
        if (completions.size() > 1) {
            String shown = completions.stream().limit(COMPLETIONS_SHOWN).collect(Collectors.joining("  "));
            reader.printAbove(WordWrap.wrap(shown, terminal));
        }
    }
}
