package chat.jim.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.TestServer;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Kept;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.backup.Backups;
import chat.jim.server.store.backup.Restore;
import chat.jim.server.store.backup.Retention;
import chat.jim.server.store.repair.Repair;
import chat.jim.server.store.repair.RepairReport;
import chat.jim.server.store.sqlite.SqliteStore;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A store of which is known what was put into it, as the bytes of its file and its write-ahead log; and what must be true
 * however these are damaged: see {@link #check}.
 */
final class KnownStore {
    private static final int MOST = 10_000;
    private static final int ACCOUNTS = 8;
    private static final int MESSAGES = 60;

    /** At the end of the log: with these whole, all damage before can be told. */
    private static final int THREE_FRAMES = 3 * (4096 + 24);

    private final Map<Address, Account> accounts = new HashMap<>();
    private final Set<Account> earlier = new HashSet<>();
    private final Map<Address, List<String>> messages = new HashMap<>();
    private final KnownRooms rooms = new KnownRooms();
    private byte[] file = {};
    private byte[] log = {};
    private Path backup = Path.of("");

    private KnownStore() {}

    /** What was found in a damaged store; null for the damage if it was not seen to be any. */
    record Found(int accounts, int messages, @Nullable RepairReport damage) {
        /** Those that are said to be in the backup count, too. */
        int messagesAndInBackup() {
            RepairReport.InBackup more = damage == null ? null : damage.inBackup();
            return messages + (more == null ? 0 : more.messages());
        }
    }

    /** Makes one in {@code folder}; half of what was changed last is in the log only. */
    static KnownStore make(Path folder) throws IOException {
        KnownStore known = new KnownStore();
        try (SqliteStore store = Repair.openStore(folder, report -> {})) {
            known.fill(store, 0);
        }
        try (SqliteStore store = Repair.openStore(folder, report -> {})) {
            known.fill(store, 1);
            known.file = Files.readAllBytes(folder.resolve("jim.db"));
            known.log = Files.readAllBytes(folder.resolve("jim.db-wal"));
            known.backup = new Backups(
                            folder,
                            new Backups.Plan(folder.resolve("backup"), Retention.ALL, Duration.ZERO),
                            InstantSource.system())
                    .run()
                    .file();
        }
        return known;
    }

    byte[] file() {
        return file.clone();
    }

    byte[] log() {
        return log.clone();
    }

    int messages() {
        return messages.values().stream().mapToInt(List::size).sum();
    }

    int accounts() {
        return accounts.size();
    }

    private void fill(SqliteStore store, int round) {
        for (int i = 0; i < ACCOUNTS; i++) {
            Address name = Address.account("Person-" + round + "-" + i);
            boolean blocked = i % 3 == 0;
            AccountKey key = Objects.requireNonNull(store.accounts().add(name, "an earlier hash of " + name))
                    .key();
            earlier.add(store.accounts().find(name));
            store.accounts().setBlocked(name, blocked);
            earlier.add(store.accounts().find(name));
            store.accounts().setPasswordHash(key, "hash of " + name);
            accounts.put(name, new Account(key, "hash of " + name, blocked));
            accounts.keySet().forEach(other -> store.accounts().addContact(key, other, MOST));
            store.sessions().begin(name, accounts.get(name), ("token of " + name).getBytes(UTF_8));
        }
        rooms.fill(store, Address.room("#Room-" + round), accounts.values());
        List<Address> names = List.copyOf(accounts.keySet());
        for (int i = 0; i < MESSAGES; i++) {
            Address name = names.get(i % names.size());
            String text = "{\"n\":" + round + "." + i + ",\"x\":\"" + "x".repeat(i * 10) + "\"}";
            assertThat(store.mail()
                            .add(TestServer.key(store, name), new Letter(frame(text), null), Count.UNLIMITED)
                            .join())
                    .isPositive();
            messages.computeIfAbsent(name, key -> new ArrayList<>()).add(text);
        }
    }

    /**
     * Puts the bytes into a new folder, and opens them as a store: that works, or a backup that was made before can be restored. Then nobody
     * can log in who could not before, or has a right in a room that it had not, and each message is one that was sent to its account, in the order in which they
     * were, and there once; the store can be used. Only where the end of the log is missing, or it is said that changes are
     * lost, may an account be as it was before.
     *
     * @return what was found; in the backup, if nothing can be read in the file
     */
    Found check(Path folder, byte[] file, byte[] log) throws IOException {
        Path copy = Backups.usualFolder(folder).resolve(backup.getFileName());
        Files.createDirectories(copy.getParent());
        Files.copy(backup, copy);
        Files.write(folder.resolve("jim.db"), file);
        if (log.length > 0) {
            Files.write(folder.resolve("jim.db-wal"), log);
        }
        try {
            return check(folder, log);
        } catch (StoreException e) {
            assertThat(e).hasMessageContaining("cannot be opened: ");
            assertThat(e.reason()).isEqualTo(StoreException.Reason.UNREADABLE);
            Restore.restore(copy, folder);
            Found found = check(folder, log);
            assertThat(found.messages()).isEqualTo(messages());
            assertThat(found.accounts()).isEqualTo(accounts());
            return found;
        }
    }

    private Found check(Path folder, byte[] log) throws IOException {
        List<RepairReport> reports = new ArrayList<>();
        try (SqliteStore store = Repair.openStore(folder, reports::add)) {
            @Nullable RepairReport damage = reports.isEmpty() ? null : reports.get(0);
            boolean strict = endIsWhole(log) && (damage == null || damage.lostChanges() == 0);
            rooms.check(store, strict);
            Found found = new Found(checkAccounts(store, strict), checkMessages(store), damage);
            checkUse(store);
            return found;
        }
    }

    private boolean endIsWhole(byte[] damaged) {
        int from = log.length - THREE_FRAMES;
        return damaged.length == log.length && Arrays.equals(damaged, from, log.length, log, from, log.length);
    }

    private int checkAccounts(SqliteStore store, boolean strict) {
        int whole = 0;
        for (Account account : store.accounts().list()) {
            boolean reserved = account.blocked() && account.passwordHash().isEmpty();
            boolean asItWas = !strict && earlier.contains(account);
            assertThat(reserved || asItWas || account.equals(accounts.get(account.name())))
                    .as("%s, blocked: %s, hash: %s", account, account.blocked(), account.passwordHash())
                    .isTrue();
            whole += reserved ? 0 : 1;
            store.accounts().contacts(account.key());
        }
        return whole;
    }

    private int checkMessages(SqliteStore store) {
        int count = 0;
        for (Address name : accounts.keySet()) {
            List<String> texts = texts(store.mail()
                    .read(TestServer.key(store, name), Place.START, MOST)
                    .letters());
            List<String> sent = new ArrayList<>(messages.getOrDefault(name, List.of()));
            if (!texts.isEmpty()) {
                assertThat(sent).as("sent to " + name).containsSubsequence(texts);
            }
            count += texts.size();
        }
        return count;
    }

    private void checkUse(SqliteStore store) {
        Address newcomer = Address.account("newcomer");
        assertThat(store.accounts().add(newcomer, "hash")).isNotNull();
        assertThat(store.mail()
                        .add(TestServer.key(store, newcomer), new Letter(frame("{}"), null), Count.UNLIMITED)
                        .join())
                .isPositive();
        assertThat(texts(store.mail()
                        .read(TestServer.key(store, newcomer), Place.START, 1)
                        .letters()))
                .containsExactly("{}");
    }

    private static List<String> texts(List<Kept> kept) {
        return kept.stream().map(one -> one.message().text()).toList();
    }

    private static Frame frame(String text) {
        try {
            return Frame.of(text.getBytes(UTF_8));
        } catch (FrameException e) {
            throw new AssertionError(e);
        }
    }
}
