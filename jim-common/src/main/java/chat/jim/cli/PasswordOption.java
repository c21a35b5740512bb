package chat.jim.cli;

import chat.jim.process.Failure;
import chat.jim.process.Stdio;
import chat.jim.text.Texts;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Reads a password from a file or the keyboard. It is never on the command line, which everybody on the machine can read. */
public final class PasswordOption {
    private static final Texts TEXTS = Texts.of(PasswordOption.class);

    /** Some editors put this before the first line of a file. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    /** In bytes. No password is that long, and a file without line breaks must not fill the memory. */
    private static final int LONGEST = 8192;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Read the password from the first line of this file; - is the standard input.")
    private @Nullable Path file;

    /** For picocli. */
    public PasswordOption() {}

    /**
     * The password in the file; null if no file was named.
     *
     * @throws Failure the file has none
     */
    public @Nullable String fromFile() {
        if (file == null) {
            return null;
        }
        try {
            String password = file.toString().equals("-") ? firstLine(Stdio.bytes()) : firstLine(file);
            if (password.isEmpty()) {
                throw new Failure(TEXTS.say("password.empty", file));
            }
            return password;
        } catch (IOException e) {
            throw new Failure(TEXTS.say("password.unreadable", file, Failure.reason(e)));
        }
    }

    private static String firstLine(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return firstLine(in);
        }
    }

    /** Reads up to the first line feed and not a byte further: the rest of the standard input is read by somebody else. */
    private static String firstLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
            if (line.size() > LONGEST) {
                throw new IOException(TEXTS.say("password.endless"));
            }
        }
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray()));
        return text.toString().replaceFirst("^" + BYTE_ORDER_MARK, "").replaceFirst("\r$", "");
    }

    /**
     * The password in the file, or else a new one that is typed twice and not shown.
     *
     * @throws Failure there is none
     */
    public String fromFileOrKeyboard() {
        String password = fromFile();
        return password == null ? ask() : password;
    }

    private static String ask() {
        @Nullable Console console = Stdio.console();
        if (console == null) {
            throw new Failure(TEXTS.say("password.nokeyboard"));
        }
        char[] first = console.readPassword("%s ", TEXTS.say("password.ask"));
        if (first == null || first.length == 0) {
            throw new Failure(TEXTS.say("password.none"));
        }
        char[] second = console.readPassword("%s ", TEXTS.say("password.again"));
        String password = new String(first);
        if (second == null || !password.equals(new String(second))) {
            throw new Failure(TEXTS.say("password.different"));
        }
        return password;
    }
}
