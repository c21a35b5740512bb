package chat.jim.server.service;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.MemoryAccounts;
import chat.jim.server.StoreWithoutMail;
import chat.jim.server.health.Health;
import chat.jim.server.health.Vitals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

/** What systemd is told, by a program that writes it down. */
@DisabledOnOs(OS.WINDOWS)
class ServiceTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final String OWN_PID = Long.toString(ProcessHandle.current().pid());

    @TempDir
    private Path folder;

    private final Vitals vitals = new Vitals(new StoreWithoutMail(new MemoryAccounts()), () -> Level.ERROR);
    private final Health health = vitals.health(List.of());

    @Test
    void it_is_told_each_step_in_order() throws Exception {
        try (Service service = service(Map.of())) {
            service.begin("Listening on port 7777", health);
            service.reloading();
            service.reloaded(true);
            service.stopping("Going down");
            service.stillBusy("Still writing 3 changes to the disk");
        }

        await().until(() -> told().size() == 5);
        String pid = "--pid=" + OWN_PID;
        assertThat(told().get(0)).isEqualTo(pid + " READY=1 STATUS=Listening on port 7777");
        assertThat(told().get(1)).matches(pid + " RELOADING=1 MONOTONIC_USEC=[0-9]+");
        assertThat(told().get(2)).isEqualTo(told().get(0));
        assertThat(told().get(3)).isEqualTo(pid + " STOPPING=1 STATUS=Going down");
        assertThat(told().get(4))
                .isEqualTo(pid + " EXTEND_TIMEOUT_USEC=20000000 STATUS=Still writing 3 changes to the disk");
    }

    @Test
    void it_is_told_that_the_server_lives_as_long_as_its_threads_move() throws Exception {
        try (Service service = service(Map.of("WATCHDOG_USEC", "20000", "WATCHDOG_PID", OWN_PID))) {
            service.begin("Listening", health);

            await().pollInterval(5, TimeUnit.MILLISECONDS).until(() -> {
                vitals.accepting();
                vitals.tick();
                return told().stream()
                                .filter(line -> line.endsWith(" WATCHDOG=1"))
                                .count()
                        >= 3;
            });
        }
    }

    @Test
    void the_watchdog_of_another_process_is_left_alone() throws Exception {
        try (Service service = service(Map.of("WATCHDOG_USEC", "2000", "WATCHDOG_PID", "1"))) {
            service.begin("Listening", health);
            vitals.accepting();
            vitals.tick();
            service.status("Still here");

            await().until(() -> told().size() >= 2);
            assertThat(told()).noneMatch(line -> line.contains("WATCHDOG"));
        }
    }

    @Test
    void a_thread_that_stands_still_keeps_the_watchdog_from_being_told() {
        AtomicInteger told = new AtomicInteger();
        long begun = System.nanoTime();
        Watchdog watchdog = new Watchdog(health, 30 * SECOND, told::incrementAndGet, begun);

        vitals.accepting();
        vitals.tick();
        watchdog.tick(begun + 29 * SECOND);
        assertThat(told).hasValue(0);
        watchdog.tick(begun + 30 * SECOND);
        assertThat(told).hasValue(1);
        watchdog.tick(begun + 60 * SECOND); // nothing has moved since
        watchdog.tick(begun + 62 * SECOND);
        watchdog.tick(begun + 90 * SECOND);
        assertThat(told).hasValue(1);
    }

    @Test
    void without_systemd_nothing_is_told() {
        try (Service service = Service.of(Map.of("WATCHDOG_USEC", "2000"), folder + "/missing")) {
            service.begin("Listening", health);
            service.stopping("Going down");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void without_the_program_the_server_goes_on() {
        Map<String, String> environment = Map.of("NOTIFY_SOCKET", "@systemd", "WATCHDOG_USEC", "no number");
        try (Service service = Service.of(environment, folder + "/missing")) {
            for (int i = 0; i < 100; i++) {
                service.reloaded(false);
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    private Service service(Map<String, String> more) throws IOException {
        Path program = folder.resolve("systemd-notify");
        Files.writeString(program, "#!/bin/sh\necho \"$@\" >> '" + folder.resolve("told") + "'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Map<String, String> environment = new HashMap<>(more);
        environment.put("NOTIFY_SOCKET", "@systemd");
        return Service.of(environment, program.toString());
    }

    private List<String> told() throws IOException {
        Path file = folder.resolve("told");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
