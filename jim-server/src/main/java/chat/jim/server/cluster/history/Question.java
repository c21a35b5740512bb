package chat.jim.server.cluster.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.server.store.HistoryStore.Query;
import chat.jim.server.store.HistoryStore.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one server asks another one about its history. As bytes it is the word {@link #WORD}, a space and a JSON object.
 *
 * @param places where; the one place, the names to be looked for, or the last name that is known already
 * @param after the ids are greater
 * @param before the ids are less
 * @param most no more are needed
 * @param text what is searched for
 * @param who whose messages, by the name or by the account; null for all
 */
record Question(
        Kind kind,
        List<String> places,
        long after,
        long before,
        int most,
        String text,
        @Nullable AccountKey who) {
    static final String WORD = "history";

    /** The greatest number of places that one question names. */
    static final int MOST_PLACES = 2000;

    /** What is asked for. */
    enum Kind {
        FIRST,
        LAST,
        IDS,
        FIND,
        NEWEST,
        SEARCH,
        OF,
        PLACES,
        AMONG,
        FORGET
    }

    static Question in(Kind kind, Range range, int most) {
        return new Question(kind, List.of(range.place()), range.after(), range.before(), most, "", null);
    }

    static Question newest(String place) {
        return in(Kind.NEWEST, Range.all(place), 1);
    }

    static Question find(long id) {
        return new Question(Kind.FIND, List.of(), id - 1, id + 1, 1, "", null);
    }

    static Question search(Query query) {
        Address sender = query.sender();
        return new Question(
                Kind.SEARCH,
                List.copyOf(query.places()),
                0,
                query.before(),
                query.most(),
                query.text(),
                sender == null ? null : new AccountKey(sender, ""));
    }

    static Question of(AccountKey account, long after, int most) {
        return new Question(Kind.OF, List.of(), after, Long.MAX_VALUE, most, "", account);
    }

    static Question placesAfter(String place) {
        return new Question(Kind.PLACES, List.of(place), 0, 0, 0, "", null);
    }

    static Question among(List<String> places) {
        return new Question(Kind.AMONG, places, 0, 0, 0, "", null);
    }

    /** Has a server look what is to be forgotten. */
    static Question forget() {
        return new Question(Kind.FORGET, List.of(), 0, 0, 0, "", null);
    }

    Range range() {
        return new Range(places.get(0), after, before);
    }

    Query query() {
        return new Query(text, places, who == null ? null : who.name(), before, most);
    }

    /** Whether the newest ones come first. */
    boolean isBackward() {
        return kind == Kind.LAST || kind == Kind.SEARCH;
    }

    /** Whether a message may be an answer; what it says is not asked. */
    boolean isMet(Entry entry) {
        boolean isInPlace = places.isEmpty() || places.contains(entry.place());
        return isInPlace && entry.id() > after && entry.id() < before;
    }

    /** What is left to be asked when these are known, which came first. */
    Question rest(List<Long> known) {
        long last = known.get(known.size() - 1);
        return new Question(
                kind,
                places,
                isBackward() ? after : last,
                isBackward() ? last : before,
                most - known.size(),
                text,
                who);
    }

    /** The same for no more than that. */
    Question atMost(int number) {
        return new Question(kind, places, after, before, Math.min(most, number), text, who);
    }

    byte[] encoded() {
        JsonLine line = JsonLine.empty()
                .with("ask", kind.name().toLowerCase(Locale.ROOT))
                .withTexts("places", places)
                .with("after", after)
                .with("before", before)
                .with("most", most)
                .with("text", text);
        if (who != null) {
            line.with("as", who.name().toString()).with("key", who.name().key()).with("account", who.id());
        }
        return (WORD + " " + line).getBytes(UTF_8);
    }

    /**
     * Reads one that another server has sent, or somebody who is none.
     *
     * @throws ProtocolException it is not one
     */
    static Question of(byte[] data) {
        JsonLine line = JsonLine.of(new String(data, UTF_8).substring(WORD.length()));
        String as = line.optionalText("as");
        Question question = new Question(
                kind(line.text("ask")),
                new ArrayList<>(line.texts("places")),
                line.number("after", 0),
                line.number("before", 0),
                (int) Math.max(0, Math.min(Integer.MAX_VALUE, line.number("most", 0))),
                line.text("text"),
                as == null ? null : new AccountKey(Address.stored(as, line.text("key")), line.text("account")));
        question.check();
        return question;
    }

    private static Kind kind(String name) {
        try {
            return Kind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ProtocolException.badRequest("an unknown question");
        }
    }

    private void check() {
        boolean isWhole = switch (kind) {
            case FIRST, LAST, IDS, NEWEST, PLACES -> places.size() == 1;
            case OF -> who != null;
            case FIND, SEARCH, AMONG, FORGET -> true;
        };
        if (!isWhole) {
            throw ProtocolException.badRequest("a question without its fields");
        }
    }
}
