package chat.jim.process;

import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The standard streams in UTF-8, whatever the locale is. With {@code LANG=C}, Java would print question marks. */
public final class Stdio {
    private static volatile InputStream in = new FileInputStream(FileDescriptor.in);
    private static volatile OutputStream out = new FileOutputStream(FileDescriptor.out);
    private static volatile OutputStream err = new FileOutputStream(FileDescriptor.err);

    private Stdio() {}

    /** Replaces the three streams: for tests that run a program in their own process. */
    static void replace(InputStream newIn, OutputStream newOut, OutputStream newErr) {
        in = newIn;
        out = newOut;
        err = newErr;
    }

    /** Standard output, flushed at each line. */
    public static PrintStream out() {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    /** Standard output for a program that must know whether its lines arrive. */
    public static LineWriter output() {
        return new LineWriter(out);
    }

    /** Standard error, flushed at each line. */
    public static PrintStream err() {
        return new PrintStream(err, true, StandardCharsets.UTF_8);
    }

    /** Standard input that a person types: what is not UTF-8 is replaced. */
    public static BufferedReader in() {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** Standard input that a program writes: what is not UTF-8 is a {@code CharacterCodingException}. */
    public static BufferedReader strictIn() {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    }

    /** Whether both standard input and standard output are a terminal. */
    public static boolean isTerminal() {
        return console() != null;
    }

    /** The terminal, if both standard input and standard output are one, else null. */
    @SuppressWarnings("SystemConsoleNull") // with the property below it is null on every JDK
    public static @Nullable Console console() {
        System.setProperty("jdk.console", "java.base");
        return System.console();
    }

    /** Reads a line from the terminal without showing it; null at the end of input. */
    public static @Nullable String readSecret() {
        Console terminal = console();
        char[] typed = terminal == null ? null : terminal.readPassword();
        return typed == null ? null : new String(typed);
    }

    /** The bytes of the standard input, for a reader that leaves the rest to another one. Must not be closed. */
    public static InputStream bytes() {
        return in;
    }
}
