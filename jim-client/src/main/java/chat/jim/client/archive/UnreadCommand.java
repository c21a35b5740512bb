package chat.jim.client.archive;

import chat.jim.client.past.KeptMessage;
import chat.jim.client.past.Range;
import chat.jim.client.text.Mention;
import chat.jim.process.Timer;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.HistoryAction;
import chat.jim.text.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code unread}: lists the rooms in which there is something new, first those in which the user is named. For the
 * thread that reads the lines.
 */
final class UnreadCommand {
    private static final Texts TEXTS = Texts.of(UnreadCommand.class);
    private static final int PATIENCE_SECONDS = 60;

    /**
     * What is new in a room.
     *
     * @param answer what the server says of it
     * @param isAll whether there is no more than that
     */
    private record News(Address room, Response answer, int count, boolean isAll, int mentions) {}

    private final Inquiry inquiry;
    private final @Nullable ToLongFunction<Address> guestMarks;
    private final Timer asking = new Timer("unread");
    private CompletableFuture<Void> end = CompletableFuture.completedFuture(null);
    private volatile @Nullable Survey running;

    /** @param guestMarks up to which message a guest has read a room; null if that is not known */
    UnreadCommand(Inquiry inquiry, @Nullable ToLongFunction<Address> guestMarks) {
        this.inquiry = inquiry;
        this.guestMarks = guestMarks;
    }

    /** Executes it; a script goes on when all is shown. */
    void execute() {
        inquiry.client().awaitAnswers(); // a script may just have entered a room
        Survey survey = new Survey(inquiry.client().rooms().stream()
                .sorted(Comparator.comparing(Address::key))
                .iterator());
        end = CompletableFuture.allOf(end, survey.end);
        running = survey;
        survey.goOn();
        if (!inquiry.isAttended()) {
            finish();
        }
    }

    /** Waits until all is shown. */
    void finish() {
        end.completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** The server is lost: no more answers come. From any thread. */
    void onLost() {
        Survey survey = running;
        if (survey != null) {
            survey.end.complete(null);
        }
    }

    /**
     * Asks about one room after another. The server takes its time over many such requests, and what is typed meanwhile must
     * not wait behind them all.
     */
    private final class Survey {
        private final Iterator<Address> rooms;
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private final List<News> news = new ArrayList<>();
        private boolean isGranted;
        private @Nullable Response refusal;

        Survey(Iterator<Address> rooms) {
            this.rooms = rooms;
        }

        void goOn() {
            if (!rooms.hasNext()) {
                if (isGranted || refusal == null || inquiry.isGranted(refusal)) {
                    show(news);
                }
                end.complete(null);
                return;
            }
            Address room = rooms.next();
            ask(() -> inquiry.client().history().askMark(room, answer -> onMark(room, withMark(room, answer))));
        }

        /** The receiving thread must not ask. */
        private void ask(BooleanSupplier request) {
            asking.after(0, () -> {
                if (!request.getAsBoolean()) {
                    end.complete(null);
                }
            });
        }

        private void onMark(Address room, Response mark) {
            boolean isError = mark.code().isError();
            isGranted |= !isError;
            refusal = isError && refusal == null ? mark : refusal;
            if (isError || Objects.equals(mark.number(Detail.UNREAD), 0L)) {
                goOn();
                return;
            }
            long read = Objects.requireNonNullElse(mark.number(Detail.READ), 0L);
            ask(() -> inquiry.client().history().ask(room, Range.after(read, HistoryAction.MOST), page -> {
                news.add(news(room, mark, page));
                goOn();
            }));
        }
    }

    /** The server remembers no marks of guests. */
    private Response withMark(Address room, Response answer) {
        if (answer.code().isError() || answer.number(Detail.READ) != null) {
            return answer;
        }
        return guestMarks == null
                ? new Response(Code.FORBIDDEN, answer.time(), TEXTS.say("past.unread.guest"))
                : answer.with(Detail.READ, guestMarks.applyAsLong(room));
    }

    private News news(Address room, Response mark, Response page) {
        Address user = Objects.requireNonNull(inquiry.client().name());
        Predicate<String> mention = Mention.of(user);
        List<Action.Msg> fresh = inquiry.wanted(KeptMessage.of(page, room)).stream()
                .filter(msg -> !user.equals(msg.from()))
                .toList();
        Long unread = mark.number(Detail.UNREAD);
        int count = unread == null ? fresh.size() : (int) Math.min(unread, Integer.MAX_VALUE);
        int mentions =
                (int) fresh.stream().filter(msg -> mention.test(msg.message())).count();
        return new News(room, mark, count, unread != null || !page.is(Detail.MORE), mentions);
    }

    private void show(List<News> news) {
        List<News> found = news.stream()
                .filter(room -> room.count() > 0)
                .sorted(Comparator.comparing((News room) -> room.mentions() == 0))
                .toList();
        if (found.isEmpty()) {
            inquiry.display().print(TEXTS.say("past.unread.nothing"));
        }
        for (News room : found) {
            String count = TEXTS.count(room.isAll() ? "past.unread" : "past.unread.least", room.count());
            String named = room.mentions() == 0 ? "" : ", " + TEXTS.count("past.unread.named", room.mentions());
            inquiry.tell(
                    room.answer().with(Detail.ROOM, room.room().toString()),
                    "   " + room.room() + ": " + count + named);
        }
    }
}
