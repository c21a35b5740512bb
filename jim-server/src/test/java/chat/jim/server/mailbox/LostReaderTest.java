package chat.jim.server.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.mailbox.MailScene.Session;
import chat.jim.server.store.MailStore.Kept;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.Store;
import chat.jim.server.store.repair.Repair;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL.md, section 6: of two sessions of an account the older one is lost, or leaves what it was sent unconfirmed. */
@Timeout(60)
class LostReaderTest {
    @TempDir
    private Path folder;

    private Store store;
    private MailScene scene;
    private Session older;
    private Session newer;

    @BeforeEach
    void start() throws Exception {
        store = Repair.openStore(folder, report -> {});
        scene = new MailScene(store);
        older = scene.session();
        newer = scene.session();
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
        store.close();
    }

    @Test
    void what_only_the_older_one_was_sent_comes_to_the_newer_one_before_that_message() throws Exception {
        older.delivery().drain();
        assertThat(scene.say(1)).isTrue();
        newer.delivery().drain();
        older.connection().close();

        assertThat(scene.say(2)).isFalse();

        newer.delivery().drain();
        assertThat(scene.say(3)).isTrue();
        assertThat(newer.heardUntil(3)).containsExactly(1, 2, 3);
    }

    @Test
    void what_the_newer_one_confirms_leaves_the_store_though_the_older_one_went_without_an_answer() throws Exception {
        older.delivery().drain();
        assertThat(scene.say(1)).isTrue();
        newer.delivery().drain();
        older.delivery().probe();
        scene.mailbox().poke(0);
        assertThat(newer.heardUntil(1)).containsExactly(1);
        older.delivery().close();
        newer.delivery().confirm();
        newer.client().expectProbe();
        scene.mailbox().poke(0);

        newer.delivery().confirm();

        assertThat(waiting()).isEmpty();
    }

    @Test
    void what_the_newer_one_confirms_does_not_leave_the_store_before_older_messages() throws Exception {
        older.delivery().drain();
        assertThat(scene.say(1)).isTrue();
        newer.delivery().drain();
        assertThat(scene.say(2)).isTrue();
        older.delivery().probe();
        newer.delivery().probe();
        assertThat(newer.heardUntil(2)).containsExactly(2);
        newer.client().expectProbe();
        scene.mailbox().poke(0);

        newer.delivery().confirm();
        scene.mailbox().keepAll().join();

        assertThat(waiting()).hasSize(2);
    }

    private List<Kept> waiting() {
        return store.mail().read(scene.alice(), Place.START, 10).letters();
    }
}
