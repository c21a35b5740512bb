package chat.jim.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import chat.jim.server.TestServer;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Kept;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.MailStore.Place;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What any {@link MailStore} must do. */
abstract class MailContract extends StoreContract {
    private static final Address ALICE = Address.account("alice");
    private static final Address BOB = Address.account("Bob");

    private static final Count TEN = new Count(10, 10);
    private static final Count TWO = new Count(2, 2);

    private AccountKey alice;
    private AccountKey bob;

    @BeforeEach
    void addAccounts() {
        alice = added("alice");
        bob = added("Bob");
    }

    @Test
    void messages_are_read_in_their_order_each_account_its_own() {
        add(BOB, 1);
        add(ALICE, 2);
        add(BOB, 3);
        add(BOB, 4);

        assertThat(texts(store.mail()
                        .read(TestServer.key(store, BOB), Place.START, 2)
                        .letters()))
                .containsExactly(text(1), text(3));
        Place last = store.mail()
                .read(TestServer.key(store, BOB), Place.START, 2)
                .letters()
                .get(1)
                .place();
        assertThat(texts(store.mail().read(TestServer.key(store, BOB), last, 2).letters()))
                .containsExactly(text(4));
        assertThat(texts(store.mail()
                        .read(TestServer.key(store, ALICE), Place.START, 10)
                        .letters()))
                .containsExactly(text(2));
    }

    @Test
    void what_was_removed_is_gone_and_the_rest_is_there_after_opening_again() throws Exception {
        add(BOB, 1);
        add(ALICE, 2);
        add(BOB, 3);

        store.mail()
                .remove(
                        TestServer.key(store, BOB),
                        store.mail()
                                .read(TestServer.key(store, BOB), Place.START, 1)
                                .letters()
                                .get(0)
                                .id())
                .join();
        reopen();

        assertThat(texts(store.mail()
                        .read(TestServer.key(store, BOB), Place.START, 10)
                        .letters()))
                .containsExactly(text(3));
        assertThat(texts(store.mail()
                        .read(TestServer.key(store, ALICE), Place.START, 10)
                        .letters()))
                .containsExactly(text(2));
    }

    @Test
    void no_number_is_given_out_twice() throws Exception {
        long first =
                store.mail().add(TestServer.key(store, BOB), letter(1), TEN).join();
        store.mail().remove(TestServer.key(store, BOB), first).join();

        assertThat(store.mail().add(TestServer.key(store, BOB), letter(2), TEN).join())
                .isGreaterThan(first);
    }

    @Test
    void only_so_many_are_kept_for_an_account() throws Exception {
        assertThat(store.mail().add(TestServer.key(store, BOB), letter(1), TWO).join())
                .isPositive();
        assertThat(store.mail().add(TestServer.key(store, BOB), letter(2), TWO).join())
                .isPositive();
        assertThat(store.mail().add(TestServer.key(store, BOB), letter(3), TWO).join())
                .isZero();
        assertThat(store.mail()
                        .add(TestServer.key(store, ALICE), letter(3), TWO)
                        .join())
                .isPositive();

        assertThat(texts(store.mail()
                        .read(TestServer.key(store, BOB), Place.START, 10)
                        .letters()))
                .containsExactly(text(1), text(2));
    }

    @Test
    void only_so_many_are_kept_from_one_sender() throws Exception {
        Count most = new Count(10, 2);
        assertThat(store.mail()
                        .add(TestServer.key(store, BOB), letter("{}", alice), most)
                        .join())
                .isPositive();
        assertThat(store.mail()
                        .add(TestServer.key(store, BOB), letter("{}", null), most)
                        .join())
                .isPositive();
        assertThat(store.mail()
                        .add(TestServer.key(store, BOB), letter("{}", alice), most)
                        .join())
                .isPositive();
        assertThat(store.mail()
                        .add(TestServer.key(store, BOB), letter("{}", alice), most)
                        .join())
                .isZero();
        assertThat(store.mail()
                        .add(TestServer.key(store, BOB), letter("{}", null), most)
                        .join())
                .isPositive();
        assertThat(store.mail()
                        .add(TestServer.key(store, BOB), letter("{}", null), most)
                        .join())
                .isZero();
        assertThat(store.mail()
                        .add(TestServer.key(store, ALICE), letter("{}", null), most)
                        .join())
                .isPositive();
        assertThat(store.mail()
                        .add(TestServer.key(store, BOB), letter("{}", bob), most)
                        .join())
                .isPositive();

        assertThat(store.mail().count(TestServer.key(store, BOB), alice)).isEqualTo(new Count(5, 2));
        assertThat(store.mail().count(TestServer.key(store, BOB), null)).isEqualTo(new Count(5, 2));
        assertThat(store.mail().count(TestServer.key(store, BOB), bob)).isEqualTo(new Count(5, 1));
    }

