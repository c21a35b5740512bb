package chat.jim.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import chat.jim.server.store.MailStore.Kept;
import chat.jim.server.store.repair.Repair;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What any {@link MailStore} must do. */
class MailStoreTest {
    private static final Address ALICE = Address.account("alice");
    private static final Address BOB = Address.account("Bob");

    @TempDir
    private Path folder;

    @AutoClose
    private Store store;

    private MailStore mail;

    @BeforeEach
    void open() throws IOException {
        store = Repair.openStore(folder, report -> {});
        mail = store.mail();
        store.accounts().add(ALICE, "hash");
        store.accounts().add(BOB, "hash");
    }

    @Test
    void messages_are_read_in_their_order_each_account_its_own() {
        add(BOB, 1);
        add(ALICE, 2);
        add(BOB, 3);
        add(BOB, 4);

        assertThat(texts(mail.read(BOB, 0, 2))).containsExactly(text(1), text(3));
        long last = mail.read(BOB, 0, 2).get(1).id();
        assertThat(texts(mail.read(BOB, last, 2))).containsExactly(text(4));
        assertThat(texts(mail.read(ALICE, 0, 10))).containsExactly(text(2));
    }

    @Test
    void what_was_removed_is_gone_and_the_rest_is_there_after_opening_again() throws Exception {
        add(BOB, 1);
        add(ALICE, 2);
        add(BOB, 3);

        mail.remove(BOB, mail.read(BOB, 0, 1).get(0).id()).join();
        store.close();
        open();

        assertThat(texts(mail.read(BOB, 0, 10))).containsExactly(text(3));
        assertThat(texts(mail.read(ALICE, 0, 10))).containsExactly(text(2));
    }

    @Test
    void no_number_is_given_out_twice() throws Exception {
        long first = mail.add(BOB, frame(1), 10).join();
        mail.remove(BOB, first).join();

        assertThat(mail.add(BOB, frame(2), 10).join()).isGreaterThan(first);
    }

    @Test
    void only_so_many_are_kept_for_an_account() throws Exception {
        assertThat(mail.add(BOB, frame(1), 2).join()).isPositive();
        assertThat(mail.add(BOB, frame(2), 2).join()).isPositive();
        assertThat(mail.add(BOB, frame(3), 2).join()).isZero();
        assertThat(mail.add(ALICE, frame(3), 2).join()).isPositive();

        assertThat(texts(mail.read(BOB, 0, 10))).containsExactly(text(1), text(2));
    }

    @Test
    void nothing_is_kept_for_who_has_no_account_or_has_it_no_more() throws Exception {
        add(BOB, 1);
        store.accounts().remove(BOB);

        assertThat(mail.read(BOB, 0, 10)).isEmpty();
        assertThat(mail.add(BOB, frame(2), 10).join()).isZero();
    }

    @Test
    void a_message_is_kept_as_it_is_when_it_is_handed_over() throws Exception {
        byte[] object = text(1).getBytes(UTF_8);
        var kept = mail.add(BOB, Frame.of(object), 10);
        object[5] = 'X';
        kept.join();

        assertThat(texts(mail.read(BOB, 0, 10))).containsExactly(text(1));
    }

    @Test
    void a_damaged_message_is_passed_over() throws Exception {
        add(BOB, 1);
        add(BOB, 2);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("jim.db"));
                Statement statement = other.createStatement()) {
            statement.execute("UPDATE message SET object = CAST(replace(object, 'n', 'm') AS BLOB) WHERE id = 1");
        }

        assertThat(texts(mail.read(BOB, 0, 10))).containsExactly(text(2));
    }

    @Test
    void nothing_is_kept_in_a_closed_store() throws Exception {
        store.close();

        assertThatThrownBy(() -> mail.add(BOB, frame(1), 10).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StoreException.class);
    }

    private void add(Address account, int number) {
        try {
            assertThat(mail.add(account, frame(number), 1000).join()).isPositive();
        } catch (FrameException e) {
            throw new AssertionError(e);
        }
    }

    private static Frame frame(int number) throws FrameException {
        return Frame.of(text(number).getBytes(UTF_8));
    }

    private static String text(int number) {
        return "{\"n\":" + number + "}";
    }

    private static List<String> texts(List<Kept> kept) {
        return kept.stream().map(one -> one.message().text()).toList();
    }
}
