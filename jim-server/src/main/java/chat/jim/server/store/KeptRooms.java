package chat.jim.server.store;

import chat.jim.protocol.Address;
import java.util.List;

/**
 * The rooms that stay when the last one has left, since what was said there is kept (PROTOCOL.md, section 12). All methods may
 * be called from any thread.
 */
public interface KeptRooms {
    /**
     * Their names, as they were first written.
     *
     * @throws StoreException they cannot be read
     */
    List<Address> list();

    /** Adds a room, if it is not there; does not wait for the disk. */
    void add(Address room);

    /** Removes a room; does not wait for the disk. */
    void remove(Address room);
}
