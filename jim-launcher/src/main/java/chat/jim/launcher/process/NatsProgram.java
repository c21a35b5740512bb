package chat.jim.launcher.process;

import chat.jim.process.Environment;
import chat.jim.process.Failure;
import chat.jim.text.Texts;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The nats-server in which several servers of one chat meet, on a free port of this machine. A shell watches it, which ends it
 * when this process has ended in whatever way; where there is no such shell, on Windows, it stays after a launcher that was killed.
 */
public final class NatsProgram {
    private static final Texts TEXTS = Texts.of(NatsProgram.class);
    private static final String NAME = "nats-server";

    /** The servers refuse older ones. */
    private static final String OLDEST = "2.12.3";

    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\.(\\d+)");
    private static final Pattern LISTENING = Pattern.compile(".*Listening for client connections on .*:(\\d+)");
    private static final Pattern PID = Pattern.compile("pid (\\d+)");
    private static final long PATIENCE_MILLIS = 5_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /**
     * Ends the program when its own standard input does. The program is in a session of its own, where that can be: so Ctrl-C ends it
     * after the servers, which still need it.
     */
    private static final String GUARD = """
            trap '' INT HUP
            exec 3<&0
            $(command -v setsid) "$@" </dev/null 3<&- &
            program=$!
            echo "pid $program"
            (cat <&3 >/dev/null; kill $program) >/dev/null 2>&1 &
            exec 3<&-
            wait $program
            """;

    private final ChildProcess process;
    private final CompletableFuture<OptionalInt> port = new CompletableFuture<>();
    private volatile String pid = "?";

    /**
     * Starts it.
     *
     * @param folder where it keeps what it keeps
     * @param onEnd gets its exit status when it has ended after it listened
     * @throws Failure it is not installed, or too old
     */
    public NatsProgram(Path folder, IntConsumer onEnd) {
        List<String> command = List.of(find(), "-a", "127.0.0.1", "-p", "-1", "-js", "-sd", folder.toString());
        process = ChildProcess.start(NAME, guarded(command), this::read, status -> {
            if (!port.complete(OptionalInt.empty())) {
                onEnd.accept(status);
            }
        });
    }

    private static List<String> guarded(List<String> command) {
        if (isWindows()) {
            return command;
        }
        List<String> all = new ArrayList<>(List.of("sh", "-c", GUARD, "sh"));
        all.addAll(command);
        return all;
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }

    private static String find() {
        String program = Objects.requireNonNullElse(Environment.get("JIM_NATS_SERVER"), NAME);
        CommandResult result = CommandResult.of(List.of(program, "--version"));
        Matcher version = VERSION.matcher(result.text());
        if (!result.isFine() || !version.find()) {
            throw new Failure(TEXTS.say("nats.none", OLDEST));
        }
        Matcher oldest = VERSION.matcher("v" + OLDEST);
        if (oldest.matches() && number(version) < number(oldest)) {
            throw new Failure(TEXTS.say("nats.old", program, version.group().substring(1), OLDEST));
        }
        return program;
    }

    private static long number(Matcher version) {
        long number = 0;
        for (int i = 1; i <= version.groupCount(); i++) {
            number = number * 1_000 + Long.parseLong(version.group(i));
        }
        return number;
    }

    private void read(String line) {
        Matcher listening = LISTENING.matcher(line);
        Matcher started = PID.matcher(line);
        if (started.matches()) {
            pid = started.group(1);
        } else if (listening.matches()) {
            port.complete(OptionalInt.of(Integer.parseInt(listening.group(1))));
        }
    }

    /**
     * Waits until it listens, and returns its address.
     *
     * @throws Failure it has ended instead
     */
    public String awaitAddress() {
        int found = port.join().orElseThrow(() -> new Failure(TEXTS.say("nats.ended")));
        return "nats://127.0.0.1:" + found;
    }

    /** The number of its process, as people need it. */
    public String pid() {
        return pid;
    }

    /** Ends it, and waits for that; also for what ends it, which is there for a moment longer. */
    public void stop() {
        List<ProcessHandle> guards = process.handle().descendants().toList();
        process.endInput();
        if (isWindows()) {
            process.stop();
        }
        process.awaitEnd(PATIENCE_MILLIS);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (guards.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
