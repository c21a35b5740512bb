package chat.jim.server.list;

import chat.jim.protocol.Address;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * Names in the order of a list, so that a list of thousands is not sorted anew after each change. All methods may be
 * called from any thread; the changes of one name come one after another.
 */
public final class SortedNames {
    private final Set<Address> names = new ConcurrentSkipListSet<>(NameList.ORDER);
    private final ListCache cache = new ListCache();

    /** Adds a name; does nothing if it is there already. */
    public void add(Address name) {
        if (names.add(name)) {
            cache.changed();
        }
    }

    /** Removes a name, which has to be spelled as it was added; does nothing if it is not there. */
    public void remove(Address name) {
        if (names.remove(name)) {
            cache.changed();
        }
    }

    /** The names as they are now. */
    public NameList list() {
        return cache.get(() -> NameList.ofSorted(names.stream()));
    }

    /** The names as they are now, with others for one reader only. */
    public NameList listWith(Collection<Address> others) {
        NameList more = NameList.of(Stream.concat(names.stream(), others.stream()));
        more.retire();
        return more;
    }
}
