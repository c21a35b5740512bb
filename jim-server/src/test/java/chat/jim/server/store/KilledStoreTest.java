package chat.jim.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.TestServer;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.RoomStore.Ban;
import chat.jim.server.store.RoomStore.Sanction;
import chat.jim.server.store.repair.Repair;
import chat.jim.server.store.repair.RepairReport;
import chat.jim.server.store.sqlite.SqliteStore;
import chat.jim.testing.JavaCommand;
import chat.jim.wire.Frame;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes loses nothing that it has confirmed (EXAM.md, E40). */
class KilledStoreTest {
    /** More of them: {@code -Djim.kills=100}. */
    private static final int KILLS = Integer.getInteger("jim.kills", 3);

    private static final long SEED = Long.getLong("jim.seed", 40);
    private static final Address BOB = Address.account("bob");
    private static final Address TEA = Address.room("#tea");
    private static final int MOST = 10_000_000;
    private static final int AT_ONCE = 20;

    @TempDir
    private Path folder;

    /** How many bans were there when the store was last opened. */
    private int banned;

    @Test
    void what_was_confirmed_before_a_kill_is_there_in_order_and_once() throws Exception {
        try (SqliteStore store = Repair.openStore(folder, report -> {})) {
            store.accounts().add(BOB, "hash");
            store.rooms().put(RoomStore.Kept.made(TEA, true)).join();
        }
        Random random = new Random(SEED);
        int confirmed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            confirmed = writeAndKill(confirmed, 1 + random.nextInt(500));
            List<String> kept = kept();

            assertThat(kept).as("seed %s, kill %s", SEED, kill).hasSizeGreaterThanOrEqualTo(confirmed);
            assertThat(kept).isEqualTo(numbers(kept.size()));
            assertThat(banned).as("seed %s, kill %s", SEED, kill).isGreaterThanOrEqualTo(confirmed);
            confirmed = kept.size();
        }
    }

    /** How many are confirmed at least after so many lines more. */
    private int writeAndKill(int from, int lines) throws Exception {
        Process process = new ProcessBuilder(
                        JavaCommand.ofClass(Writer.class, folder.toString(), Integer.toString(from)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int confirmed = from;
        try (BufferedReader said = process.inputReader(UTF_8)) {
            for (int i = 0; i < lines; i++) {
                confirmed = Integer.parseInt(said.readLine());
            }
            process.destroyForcibly();
        }
        process.waitFor();
        return confirmed;
    }

    private List<String> kept() throws Exception {
        List<RepairReport> reports = new ArrayList<>();
        try (SqliteStore store = Repair.openStore(folder, reports::add)) {
            assertThat(reports).isEmpty();
            banned = store.rooms().sanctions().size();
            return store.mail().read(TestServer.key(store, BOB), Place.START, MOST).letters().stream()
                    .map(kept -> kept.message().text())
                    .toList();
        }
    }

    private static List<String> numbers(int count) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(Writer.text(i));
        }
        return numbers;
    }

    /** A program that adds messages and bans, and says of how many both are confirmed after each. */
    static final class Writer {
        public static void main(String[] arguments) throws Exception {
            SqliteStore store = Repair.openStore(Path.of(arguments[0]), report -> {});
            List<CompletableFuture<Long>> pending = new ArrayList<>();
            for (int i = Integer.parseInt(arguments[1]); i < MOST; i++) {
                int confirmed = i + 1;
                Frame frame = Frame.of(text(i).getBytes(UTF_8));
                CompletableFuture<Long> kept =
                        store.mail().add(TestServer.key(store, BOB), new Letter(frame, null), Count.UNLIMITED);
                pending.add(store.rooms().put(ban(i)).thenCombine(kept, (banned, number) -> {
                    if (number > 0) {
                        System.out.println(confirmed);
                    }
                    return number;
                }));
                if (pending.size() == AT_ONCE) {
                    CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new))
                            .join();
                    pending.clear();
                }
            }
        }

        private static Sanction ban(int number) {
            return new Sanction(TEA, Ban.ENTER, "guest " + number, BOB, Long.MAX_VALUE, "");
        }

        static String text(int number) {
            return "{\"n\":" + number + "}";
        }
    }
}
