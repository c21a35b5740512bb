package chat.jim.server.store;

import java.io.Closeable;

/** What a server keeps: to be closed when nobody uses its parts any more. Those may be used from any thread. */
public interface Store extends Closeable {
    /** The accounts and their contacts. */
    Accounts accounts();

    /** The messages that wait for accounts. */
    MailStore mail();

    /** Waits for the changes that are under way. Does nothing the second time. */
    @Override
    void close();
}
