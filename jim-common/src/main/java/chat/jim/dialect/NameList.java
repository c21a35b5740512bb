package chat.jim.dialect;

import chat.jim.protocol.Limits;
import chat.jim.wire.Frame;
import java.util.List;

/** Lists of names for programs that know no list in parts. */
final class NameList {
    /** What stands around the names in the object, and around each name in the list. */
    private static final int AROUND_LIST = 64;

    private static final int AROUND_NAME = 3;

    private NameList() {}

    /** The first of the names, as many as fit into one object: more cannot be said there. */
    static List<String> fitting(List<String> names) {
        int room = Frame.MAX_CHARACTERS - AROUND_LIST;
        int count = 0;
        while (count < names.size() && room >= 0) {
            room -= Limits.length(names.get(count)) + AROUND_NAME;
            count += room >= 0 ? 1 : 0;
        }
        return names.subList(0, count);
    }
}
