package chat.jim.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.TestServer;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.repair.Repair;
import chat.jim.testing.FuzzInputs;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Whatever stands in the file of a store, it is opened and used, or refused with a sentence.
 *
 * <p>An input that begins with {@code !} is the whole file, in what follows. Any other one changes a good file: two bytes are
 * a place in it, one is what to put there; a fourth byte keeps the changes apart, and cuts the file off there if it is a
 * {@code <}.
 */
@Timeout(60)
class StoreInputsTest {
    private static final int CHANGE = 4;
    private static final Address ANNA = Address.account("anna");
    private static final Address BORIS = Address.account("boris");

    private static Path folder;
    private static byte[] good;

    @BeforeAll
    static void makeStore() throws IOException, FrameException {
        folder = Files.createTempDirectory("jim-store");
        try (Store store = Repair.openStore(folder, report -> {})) {
            Account anna = Objects.requireNonNull(store.accounts().add(ANNA, "hash of anna"));
            store.accounts().add(BORIS, "hash of boris");
            store.accounts().addContact(anna.key(), BORIS, 10);
            store.mail()
                    .add(TestServer.key(store, ANNA), new Letter(message(), null), Count.UNLIMITED)
                    .join();
            store.mail()
                    .add(TestServer.key(store, BORIS), new Letter(message(), null), Count.UNLIMITED)
                    .join();
        }
        good = Files.readAllBytes(DatabaseFile.in(folder));
    }

    @AfterAll
    static void removeStore() throws IOException {
        empty();
        Files.delete(folder);
    }

    @ParameterizedTest
    @ArgumentsSource(FuzzInputs.class)
    void any_file_is_a_store_or_refused_with_a_sentence(byte[] input) {
        try {
            empty();
            Files.write(DatabaseFile.in(folder), file(input));
            open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void so_are_some_others() {
        FuzzInputs.mutate(getClass(), 30, this::any_file_is_a_store_or_refused_with_a_sentence);
    }

    private static void open() throws IOException {
        try (Store store = Repair.openStore(folder, report -> {})) {
            List<Account> all = store.accounts().list();
            assertThat(all).doesNotContainNull();
            use(store);
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(StoreException.class);
        } catch (StoreException e) {
            assertThat(e).message().isNotBlank();
        }
    }

    private static void use(Store store) {
        for (Address name : List.of(ANNA, BORIS)) {
            Account found = store.accounts().find(name);
            AccountKey key = found == null ? AccountKey.create(name) : found.key();
            store.accounts().contacts(key);
            store.accounts().ownersOf(key);
            store.mail().read(TestServer.key(store, name), Place.START, 10).letters();
        }
        store.accounts().add(Address.account("carol"), "hash of carol");
        store.accounts().setBlocked(BORIS, true);
        store.accounts().remove(ANNA);
        store.mail()
                .add(TestServer.key(store, BORIS), new Letter(message(), null), Count.UNLIMITED)
                .join();
        store.mail().remove(TestServer.key(store, BORIS), 1).join();
    }

    private static byte[] file(byte[] input) {
        if (input.length > 0 && input[0] == '!') {
            return Arrays.copyOfRange(input, 1, input.length);
        }
        byte[] file = good.clone();
        for (int i = 0; i + CHANGE <= input.length; i += CHANGE) {
            int place = (((input[i] & 0xFF) << Byte.SIZE) | (input[i + 1] & 0xFF)) % Math.max(1, file.length);
            if (input[i + CHANGE - 1] == '<') {
                file = Arrays.copyOf(file, place);
            } else if (place < file.length) {
                file[place] = input[i + 2];
            }
        }
        return file;
    }

    private static Frame message() {
        try {
            return Frame.of("{\"action\":\"msg\",\"time\":1,\"to\":\"anna\",\"from\":\"boris\",\"message\":\"hello\"}"
                    .getBytes(UTF_8));
        } catch (FrameException e) {
            throw new AssertionError(e);
        }
    }

    private static void empty() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }
}