    @Test
    void what_was_removed_counts_no_more_also_after_opening_again() throws Exception {
        add(BOB, 1);
        long second = store.mail()
                .add(TestServer.key(store, BOB), letter("{}", alice), TEN)
                .join();
        add(BOB, 3);
        store.mail().remove(TestServer.key(store, BOB), second).join();
        reopen();

        assertThat(store.mail().count(TestServer.key(store, BOB), null)).isEqualTo(new Count(1, 1));
        assertThat(store.mail().count(TestServer.key(store, BOB), alice)).isEqualTo(new Count(1, 0));
        assertThat(store.mail().count(TestServer.key(store, ALICE), null)).isEqualTo(new Count(0, 0));
    }

    @Test
    void what_is_kept_without_a_limit_counts_too() throws Exception {
        for (int i = 0; i < 3; i++) {
            store.mail()
                    .add(TestServer.key(store, BOB), letter("{}", alice), Count.UNLIMITED)
                    .join();
        }

        assertThat(store.mail()
                        .add(TestServer.key(store, BOB), letter("{}", alice), new Count(10, 3))
                        .join())
                .isZero();
        assertThat(store.mail().count(TestServer.key(store, BOB), alice)).isEqualTo(new Count(3, 3));
    }

    @Test
    void a_message_is_kept_in_its_compact_form() throws Exception {
        store.mail()
                .add(TestServer.key(store, BOB), letter("{ \"t\": \"\\u0444\\u000a\" }", null), TEN)
                .join();

        assertThat(texts(store.mail()
                        .read(TestServer.key(store, BOB), Place.START, 1)
                        .letters()))
                .containsExactly("{\"t\":\"\u0444\\n\"}");
    }

    @Test
    void nothing_is_kept_for_who_has_no_account_or_has_it_no_more() throws Exception {
        add(BOB, 1);
        AccountKey bob = TestServer.key(store, BOB);
        store.accounts().remove(BOB);

        assertThat(store.mail().read(bob, Place.START, 10).letters()).isEmpty();
        assertThat(store.mail().add(bob, letter(2), TEN).join()).isZero();
    }

    @Test
    void whoever_had_the_account_before_another_one_got_its_name_reads_and_removes_nothing_of_it() throws Exception {
        AccountKey former = TestServer.key(store, BOB);
        store.accounts().remove(BOB);
        store.accounts().add(BOB, "another");
        add(BOB, 1);

        assertThat(store.mail().add(former, letter(2), TEN).join()).isZero();
        assertThat(store.mail().add(former, letter(2), Count.UNLIMITED).join()).isZero();
        assertThat(store.mail().read(former, Place.START, 10).letters()).isEmpty();
        store.mail().remove(former, Long.MAX_VALUE).join();

        assertThat(texts(store.mail()
                        .read(TestServer.key(store, BOB), Place.START, 10)
                        .letters()))
                .containsExactly(text(1));
    }

    @Test
    void a_message_is_kept_as_it_is_when_it_is_handed_over() throws Exception {
        byte[] object = text(1).getBytes(UTF_8);
        var kept = store.mail().add(TestServer.key(store, BOB), new Letter(Frame.of(object), null), TEN);
        object[5] = 'X';
        kept.join();

        assertThat(texts(store.mail()
                        .read(TestServer.key(store, BOB), Place.START, 10)
                        .letters()))
                .containsExactly(text(1));
    }

    @Test
    void nothing_is_kept_in_a_closed_store() throws Exception {
        AccountKey bob = TestServer.key(store, BOB);
        store.close();

        assertThatThrownBy(() -> store.mail().add(bob, letter(1), TEN).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StoreException.class);
    }

    private void add(Address account, int number) {
        try {
            assertThat(store.mail()
                            .add(TestServer.key(store, account), letter(number), Count.UNLIMITED)
                            .join())
                    .isPositive();
        } catch (FrameException e) {
            throw new AssertionError(e);
        }
    }

    private static Letter letter(int number) throws FrameException {
        return letter(text(number), null);
    }

    private static Letter letter(String object, @Nullable AccountKey sender) throws FrameException {
        return new Letter(Frame.of(object.getBytes(UTF_8)), sender);
    }

    private static String text(int number) {
        return "{\"n\":" + number + "}";
    }

    private static List<String> texts(List<Kept> kept) {
        return kept.stream().map(one -> one.message().text()).toList();
    }
}
