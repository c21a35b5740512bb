package chat.jim.server.store;

import chat.jim.server.store.repair.Repair;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of all stores, for that in an SQLite file. */
class SqliteStoreTest {
    @TempDir
    private Path folder;

    private Store openInFolder() throws IOException {
        return Repair.openStore(folder, report -> {
            throw new AssertionError("repaired: " + report);
        });
    }

    @Nested
    class ItsAccounts extends AccountsContract {
        @Override
        Store openStore() throws IOException {
            return openInFolder();
        }
    }

    @Nested
    class ItsContacts extends ContactsContract {
        @Override
        Store openStore() throws IOException {
            return openInFolder();
        }
    }

    @Nested
    class ItsWishes extends WishesContract {
        @Override
        Store openStore() throws IOException {
            return openInFolder();
        }
    }

    @Nested
    class ItsProfiles extends ProfilesContract {
        @Override
        Store openStore() throws IOException {
            return openInFolder();
        }
    }

    @Nested
    class ItsMarks extends MarksContract {
        @Override
        Store openStore() throws IOException {
            return openInFolder();
        }
    }

    @Nested
    class ItsRooms extends RoomsContract {
        @Override
        Store openStore() throws IOException {
            return openInFolder();
        }
    }

    @Nested
    class ItsAddressBans extends AddressBansContract {
        @Override
        Store openStore() throws IOException {
            return openInFolder();
        }
    }

    @Nested
    class ItsSessions extends SessionsContract {
        @Override
        Store openStore() throws IOException {
            return openInFolder();
        }
    }

    @Nested
    class ItsMail extends MailContract {
        @Override
        Store openStore() throws IOException {
            return openInFolder();
        }
    }
}
