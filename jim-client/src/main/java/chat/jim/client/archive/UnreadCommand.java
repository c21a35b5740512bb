package chat.jim.client.archive;

import chat.jim.client.past.KeptMessage;
import chat.jim.client.past.Range;
import chat.jim.client.text.Mention;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.HistoryAction;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.text.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code unread}: lists the rooms in which there is something new, first those in which the user is named. Only
 * for the thread that reads the lines.
 */
final class UnreadCommand {
    private static final Texts TEXTS = Texts.of(UnreadCommand.class);
    private static final int PATIENCE_SECONDS = 10;

    /**
     * What is new in a room.
     *
     * @param answer what the server says of it
     * @param isAll whether there is no more than that
     */
    private record News(Address room, Response answer, int count, boolean isAll, int mentions) {}

    private final Inquiry inquiry;
    private final @Nullable ToLongFunction<Address> guestMarks;

    /** @param guestMarks up to which message a guest has read a room; null if that is not known */
    UnreadCommand(Inquiry inquiry, @Nullable ToLongFunction<Address> guestMarks) {
        this.inquiry = inquiry;
        this.guestMarks = guestMarks;
    }

    void execute() {
        inquiry.client().awaitAnswers(); // a script may just have entered a room
        List<Address> rooms = inquiry.client().rooms().stream()
                .sorted(Comparator.comparing(Address::key))
                .toList();
        List<CompletableFuture<Response>> marks = rooms.stream().map(this::mark).toList();
        CompletableFuture.allOf(marks.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        boolean isRefused = !marks.isEmpty() && marks.stream().allMatch(UnreadCommand::isError);
        if (isRefused && !inquiry.isGranted(marks.get(0).join())) {
            return;
        }
        List<CompletableFuture<News>> news = new ArrayList<>();
        for (int i = 0; i < rooms.size(); i++) {
            Response mark = marks.get(i).getNow(null);
            if (mark != null && !mark.code().isError() && !Objects.equals(mark.number(Detail.UNREAD), 0L)) {
                news.add(news(rooms.get(i), mark));
            }
        }
        CompletableFuture<Void> ignored = CompletableFuture.allOf(news.toArray(CompletableFuture[]::new))
                .thenRun(() -> show(news.stream().map(CompletableFuture::join).toList()));
    }

    private static boolean isError(CompletableFuture<Response> answer) {
        return answer.isDone() && answer.join().code().isError();
    }

    private CompletableFuture<Response> mark(Address room) {
        CompletableFuture<Response> mark = new CompletableFuture<>();
        inquiry.client().history().askMark(room, answer -> mark.complete(withMark(room, answer)));
        return mark;
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

    private CompletableFuture<News> news(Address room, Response mark) {
        CompletableFuture<News> news = new CompletableFuture<>();
        long read = Objects.requireNonNullElse(mark.number(Detail.READ), 0L);
        inquiry.client()
                .history()
                .ask(room, Range.after(read, HistoryAction.MOST), page -> news.complete(news(room, mark, page)));
        return news;
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
