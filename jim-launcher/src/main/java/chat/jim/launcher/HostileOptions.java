package chat.jim.launcher;

import chat.jim.cli.Converters;
import chat.jim.launcher.bench.hostile.HostilePlan;
import chat.jim.launcher.bench.hostile.Misuse;
import chat.jim.text.Texts;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
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
            paramLabel = "MISUSE,...",
            arity = "0..1",
            fallbackValue = ALL,
            converter = Misuses.class,
            description =
                    "Measure instead how long the messages of a bystander take while others misuse the server: in each of"
                            + " these ways, separated by commas (rooms, who, who-room, contacts, register, passwords, joins,"
                            + " flood, room-flood, slow-lists, no-read), or without a value in all. Each has a server of"
                            + " its own, with --flood-rate 0, so that nothing is hidden by it.")
    private @Nullable List<Misuse> misuses;

    @Option(
            names = "--peers",
            paramLabel = "N,...",
            defaultValue = PEERS,
            converter = Numbers.class,
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

    /** Reads names of misuses. */
    static final class Misuses implements ITypeConverter<List<Misuse>> {
        @Override
        public List<Misuse> convert(String text) {
            return text.equals(ALL)
                    ? Misuse.all()
                    : List.of(text.split(",", -1)).stream().map(Misuses::one).toList();
        }

        private static Misuse one(String label) {
            return Misuse.all().stream()
                    .filter(misuse -> misuse.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(TEXTS.say(
                            "hostile.wrong",
                            label,
                            Misuse.all().stream().map(Misuse::label).collect(Collectors.joining(", ")))));
        }
    }

    /** Reads numbers, separated by commas. */
    static final class Numbers implements ITypeConverter<List<Integer>> {
        @Override
        public List<Integer> convert(String text) {
            return List.of(text.split(",", -1)).stream()
                    .map(new Converters.Count()::convert)
                    .toList();
        }
    }
}
