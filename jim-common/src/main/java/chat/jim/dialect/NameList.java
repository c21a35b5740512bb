package chat.jim.dialect;

import chat.jim.protocol.Limits;
import chat.jim.wire.Frame;
import java.util.List;

/** Lists of names for programs that know no list in parts, and read no more than 1,024 bytes. */
final class NameList {
    /** What stands around the names in the object, and around each name in the list. */
    private static final int AROUND_LIST = 64;

    private static final int AROUND_NAME = 3;

    private static final int MOST_BYTES = 1024;
    private static final int ESCAPE = 6;

    private NameList() {}

    /** The first of the names, as many as fit into one object. */
    static List<String> fitting(List<String> names) {
        int characters = Frame.MAX_CHARACTERS - AROUND_LIST;
        int bytes = MOST_BYTES - AROUND_LIST;
        int count = 0;
        for (String name : names) {
            characters -= Limits.length(name) + AROUND_NAME;
            bytes -= escapedLength(name) + AROUND_NAME;
            if (characters < 0 || bytes < 0) {
                break;
            }
            count++;
        }
        return names.subList(0, count);
    }

    private static int escapedLength(String name) {
        return name.chars().map(unit -> unit < 128 ? 1 : ESCAPE).sum();
    }
}
