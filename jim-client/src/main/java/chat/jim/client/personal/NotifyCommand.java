package chat.jim.client.personal;

import chat.jim.process.DaemonThreads;
import chat.jim.text.Texts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program that tells a person of a message: it gets the sender and the text as its last two arguments, and no shell reads
 * them. Few run at a time, and none for long; what comes meanwhile is not told. May be used from any thread.
 */
public final class NotifyCommand {
    private static final Logger LOG = LoggerFactory.getLogger(NotifyCommand.class);
    private static final Texts TEXTS = Texts.of(NotifyCommand.class);
    private static final int MOST_AT_A_TIME = 3;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final List<String> command;
    private final Duration longest;
    private final Semaphore free = new Semaphore(MOST_AT_A_TIME);
    private final AtomicBoolean saidFailure = new AtomicBoolean();

    /** The command with its first arguments; white space separates them, and quotes keep it. */
    public NotifyCommand(String command) {
        this(command, LONGEST);
    }

    NotifyCommand(String command, Duration longest) {
        this.command = CommandWords.split(command);
        this.longest = longest;
    }

    /** Starts the program; the first time that it fails, {@code failures} gets a sentence, on another thread. */
    public void run(String sender, String text, Consumer<String> failures) {
        if (free.tryAcquire()) {
            DaemonThreads.start("notify", () -> {
                try {
                    execute(sender, text, failures);
                } finally {
                    free.release();
                }
            });
        }
    }

    private void execute(String sender, String text, Consumer<String> failures) {
        List<String> words = new ArrayList<>(command);
        words.add(argument(sender));
        words.add(argument(text));
        try {
            Process program = new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            program.getOutputStream().close();
            if (!program.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                program.descendants().forEach(ProcessHandle::destroyForcibly);
                program.destroyForcibly();
                fail(TEXTS.say("notify.slow", command.get(0), longest.toSeconds()), failures);
            } else if (program.exitValue() != 0) {
                fail(TEXTS.say("notify.failed", command.get(0), program.exitValue()), failures);
            }
        } catch (IOException e) {
            LOG.warn("Cannot run the notify-command: {}", command.get(0));
            fail(TEXTS.say("notify.missing", command.get(0)), failures);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(String sentence, Consumer<String> failures) {
        if (!saidFailure.getAndSet(true)) {
            failures.accept(sentence);
        }
    }

    /** Without control characters, and with a space before what a program could take for an option. */
    private static String argument(String text) {
        String plain = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
        return plain.startsWith("-") ? " " + plain : plain;
    }
}
