package chat.jim.client.archive;

import chat.jim.client.past.KeptMessage;
import chat.jim.client.past.MessageId;
import chat.jim.client.past.Range;
import chat.jim.client.past.SearchQuery;
import chat.jim.protocol.Address;
import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import chat.jim.text.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code search}: finds messages by their words, numbers them, and shows what stands around one. Only for the
 * thread that reads the lines.
 */
final class SearchCommand {
    private static final Texts TEXTS = Texts.of(SearchCommand.class);
    private static final int HITS_AT_A_TIME = 20;
    private static final int AROUND = 2;

    /**
     * What was found.
     *
     * @param hits the newest first
     * @param older before which message older ones are found; null if there are none
     */
    private record Found(List<Action.Msg> hits, @Nullable Long older) {
        private static final Found NOTHING = new Found(List.of(), null);
    }

    private final Inquiry inquiry;

    private @Nullable SearchQuery last;
    private CompletableFuture<Found> found = CompletableFuture.completedFuture(Found.NOTHING);

    SearchCommand(Inquiry inquiry) {
        this.inquiry = inquiry;
    }

    /**
     * Executes it: looks for words; a number shows what was said around that hit, and nothing looks for older ones.
     *
     * @throws ProtocolException 400 if it cannot be understood
     */
    void execute(String rest) {
        Found before = Inquiry.await(found, Found.NOTHING);
        SearchQuery query = rest.isEmpty() ? last : SearchQuery.parse(rest);
        if (query == null || query.words().isEmpty() || (rest.isEmpty() && before.older() == null)) {
            throw ProtocolException.badRequest(
                    TEXTS.say(query == null || !rest.isEmpty() ? "past.what" : "past.found.all"));
        }
        if (!before.hits().isEmpty() && rest.matches("[0-9]+")) {
            showAround(hit(rest));
            return;
        }
        int length = Limits.length(query.words());
        if (length > Limits.MESSAGE) {
            throw ProtocolException.badRequest(
                    TEXTS.count("too-long", length, length - Limits.MESSAGE, Limits.MESSAGE));
        }
        last = query;
        Found known = rest.isEmpty() ? before : Found.NOTHING;
        look(query, known.hits(), known.older());
    }

    /**
     * The hit of that number.
     *
     * @throws ProtocolException 400 if there is none
     */
    Action.Msg hit(String number) {
        List<Action.Msg> hits = Inquiry.await(found, Found.NOTHING).hits();
        int index = number.length() > 4 ? 0 : Integer.parseInt(number);
        if (index < 1 || index > hits.size()) {
            throw ProtocolException.badRequest(
                    hits.isEmpty() ? TEXTS.say("past.no-search") : TEXTS.count("past.no-hit", hits.size()));
        }
        return hits.get(index - 1);
    }

    /** Those of somebody who is ignored are not shown, but there may be others before them. */
    private void look(SearchQuery query, List<Action.Msg> before, @Nullable Long older) {
        CompletableFuture<Found> next = new CompletableFuture<>();
        found = next;
        inquiry.client().history().search(query.words(), query.in(), query.from(), older, HITS_AT_A_TIME, answer -> {
            List<Action.Msg> any = KeptMessage.of(answer);
            List<Action.Msg> hits = new ArrayList<>(inquiry.wanted(any));
            Collections.reverse(hits);
            List<Action.Msg> all = new ArrayList<>(before);
            all.addAll(hits);
            Long oldest = answer.is(Detail.MORE) && !any.isEmpty() ? MessageId.of(any.get(0)) : null;
            next.complete(new Found(List.copyOf(all), oldest));
            if (inquiry.isGranted(answer)) {
                show(answer, hits, before.size() + 1, oldest != null);
            }
        });
    }

    private void show(Response answer, List<Action.Msg> hits, int firstNumber, boolean hasMore) {
        inquiry.show(answer, hits, firstNumber);
        if (hits.isEmpty() && hasMore) {
            inquiry.display().print(TEXTS.say("past.found.hidden"));
        } else if (hits.isEmpty()) {
            inquiry.display().print(TEXTS.say(firstNumber == 1 ? "past.found.nothing" : "past.found.all"));
        } else {
            inquiry.hint(TEXTS.say(hasMore ? "past.found.more" : "past.found"));
        }
    }

    /** Shows a hit, with what was said before and after it. */
    private void showAround(Action.Msg hit) {
        Address place = place(hit);
        long id = MessageId.of(hit);
        AtomicReference<@Nullable Response> earlier = new AtomicReference<>();
        inquiry.client().history().ask(place, Range.before(id, AROUND), earlier::set);
        inquiry.client().history().ask(place, Range.after(id - 1, AROUND + 1), answer -> {
            Response first = Objects.requireNonNullElse(earlier.get(), answer);
            if (inquiry.isGranted(first) && inquiry.isGranted(answer)) {
                inquiry.show(first, inquiry.wanted(KeptMessage.of(first, place)), 0);
                inquiry.show(answer, inquiry.wanted(KeptMessage.of(answer, place)), 0);
            }
        });
    }

    private Address place(Action.Msg hit) {
        boolean isOther = hit.to().isRoom() || !hit.to().equals(inquiry.client().name());
        return isOther ? hit.to() : Objects.requireNonNull(hit.from());
    }
}
