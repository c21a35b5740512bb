package chat.jim.server.store.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.process.DaemonThreads;
import chat.jim.protocol.Address;
import chat.jim.server.TestServer;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.repair.Repair;
import chat.jim.server.store.sqlite.SqliteStore;
import chat.jim.testing.JavaCommand;
import chat.jim.testing.Waiting;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it makes a backup leaves none or a whole one (EXAM.md, E113). */
class KilledBackupTest {
    /** More of them: {@code -Djim.backup.kills=50}. */
    private static final int KILLS = Integer.getInteger("jim.backup.kills", 2);

    /** The exit status of a program that kills itself. */
    private static final int KILLED = 137;

    private static final long SEED = Long.getLong("jim.seed", 113);
    private static final Address BOB = Address.account("bob");

    @TempDir
    private Path data;

    /** How many letters were confirmed when each backup began. */
    private final List<Integer> begun = new ArrayList<>();

    @Test
    void each_backup_that_is_there_after_a_kill_has_all_that_was_confirmed_before_it_began() throws Exception {
        try (SqliteStore store = open()) {
            store.accounts().add(BOB, "hash");
        }
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            backUpAndKill(random.nextInt(8));
            List<BackupFile> made = BackupFile.in(data.resolve("backup"));

            assertThat(made.size()).as("seed %s, kill %s", SEED, kill).isBetween(begun.size() - 1, begun.size());
            for (int i = 0; i < made.size(); i++) {
                assertThat(FileCopy.verify(made.get(i).path()).messages())
                        .as("seed %s, kill %s, backup %s", SEED, kill, i)
                        .isGreaterThanOrEqualTo(begun.get(i));
            }
            begun.subList(made.size(), begun.size()).clear();
        }
        open().close();
        backups(data).run();
        try (Stream<Path> files = Files.list(data.resolve("backup"))) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    /** While it copies the store for the backup that comes after that many. */
    private void backUpAndKill(int before) throws Exception {
        Path said = data.resolve("said");
        Process process = new ProcessBuilder(
                        JavaCommand.ofClass(Writer.class, data.toString(), Integer.toString(before)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(said.toFile())
                .start();
        Waiting.await().until(() -> !process.isAlive());
        assertThat(process.exitValue()).isEqualTo(KILLED);
        begun.addAll(numbers(said));
    }

    /** Those in whole lines. */
    private static List<Integer> numbers(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(Integer::valueOf)
                .toList();
    }

    private SqliteStore open() throws IOException {
        return Repair.openStore(data, report -> {
            throw new AssertionError(report);
        });
    }

    private static Backups backups(Path data) {
        return new Backups(
                data, new Backups.Plan(data.resolve("backup"), Retention.ALL, Duration.ZERO), InstantSource.system());
    }

    /** A program that adds letters, and says before each backup how many are confirmed. */
    static final class Writer {
        public static void main(String[] arguments) throws Exception {
            Path data = Path.of(arguments[0]);
            SqliteStore store = Repair.openStore(data, report -> {});
            Letter letter = new Letter(Frame.ofAnyLength("{}".getBytes(UTF_8)), null);
            AtomicInteger confirmed = new AtomicInteger(
                    store.mail().count(TestServer.key(store, BOB), null).all());
            Thread ignored = DaemonThreads.start("writer", () -> {
                while (true) {
                    store.mail()
                            .add(TestServer.key(store, BOB), letter, Count.UNLIMITED)
                            .join();
                    confirmed.incrementAndGet();
                }
            });
            Backups backups = backups(data);
            for (int left = Integer.parseInt(arguments[1]); true; left--) {
                System.out.println(confirmed.get());
                if (left == 0) {
                    Thread unused = DaemonThreads.start("killer", () -> killWhileCopying(data.resolve("backup")));
                }
                backups.run();
            }
        }

        private static void killWhileCopying(Path backups) {
            while (true) {
                String[] names = backups.toFile().list();
                if (names != null && Stream.of(names).anyMatch(name -> name.endsWith(".part"))) {
                    Runtime.getRuntime().halt(KILLED);
                }
            }
        }
    }
}
