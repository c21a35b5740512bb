package chat.jim.client.archive;

import chat.jim.client.past.HistoryQuery;
import chat.jim.client.past.KeptMessage;
import chat.jim.client.past.MessageId;
import chat.jim.client.past.PastTime;
import chat.jim.client.past.Range;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.HistoryAction;
import chat.jim.text.Texts;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code history}: shows what was said in a room or a talk, and, typed again, the page before it, or behind it if
 * a time was given. Only for the thread that reads the lines.
 */
final class HistoryCommand {
    private static final Texts TEXTS = Texts.of(HistoryCommand.class);

    private final Inquiry inquiry;
    private final InstantSource clock;

    /** What was typed last; null if that was something else. */
    private @Nullable HistoryQuery last;

    /** Where the page that was shown last ends: at its oldest message, or at its newest if a time was given. */
    private CompletableFuture<Long> end = CompletableFuture.completedFuture(MessageId.NONE);

    HistoryCommand(Inquiry inquiry, InstantSource clock) {
        this.inquiry = inquiry;
        this.clock = clock;
    }

    /** Something else was typed: the next time it begins anew. */
    void forgetPage() {
        last = null;
    }

    /**
     * Executes it.
     *
     * @param talk where plain lines go; null if nowhere
     * @throws ProtocolException 400 if it cannot be understood
     */
    void execute(String rest, @Nullable Address talk) {
        String word = rest.toLowerCase(Locale.ROOT);
        if (word.equals("on") || word.equals("off")) {
            inquiry.client().history().keepTalks(word.equals("on"), this::onWish);
            return;
        }
        HistoryQuery query = HistoryQuery.parse(rest, new PastTime(clock.instant(), ZoneId.systemDefault()));
        Address place = query.of() != null ? query.of() : place(talk);
        boolean isAgain = query.equals(last);
        last = query;
        long before = isAgain ? Inquiry.await(end, MessageId.NONE) : MessageId.NONE;
        CompletableFuture<Long> next = new CompletableFuture<>();
        end = next;
        inquiry.client()
                .history()
                .ask(place, range(query, before), answer -> onAnswer(place, query, before, answer, next));
    }

    private void onWish(Response answer) {
        if (inquiry.isGranted(answer)) {
            inquiry.display().showAnswer(answer);
        }
    }

    /** Where one talks, or the only room that one is in. */
    private Address place(@Nullable Address talk) {
        if (talk != null) {
            return talk;
        }
        inquiry.client().awaitAnswers(); // a script may just have entered one
        Set<Address> rooms = inquiry.client().rooms();
        if (rooms.size() != 1) {
            throw ProtocolException.badRequest(TEXTS.say("past.where"));
        }
        return rooms.iterator().next();
    }

    private static Range range(HistoryQuery query, long before) {
        int limit = Objects.requireNonNullElse(query.limit(), HistoryAction.USUAL);
        if (query.from() != null) {
            return Range.after(before == MessageId.NONE ? MessageId.at(query.from()) - 1 : before, limit);
        }
        return before == MessageId.NONE ? Range.newest(limit) : Range.before(before, limit);
    }

    private void onAnswer(
            Address place, HistoryQuery query, long before, Response answer, CompletableFuture<Long> next) {
        List<Action.Msg> messages = KeptMessage.of(answer, place);
        boolean isForward = query.from() != null;
        next.complete(messages.isEmpty() ? before : MessageId.of(messages.get(isForward ? messages.size() - 1 : 0)));
        if (!inquiry.isGranted(answer)) {
            return;
        }
        inquiry.show(answer, inquiry.wanted(messages), 0);
        if (messages.isEmpty()) {
            inquiry.display().print(TEXTS.say(before == MessageId.NONE ? "past.empty" : "past.end", place));
        } else if (answer.is(Detail.MORE)) {
            inquiry.hint(TEXTS.say(isForward ? "past.more.later" : "past.more.earlier"));
        }
    }
}
