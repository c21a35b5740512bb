package chat.jim.launcher;

import chat.jim.cli.Converters;
import chat.jim.launcher.bench.hostile.HostilePlan;
import chat.jim.launcher.bench.hostile.Misuse;
import chat.jim.text.Texts;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code bench --hostile}. */
final class HostileOptions {
    private static final Texts TEXTS = Texts.of(HostileOptions.class);
    private static final String ALL = "all";
    private static final String PEERS = "1,2,4";

    @Option(
            names = "--hostile",
            paramLabel = "MISUSE",
            split = ",",
            arity = "0..1",
            fallbackValue = ALL,
            converter = Misuses.class,
            completionCandidates = Labels.class,
            description =
                    "Measure instead how long the messages of a bystander take while others misuse the server, in each of"
                            + " these ways: ${COMPLETION-CANDIDATES}; without a value, in all. Unless"
                            + " --server names one, each row has a new server with --flood-rate 0, which hides nothing.")
    private @Nullable List<Misuse> misuses;

    @Option(
            names = "--peers",
            paramLabel = "N",
            split = ",",
            defaultValue = PEERS,
            converter = Converters.Count.class,
            description = "How many hostile peers there are: one after the other (default: ${DEFAULT-VALUE}).")
    private List<Integer> peers = List.of();

    @Option(
            names = "--bound",
            paramLabel = "TIME",
            defaultValue = "250ms",
            converter = Converters.TimeSpan.class,
            description = "The exit status is 1 if the p99 of the bystander is over this (default: ${DEFAULT-VALUE}).")
    private Duration bound = Duration.ZERO;

    @Option(
            names = "--contacts",
            paramLabel = "N",
            defaultValue = "50",
            description =
                    "For contacts: how many contacts an account has (default: ${DEFAULT-VALUE}). Each is an account, and"
                            + " costs the server a password hash.")
    private int contacts;

    /** Whether this is asked for at all. */
    boolean isAsked() {
        return misuses != null;
    }

    /**
     * What is to be measured.
     *
     * @throws IllegalArgumentException with a sentence for people
     */
    HostilePlan plan(int warmup, int seconds) {
        return new HostilePlan(misuses == null ? List.of() : misuses, peers, contacts, warmup, seconds, bound);
    }

    /** Reads a name of a misuse, or of all. */
    static final class Misuses implements ITypeConverter<List<Misuse>> {
        @Override
        public List<Misuse> convert(String text) {
            List<Misuse> named = Misuse.all().stream()
                    .filter(misuse -> text.equals(ALL) || text.equals(misuse.label()))
                    .toList();
            if (named.isEmpty()) {
                throw new TypeConversionException(TEXTS.say("hostile.wrong", text, String.join(", ", new Labels())));
            }
            return named;
        }
    }

    /** The names of all misuses. */
    static final class Labels implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Misuse.all().stream().map(Misuse::label).iterator();
        }
    }
}
