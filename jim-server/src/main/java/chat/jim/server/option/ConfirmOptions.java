package chat.jim.server.option;

import chat.jim.process.Stdio;
import chat.jim.text.YesNo;
import java.io.Console;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Asks before something is gone for good, unless the command line has answered already. */
public final class ConfirmOptions {
    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** For picocli. */
    public ConfirmOptions() {}

    /**
     * Checks that the question can be asked, if it has to be.
     *
     * @param otherwise the sentence for a command line without a terminal
     * @throws ParameterException it cannot
     */
    public void check(CommandLine line, String otherwise) {
        if (!yes && !Stdio.isTerminal()) {
            throw new ParameterException(line, otherwise);
        }
    }

    /** Asks until the answer is clear; the end of input is a no. */
    public boolean isGiven(String question) {
        Optional<Boolean> decision = yes ? Optional.of(true) : Optional.empty();
        while (decision.isEmpty()) {
            Console terminal = Objects.requireNonNull(Stdio.console());
            String answer = terminal.readLine("%s", question + " ");
            decision = answer == null ? Optional.of(false) : YesNo.of(answer);
        }
        return decision.get();
    }
}
