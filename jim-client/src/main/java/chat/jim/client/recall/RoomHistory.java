package chat.jim.client.recall;

import chat.jim.client.JimClient;
import chat.jim.client.past.MessageId;
import chat.jim.client.past.PastTime;
import chat.jim.client.past.Range;
import chat.jim.client.personal.IgnoreList;
import chat.jim.client.screen.Screen;
import chat.jim.client.text.RoomLine;
import chat.jim.process.Timer;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.HistoryAction;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that a person is in, and what was said there: shows it when one enters, and after a loss what was missed. What
 * comes meanwhile waits until then, so that everything is shown once and in its order. The receiving thread brings messages
 * and losses; any other thread may do the rest.
 */
public final class RoomHistory {
    private final JimClient client;
    private final Screen screen;
    private final IgnoreList ignored;
    private final RecallWishes wishes;
    private final InstantSource clock;
    private final Consumer<Action.Msg> show;
    private final Consumer<Action.Msg> missed;
    private final Pages pages;
    private final ReadMarks marks;
    private final Map<Address, RoomMemory> rooms = new ConcurrentHashMap<>();

    /** For what the receiving thread must not do. */
    private final Timer timer = new Timer("followed-rooms");

    /**
     * In no room yet.
     *
     * @param show shows a message that had to wait
     * @param missed shows a message that was missed
     */
    public RoomHistory(
            JimClient client,
            Screen screen,
            IgnoreList ignored,
            RecallWishes wishes,
            InstantSource clock,
            Consumer<Action.Msg> show,
            Consumer<Action.Msg> missed) {
        this.client = client;
        this.screen = screen;
        this.ignored = ignored;
        this.wishes = wishes;
        this.clock = clock;
        this.show = show;
        this.missed = missed;
        pages = new Pages(client);
        marks = new ReadMarks(client, wishes.seen(), clock);
    }

    /** Whether a message that has come is to be shown now. Otherwise it is shown later, or was before. */
    public boolean admits(Action.Msg msg) {
        RoomMemory memory = msg.to().isRoom() ? rooms.get(msg.to()) : null;
        if (memory == null || memory.admits(msg)) {
            return true;
        }
        if (memory.isFull()) {
            release(memory);
        }
        return false;
    }

    private void release(RoomMemory memory) {
        memory.release().forEach(show);
    }

    /** Whether the server keeps that room, as far as is known. */
    public boolean isKept(Address room) {
        RoomMemory memory = rooms.get(room);
        return memory != null && memory.isKept();
    }

    /** Enters a room, and shows what was said there. */
    public void join(Address room, Consumer<Response> onAnswer) {
        if (client.rooms().contains(room) || !client.history().isPossible()) {
            client.join(room, onAnswer.andThen(answer -> describe(room, answer)));
            return;
        }
        RoomMemory memory = new RoomMemory(clock);
        memory.hold();
        rooms.put(room, memory);
        client.join(room, answer -> {
            onAnswer.accept(answer);
            describe(room, answer);
            arrive(room, memory, answer);
        });
    }

    /** Says what the room is. */
    private void describe(Address room, Response answer) {
        RoomLine.of(room, answer, client.name()).ifPresent(line -> screen.print("-- " + line + " --"));
    }

    /** Another session of the user has entered a room: what is said there from now on waits for {@link #follow}. */
    public void expect(Address room) {
        if (client.history().isPossible()) {
            rooms.computeIfAbsent(room, any -> new RoomMemory(clock)).hold();
        }
    }

    /** Shows what was said in a room that another session of the user has entered. */
    public void follow(Address room) {
        RoomMemory memory = rooms.get(room);
        if (memory != null) {
            timer.after(0, () -> client.history().askMark(room, answer -> arrive(room, memory, answer)));
        }
    }

    /** Shows what was said in a room before what has waited. */
    private void arrive(Address room, RoomMemory memory, Response answer) {
        Runnable end = () -> release(memory);
        if (memory.onJoined(answer)) {
            showArrival(room, memory, answer, end);
        } else {
            end.run();
        }
    }

