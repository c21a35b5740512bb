package chat.jim.process;

import chat.jim.process.input.ForgivingReader;
import chat.jim.text.Texts;
import java.io.BufferedReader;
import java.io.Console;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The standard streams in UTF-8, whatever the locale is. With {@code LANG=C}, Java would print question marks. */
public final class Stdio {
    private static final Texts TEXTS = Texts.of(Stdio.class);
    private static final int BEGINNING = 4096;

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

    /**
     * Standard input, also if it is not quite text, see {@link ForgivingReader}.
     *
     * @throws Failure it is closed
     */
    public static BufferedReader in() {
        return new BufferedReader(new ForgivingReader(bytes(), err()::println));
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

    /**
     * The bytes of the standard input, for a reader that leaves the rest to another one. Must not be closed.
     *
     * @throws Failure it is closed
     */
    public static InputStream bytes() {
        if (in instanceof FileInputStream file && isOwnFile(file.getChannel())) {
            throw new Failure(TEXTS.say("input.closed"));
        }
        return in;
    }

    /**
     * Whether Java has opened one of its own files instead: a new file takes the lowest number that is free, and a program
     * that was started with a closed standard input would read its own code there. The files are compared by their size
     * and beginning, since no system tells the name of one that is open.
     */
    private static boolean isOwnFile(FileChannel channel) {
        Path modules = Path.of(System.getProperty("java.home"), "lib", "modules");
        return Stream.concat(
                        Stream.of(modules),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(Path::of))
                .filter(Files::isRegularFile)
                .anyMatch(own -> isSame(channel, own));
    }

    private static boolean isSame(FileChannel channel, Path own) {
        try (FileChannel file = FileChannel.open(own)) {
            return channel.size() == file.size() && beginning(channel).equals(beginning(file));
        } catch (IOException e) {
            return false; // a pipe or a terminal has no beginning
        }
    }

    private static ByteBuffer beginning(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BEGINNING);
        channel.read(bytes, 0);
        return bytes.flip();
    }
}
