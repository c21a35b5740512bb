package chat.jim.cli;

import chat.jim.text.Texts;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, in the user's language. Picocli itself speaks only English. */
final class WrongUsage {
    private static final Texts TEXTS = Texts.of(WrongUsage.class);
    private static final String NO_COMMAND = "Missing required subcommand";
    private static final Set<Class<?>> NUMBERS = Set.of(int.class, Integer.class);
    private static final Set<Class<?>> FLAGS = Set.of(boolean.class, Boolean.class);

    private WrongUsage() {}

    /** One sentence that says what is wrong. */
    static String sentence(ParameterException e, Configuration configuration) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return TEXTS.say(unmatched.isUnknownOption() ? "usage.unknown" : "usage.surplus", first(unmatched));
        }
        if (e instanceof MissingParameterException missing) {
            return missing(missing.getMissing());
        }
        if (e instanceof OverwrittenOptionException twice) {
            return TEXTS.say("usage.twice", name(twice.getOverwritten()));
        }
        String message = String.valueOf(e.getMessage());
        if (message.equals(NO_COMMAND)) {
            return TEXTS.say("usage.nocommand");
        }
        return e.getArgSpec() == null ? message : wrong(e, e.getArgSpec(), configuration);
    }

    /** A sentence with what was perhaps meant, or null. */
    static @Nullable String suggestion(ParameterException e) {
        List<String> meant = e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return meant.isEmpty() ? null : TEXTS.say("usage.suggestion", String.join(", ", meant));
    }

    private static String first(UnmatchedArgumentException e) {
        return e.getUnmatched().isEmpty() ? "" : e.getUnmatched().get(0);
    }

    private static String missing(List<ArgSpec> missing) {
        String names = missing.stream().map(WrongUsage::name).collect(Collectors.joining(", "));
        return missing.get(0).isOption()
                ? TEXTS.say("usage.novalue", names, missing.get(0).paramLabel())
                : TEXTS.say("usage.missing", names);
    }

    private static String wrong(ParameterException e, ArgSpec option, Configuration configuration) {
        String place = Objects.requireNonNullElse(configuration.place(option, e.getValue()), name(option));
        return place + ": " + reason(e, option);
    }

    private static String reason(ParameterException e, ArgSpec option) {
        if (option.converters().length == 0 && NUMBERS.contains(option.type())) {
            return TEXTS.say("number.wrong", e.getValue());
        }
        if (FLAGS.contains(option.type())) {
            return TEXTS.say("flag.wrong", e.getValue());
        }
        return e.getCause() instanceof TypeConversionException cause
                ? String.valueOf(cause.getMessage())
                : TEXTS.say("value.wrong", e.getValue());
    }

    private static String name(ArgSpec option) {
        return option instanceof OptionSpec named ? named.longestName() : option.paramLabel();
    }
}
