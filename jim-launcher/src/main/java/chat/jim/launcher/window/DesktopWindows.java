package chat.jim.launcher.window;

import chat.jim.launcher.process.ChildProcess;
import chat.jim.launcher.process.Client;
import chat.jim.launcher.process.CommandResult;
import chat.jim.launcher.process.Role;
import chat.jim.process.Failure;
import chat.jim.text.Texts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Desktop windows, one for each client. May be used from any thread. */
final class DesktopWindows implements Windows {
    private static final Texts TEXTS = Texts.of(DesktopWindows.class);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long POLL_MILLIS = 20;

    private final TerminalEmulator terminal;
    private final PrintStream out;

    /** Opens windows of {@code terminal}; the launcher's own messages go to {@code out}. */
    DesktopWindows(TerminalEmulator terminal, PrintStream out) {
        this.terminal = terminal;
        this.out = out;
    }

    @Override
    public Client start(String name, Role role, List<String> command, Consumer<Client.End> onEnd) {
        if (terminal == TerminalEmulator.WINDOWS) {
            ChildProcess waiting = ChildProcess.start(name, terminal.opening(name, command), line -> {}, status -> {});
            return Window.follow(name, () -> Optional.of(waiting.handle()), waiting::stop, onEnd);
        }
        ScriptedWindow window = new ScriptedWindow(name, command);
        return Window.follow(name, window::awaitShell, window::close, onEnd);
    }

    @Override
    public boolean leaveConsoleFree() {
        return true;
    }

    @Override
    public String usage() {
        return TEXTS.say("usage.windows");
    }

    @Override
    public void type(String line) {
        out.println(TEXTS.say("only.windows"));
    }

    /**
     * One window, in which a POSIX shell runs a script. Terminal emulators differ in what they wait for, and in whose child
     * that shell is; so the script writes down its process id.
     */
    private final class ScriptedWindow {
        private final Path pidFile;

        /** A file, since some emulators split a long command line, or type it into another shell. */
        private final Path script;

        private final ChildProcess opener;
        private final List<String> output = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Integer> status = new CompletableFuture<>();

        /**
         * Starts to open a window in which {@code command} runs.
         *
         * @throws Failure it cannot be opened
         */
        ScriptedWindow(String name, List<String> command) {
            try {
                pidFile = Files.createTempFile("jim-" + name + "-", ".pid");
                script = Files.createTempFile("jim-" + name + "-", ".sh");
                Files.writeString(script, WindowScript.text(command, pidFile));
            } catch (IOException e) {
                throw new Failure(TEXTS.say("window.nofile", name, Failure.reason(e)));
            }
            List<String> opening = terminal.opening(name, List.of("/bin/sh", script.toString()));
            opener = ChildProcess.start(terminal.program(), opening, output::add, status::complete);
            opener.endInput();
        }

        /**
         * Waits until the window is open, and returns the shell in it; nothing if that has ended already.
         *
         * @throws Failure it does not open
         */
        Optional<ProcessHandle> awaitShell() {
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            try {
                while (true) {
                    boolean failed = status.getNow(0) != 0 || System.nanoTime() > deadline;
                    String pid = Files.readString(pidFile);
                    if (pid.endsWith("\n")) {
                        return ProcessHandle.of(Long.parseLong(pid.strip()));
                    }
                    if (failed) {
                        throw new Failure(TEXTS.say("window.none", terminal.program(), String.join(" ", output)));
                    }
                    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                }
            } catch (IOException e) {
                throw new Failure(TEXTS.say("window.unknown", Failure.reason(e)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            } finally {
                remove(pidFile);
                remove(script);
            }
        }

        private static void remove(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // A small temporary file is left behind.
            }
        }

        /** Closes the window by force. */
        void close() {
            opener.stop();
            List<String> closing = terminal.closing(String.join(" ", output));
            if (!closing.isEmpty()) {
                CommandResult.of(closing);
            }
        }
    }
}
