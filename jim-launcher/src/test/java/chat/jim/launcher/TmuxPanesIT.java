package chat.jim.launcher;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import chat.jim.launcher.process.CommandResult;
import chat.jim.launcher.window.HostEnvironment;
import chat.jim.process.ProcessProbe;
import chat.jim.testing.JavaCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a tmux of its own, with a person at the keyboard. */
class TmuxPanesIT {
    private static final String LAUNCHER = "server";

    /** The size of a window, and what runs in it: the launcher as a shell's child, which outlives it. */
    private static final List<String> SESSION =
            List.of("new-session", "-d", "-x", "160", "-y", "50", "env", "--", "PS1=ready>", "/bin/sh", "-i");

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        assumeThat(HostEnvironment.here().has("tmux")).as("tmux is installed").isTrue();
        List<String> command = new ArrayList<>(SESSION);
        command.addAll(1, List.of("-c", folder.toString()));
        assertThat(tmux(command.toArray(String[]::new)).isFine()).isTrue();
        await().until(() -> screen("%0").contains("ready>"));
    }

    @AfterEach
    void end() {
        if (HostEnvironment.here().has("tmux")) {
            List<ProcessProbe> left = processes();
            tmux("kill-server"); // hangs up on all
            await().until(() -> left.stream().noneMatch(ProcessProbe::isRunning));
        }
    }

    @Test
    void each_client_has_a_pane_and_they_talk() {
        launch("--clients 2 --readers 1 --writers 1");
        awaitOnline("client1", "client2", "reader1", "writer1");

        assertThat(panes()).containsOnlyKeys(LAUNCHER, "client1", "client2", "reader1", "writer1");
        assertThat(tmux("display-message", "-p", "#{pane_title}").text()).isEqualTo("client1");
        type("client1", "message client2 hello there");
        awaitWords("client2", "client1: hello there");
        type("writer1", "hello all");
        awaitWords("reader1", "writer1: hello all");
    }

    @Test
    void a_pane_that_is_closed_ends_its_client_only_and_the_last_one_ends_all() {
        launch("--clients 2");
        awaitOnline("client1", "client2");
        List<ProcessProbe> processes = processes();

        tmux("kill-pane", "-t", panes().get("client1"));

        awaitWords(LAUNCHER, "client1 ended.");
        assertThat(panes()).containsOnlyKeys(LAUNCHER, "client2");
        type("client2", "message client2 still here");
        awaitWords("client2", "client2: still here");
        type("client2", "exit");
        awaitNothingBut("%0", processes);
    }

    @Test
    void exit_ends_all_and_leaves_the_window_as_it_was() {
        launch("--clients 2");
        awaitOnline("client1", "client2");
        List<ProcessProbe> processes = processes();

        type(LAUNCHER, "exit");

        awaitNothingBut("%0", processes);
        assertThat(panes()).doesNotContainKey(LAUNCHER);
        assertThat(tmux("show-options", "-w").text()).doesNotContain("pane-border-status");
    }

    @Test
    void a_launcher_that_is_killed_leaves_no_pane_behind() {
        launch("--clients 2");
        awaitOnline("client1", "client2");
        List<ProcessProbe> processes = processes();

        launcher().destroyForcibly();

        awaitNothingBut("%0", processes);
    }

    @Test
    void a_client_that_has_failed_stays_to_be_read() {
        launch("--clients 2");
        awaitOnline("client1", "client2");

        shell("client1").descendants().forEach(ProcessHandle::destroyForcibly);

        awaitWords("client1", "It has failed. Press Enter to close this.");
        type("client1", "");
        awaitWords(LAUNCHER, "client1 ended.");
    }

    @Test
    void where_there_is_no_room_a_window_is_added() {
        tmux("resize-window", "-x", "40", "-y", "6");
        launch("--clients 5");

        await().until(() -> panes().size() == 6);
        assertThat(tmux("list-windows").text().lines()).hasSizeGreaterThan(1);
    }

    private void launch(String options) {
        Path jar = Path.of("..", "target", "jim-launcher.jar").toAbsolutePath().normalize();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        typeInto("%0", "'" + java + "' -jar '" + jar + "' -a 127.0.0.1 -p 0 " + options);
    }

    private void awaitOnline(String... clients) {
        for (String client : clients) {
            awaitWords(LAUNCHER, client + " is online");
        }
    }

    private void awaitWords(String pane, String words) {
        await().untilAsserted(() ->
                assertThat(screen(panes().getOrDefault(pane, "%0"))).contains(words));
    }

    private void awaitNothingBut(String pane, List<ProcessProbe> gone) {
        await().until(() -> panes().values().stream().toList().equals(List.of(pane))
                && gone.stream().noneMatch(ProcessProbe::isRunning));
    }

    private void type(String pane, String line) {
        typeInto(panes().get(pane), line);
    }

    private void typeInto(String pane, String line) {
        tmux("send-keys", "-t", pane, "-l", line);
        tmux("send-keys", "-t", pane, "Enter");
    }

    /** What a pane shows and has shown, with long lines whole. */
    private String screen(String pane) {
        return tmux("capture-pane", "-p", "-J", "-S", "-", "-t", pane).text();
    }

    /** The panes' ids by their titles; of those that have none yet, which are called alike, one. */
    private Map<String, String> panes() {
        return tmux("list-panes", "-s", "-F", "#{pane_title} #{pane_id}")
                .text()
                .lines()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(pane -> pane[0], pane -> pane[1], (one, other) -> one));
    }

    private ProcessHandle shell(String pane) {
        return shellOf(panes().get(pane));
    }

    private ProcessHandle shellOf(String id) {
        String pid = tmux("display-message", "-p", "-t", id, "#{pane_pid}").text();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private ProcessHandle launcher() {
        return shell(LAUNCHER).children().findFirst().orElseThrow();
    }

    /** The launcher and all that it started. */
    private List<ProcessProbe> processes() {
        Function<String, Stream<ProcessHandle>> below = id -> shellOf(id).descendants();
        return panes().values().stream().flatMap(below).map(ProcessProbe::new).toList();
    }

    private CommandResult tmux(String... arguments) {
        List<String> command = new ArrayList<>(List.of("env"));
        command.addAll(JavaCommand.environmentOfAll());
        command.addAll(List.of("tmux", "-f", "/dev/null", "-S"));
        command.add(folder.resolve("tmux").toString());
        command.addAll(List.of(arguments));
        return CommandResult.of(command);
    }
}
