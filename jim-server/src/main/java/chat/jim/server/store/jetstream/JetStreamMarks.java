package chat.jim.server.store.jetstream;

import chat.jim.codec.JsonLine;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Marks;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Up to where accounts have read: a value for each account, with all its marks. */
final class JetStreamMarks implements Marks {
    /** How many marks an account has at most: so its value fits into a message. The one that is furthest back goes first. */
    private static final int MOST = 2000;

    private final JetStreamAccounts accounts;
    private final Values values;
    private final Changes changes;

    JetStreamMarks(JetStreamAccounts accounts, Values values, Changes changes) {
        this.accounts = accounts;
        this.values = values;
        this.changes = changes;
        accounts.atRemoval(account -> values.remove(account.name().key(), value -> Names.isOf(value, account)));
    }

    @Override
    public long get(AccountKey account, String place) {
        Long mark = values.get(
                account.name().key(), value -> marks(value.fields(), account).get(place));
        return mark == null ? 0 : mark;
    }

    @Override
    public CompletableFuture<?> advance(AccountKey account, String place, long id) {
        String key = account.name().key();
        return changes.submit(
                () -> accounts.exists(account) && values.change(key, value -> advanced(value, account, place, id)));
    }

    private static @Nullable JsonLine advanced(@Nullable JsonLine value, AccountKey account, String place, long id) {
        Map<String, Long> marks = marks(value, account);
        if (marks.getOrDefault(place, 0L) >= id) {
            return null;
        }
        if (marks.size() >= MOST && !marks.containsKey(place)) {
            marks.entrySet().stream()
                    .min(Comparator.comparingLong(Map.Entry::getValue))
                    .ifPresent(oldest -> marks.remove(oldest.getKey()));
        }
        marks.put(place, id);
        return Names.own(value, account)
                .with(
                        "marks",
                        marks.entrySet().stream().map(JetStreamMarks::mark).toList());
    }

    private static JsonLine mark(Map.Entry<String, Long> mark) {
        return JsonLine.empty().with("place", mark.getKey()).with("id", mark.getValue());
    }

    private static Map<String, Long> marks(@Nullable JsonLine value, AccountKey account) {
        Map<String, Long> marks = new TreeMap<>();
        if (value != null && Names.isOf(value, account)) {
            value.objects("marks").forEach(mark -> marks.put(mark.text("place"), mark.number("id", 0)));
        }
        return marks;
    }
}
