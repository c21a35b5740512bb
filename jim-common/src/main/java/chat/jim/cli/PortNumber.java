package chat.jim.cli;

import chat.jim.text.Texts;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port's number from the command line. */
public final class PortNumber implements ITypeConverter<Integer> {
    private static final Texts TEXTS = Texts.of(PortNumber.class);

    private static final int LARGEST = 65535;

    /** For picocli. */
    public PortNumber() {}

    @Override
    public Integer convert(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > LARGEST) {
            throw new TypeConversionException(TEXTS.say("port.wrong", text, LARGEST));
        }
        return Integer.valueOf(text);
    }
}