    private void showArrival(Address room, RoomMemory memory, Response answer, Runnable end) {
        long newest = memory.believed(answer.number(Detail.ID));
        long read = read(room, memory, answer, newest);
        memory.setMarked(read);
        long told = Objects.requireNonNullElse(answer.number(Detail.UNREAD), 0L);
        int unread = (int) Math.max(0, Math.min(told, Integer.MAX_VALUE));
        int fresh = unread == 0 && newest > read ? Arrival.MOST_NEW : Math.min(unread, Arrival.MOST_NEW);
        if (wishes.lines() == 0 || newest == MessageId.NONE) {
            end.run();
            return;
        }
        Arrival.Known known = new Arrival.Known(room, wishes.lines(), read, unread);
        int limit = Math.min(HistoryAction.MOST, wishes.lines() + fresh);
        pages.ask(room, Range.newest(limit), new Arrival(screen, known, times(), recall(memory, end)));
    }

    /** Up to which message the person has read; who was never there has read all, and is told for how long it is kept. */
    private long read(Address room, RoomMemory memory, Response answer, long newest) {
        Address user = Objects.requireNonNull(client.name());
        Long before = wishes.seen().last(user, room);
        if (before == null) {
            KeptTime.sentence(room, answer.number(Detail.KEPT)).ifPresent(line -> screen.print("-- " + line + " --"));
            wishes.seen().add(user, room, newest);
            wishes.seen().save();
        }
        return answer.number(Detail.READ) == null
                ? Objects.requireNonNullElse(before, newest)
                : memory.believed(answer.number(Detail.READ));
    }

    /**
     * Enters a room again after a loss, and shows what was missed there.
     *
     * @param wasUnderWay whether a message is one of the user's own, which was under way when the server was lost
     * @param onEnd gets the answer again when all that the server knows of that is shown
     */
    public void returnTo(
            Address room, Consumer<Response> onAnswer, Predicate<Action.Msg> wasUnderWay, Consumer<Response> onEnd) {
        if (!client.history().isPossible()) {
            client.join(room, onAnswer.andThen(onEnd));
            return;
        }
        RoomMemory memory = rooms.computeIfAbsent(room, any -> new RoomMemory(clock));
        memory.hold();
        client.join(room, answer -> {
            onAnswer.accept(answer);
            boolean wasKept = memory.isKept();
            Runnable end = () -> {
                onEnd.accept(answer);
                release(memory);
            };
            if (memory.onJoined(answer) && wasKept) {
                long after = memory.resumeAfter();
                memory.begin(after);
                pages.read(room, after, new CatchUp(screen, room, times(), recall(memory, end), wasUnderWay));
            } else {
                end.run();
            }
        });
    }

    /** Up to which message the person has read a room, as far as is known here. */
    public long marked(Address room) {
        RoomMemory memory = rooms.get(room);
        return memory == null ? MessageId.NONE : memory.marked();
    }

    /** The server is lost: what waited is shown, unless it comes again. */
    public void onLost() {
        pages.onLost();
        marks.onLost();
        rooms.values().forEach(memory -> memory.onLost().forEach(show));
    }

    /** The server has taken a message of the user. */
    public void onTaken(Action.Msg msg, @Nullable Long id) {
        RoomMemory memory = rooms.get(msg.to());
        if (memory != null) {
            memory.onTaken(id);
        }
    }

    /** The person has typed, and so has read what is shown. */
    public void onTyped() {
        marks.onTyped(rooms);
    }

    /** The person leaves. */
    public void onLeaving() {
        marks.say();
    }

    private PastTime times() {
        return new PastTime(clock.instant(), ZoneId.systemDefault());
    }

    private RoomRecall recall(RoomMemory memory, Runnable onEnd) {
        return new RoomRecall(memory, ignored, missed, onEnd);
    }
}
