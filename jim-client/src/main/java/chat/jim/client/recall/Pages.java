package chat.jim.client.recall;

import chat.jim.client.JimClient;
import chat.jim.client.past.KeptMessage;
import chat.jim.client.past.Range;
import chat.jim.process.Timer;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.HistoryAction;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Asks for all that was said in a room after a message, page by page. May be used from any thread. */
public final class Pages {
    /** More than a person reads; and a server that never comes to an end is not believed. */
    private static final int MOST = 100;

    /** Gets the pages, on the receiving thread. */
    public interface Reader {
        /**
         * A page has come; the oldest message is first.
         *
         * @param more whether there are more
         */
        void onPage(List<Action.Msg> messages, boolean more);

        /** All pages were read: the last answer is no error, and has no more. Otherwise something is left out. */
        void onEnd(Response last);
    }

    private final JimClient client;

    /** Makes the requests, since the receiving thread must not. */
    private final Timer asking = new Timer("history");

    /** How often the server was lost: what was read before goes on no more. */
    private final AtomicInteger losses = new AtomicInteger();

    /** Asks that client's server. */
    public Pages(JimClient client) {
        this.client = client;
    }

    /** Reads on behind that message, but not for ever. */
    public void read(Address room, long after, Reader reader) {
        ask(room, after, MOST, reader);
    }

    /** The same, however many pages there are. */
    public void readAll(Address room, long after, Reader reader) {
        ask(room, after, Integer.MAX_VALUE, reader);
    }

    /** Asks for one page, which is all. */
    void ask(Address room, Range range, Reader reader) {
        ask(room, range, answer -> {
            if (!answer.code().isError()) {
                reader.onPage(KeptMessage.of(answer, room), answer.is(Detail.MORE));
            }
            reader.onEnd(answer);
        });
    }

    /** The server is lost: no reader gets any more of what it has asked for. */
    public void onLost() {
        losses.incrementAndGet();
    }

    private void ask(Address room, long after, int pages, Reader reader) {
        ask(room, Range.after(after, HistoryAction.MOST), answer -> {
            long last = last(answer);
            boolean goesOn = !answer.code().isError() && answer.is(Detail.MORE) && last > after && pages > 1;
            if (!answer.code().isError()) {
                reader.onPage(KeptMessage.of(answer, room), goesOn);
            }
            if (goesOn) {
                ask(room, last, pages - 1, reader);
            } else {
                reader.onEnd(answer);
            }
        });
    }

    private void ask(Address room, Range range, Consumer<Response> onAnswer) {
        int before = losses.get();
        asking.after(0, () -> {
            if (losses.get() == before) {
                client.history().ask(room, range, answer -> {
                    if (losses.get() == before) {
                        onAnswer.accept(answer);
                    }
                });
            }
        });
    }

    private static long last(Response answer) {
        return answer.messages().stream()
                .mapToLong(part -> Objects.requireNonNull(part.number(Detail.ID)))
                .max()
                .orElse(0);
    }
}
