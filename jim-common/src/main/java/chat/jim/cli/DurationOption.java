package chat.jim.cli;

import chat.jim.text.Texts;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration from the command line: a whole number and its unit, such as {@code 50ms}, {@code 30s}, {@code 5m}. */
public final class DurationOption implements ITypeConverter<Duration> {
    private static final Texts TEXTS = Texts.of(DurationOption.class);

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(ms|s|m|h)");

    /** For picocli. */
    public DurationOption() {}

    @Override
    public Duration convert(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new TypeConversionException(TEXTS.say("duration.wrong", text));
        }
        long number = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
