package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.server.peer.NameList;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Names in the order of a list, so that a list of thousands is not sorted anew after each change. All methods may be
 * called from any thread; the changes of one name come one after another.
 */
final class SortedNames {
    private final Set<Address> names = new ConcurrentSkipListSet<>(NameList.ORDER);
    private final ListCache cache = new ListCache();

    /** Adds a name; does nothing if it is there already. */
    void add(Address name) {
        if (names.add(name)) {
            cache.changed();
        }
    }

    /** Removes a name, which has to be spelled as it was added; does nothing if it is not there. */
    void remove(Address name) {
        if (names.remove(name)) {
            cache.changed();
        }
    }

    /** The names as they are now. */
    NameList list() {
        return cache.get(() -> NameList.ofSorted(names.stream()));
    }
}
