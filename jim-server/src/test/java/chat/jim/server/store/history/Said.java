package chat.jim.server.store.history;

import chat.jim.protocol.Address;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.server.store.HistoryStore.Query;
import chat.jim.server.store.HistoryStore.Range;
import chat.jim.wire.Frame;
import java.util.List;

/** What tests say, and how they see it. */
final class Said {
    static final String TEA = "#tea";
    static final AccountKey ANNA = AccountKey.create(Address.account("anna"));

    private Said() {}

    static Frame message(String text) {
        return Frame.ofText("{\"action\":\"msg\",\"time\":1,\"to\":\"#tea\",\"from\":\"anna\",\"message\":\""
                + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}");
    }

    /** Anna says it in the room for tea. */
    static long say(HistoryStore history, String text) {
        return history.add(TEA, ANNA.name(), ANNA, message(text));
    }

    /** The ids of all that was said in the room for tea. */
    static List<Long> ids(HistoryStore history) {
        return ids(history.first(Range.all(TEA), Integer.MAX_VALUE));
    }

    static List<Long> ids(List<Entry> entries) {
        return entries.stream().map(Entry::id).toList();
    }

    static List<Long> search(HistoryStore history, String text) {
        return ids(history.search(new Query(text, List.of(TEA), null, Long.MAX_VALUE, 100)));
    }
}
