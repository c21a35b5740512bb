package chat.jim.server.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.mailbox.MailScene.Session;
import chat.jim.server.store.Store;
import chat.jim.server.store.repair.Repair;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL.md, section 6: of two sessions of an account the older one is lost, and only a message to it finds that out. */
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
}
