package chat.jim.client;

import chat.jim.client.link.NoServerException;
import chat.jim.client.link.Patience;
import chat.jim.client.link.ServerAddress;
import chat.jim.client.link.ServerList;
import chat.jim.client.link.UntrustedServerException;
import chat.jim.log.Secret;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Flag;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client of a JIM server, as a library: makes requests, hands out their answers, answers probes, and reports everything
 * else to a {@link ClientListener}.
 *
 * <p>Threads: each connection has a receiving thread of its own, which calls the listener and gives out the answers; it
 * must not make requests. Any other thread may call any method, except where one says otherwise. Logging in, registering
 * and quitting block until the server has answered.
 *
 * <p>All other requests wait only while too many are unanswered, and do nothing once the connection has ended. The answer,
 * its list complete, is given to {@code onAnswer} on the receiving thread; it never comes if the connection is lost. A
 * request that would be too long is not sent: a {@link ProtocolException} 400.
 */
public final class JimClient implements Closeable {
    /** Longer than a server that is gone keeps its rooms. */
    private static final int MOST_RETURNS = 20;

    private static final Executor LATER = CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS);

    private final InstantSource clock;
    private final Links links;
    private final Set<Address> rooms = ConcurrentHashMap.newKeySet();
    private final OwnAccount account = new OwnAccount(this);
    private final History history = new History(this);

    /** A client of that server, not connected yet. */
    public JimClient(ServerAddress server, InstantSource clock) {
        this(server, clock, Patience.USUAL);
    }

    /** The same with another patience for a server that is silent. */
    public JimClient(ServerAddress server, InstantSource clock, Patience patience) {
        this(ServerList.of(server), clock, patience);
    }

    /** A client of whichever of these servers answers. */
    public JimClient(ServerList servers, InstantSource clock, Patience patience) {
        this.clock = clock;
        links = new Links(servers, clock, patience);
    }

    /**
     * Connects to the first server that answers, once and before anything else; nobody is logged in yet.
     *
     * @param reportTo the listener for everything that answers no request
     * @throws UntrustedServerException the server does not speak TLS, or has a certificate that is not trusted
     * @throws NoServerException none of several servers answers
     * @throws IOException no server answers there
     */
    public void connect(ClientListener reportTo) throws IOException {
        links.connect(reportTo);
    }

    ServerLink link() {
        return Objects.requireNonNull(links.inUse(), "not connected");
    }

    Links links() {
        return links;
    }

    /**
     * Comes online by that name: as a guest, or where the server answers 401 and there is a password, with that. A client
     * that is online already stays so until another name is accepted.
     *
     * @throws IOException no server answers there, or not in time
     */
    public Response login(Address name, @Secret @Nullable String password) throws IOException {
        Credentials asked = new Credentials(name, password);
        return comeOnline(asked, asked.ways(null, account.status(), clock));
    }

    /**
     * Comes online again after the connection was lost, by the same name: with the token of the session, or else as at the
     * login. If the server does not answer, another one may. Rooms have to be entered again. Do not call it for a session
     * that {@link #wasReplaced}: two clients would push each other out in turn.
     *
     * @throws IOException no server answers there, or not in time
     */
    public Response comeBack() throws IOException {
        Credentials last = Objects.requireNonNull(links.login(), "never was online");
        return comeOnline(last, last.ways(links.token(), account.status(), clock));
    }

    /** The account of the user, and what belongs to it. */
    public OwnAccount account() {
        return account;
    }

    /** What was said before. */
    public History history() {
        return history;
    }

    Response comeOnline(Credentials asked, List<Supplier<Action>> ways) throws IOException {
        return links.comeOnline(asked, ways, account.status());
    }

    /** The server, of several the current one; as a string, its address and port for people. */
    public ServerAddress server() {
        return links.server();
    }

    /** The name by which it is online; null before the first login. */
    public @Nullable Address name() {
        Credentials last = links.login();
        return last == null ? null : last.account();
    }

    /** Whether the server is of another kind: it may answer or not, and is asked for nothing but what the user wants. */
    public boolean isAtOldServer() {
        return link().known().isOld();
    }

    /** Whether a message is for somebody else: some old servers tell everybody what is for one. */
    public boolean overhears(Action.Msg msg) {
        return isAtOldServer() && !msg.to().isRoom() && !msg.to().equals(name());
    }

    /** Whether the server would refuse any other name as well, since it speaks another kind of JIM. */
    public boolean isLockedOut() {
        return links.letNobodyIn();
    }

    /** Whether a third party between here and the server could read all that is sent, including passwords. */
    public boolean isExposed() {
        return links.areExposed();
    }

    /** Whether the connection has ended. */
    public boolean hasEnded() {
        return link().hasEnded();
    }

    /** Whether the connection has ended because the user came online elsewhere, and that session took its place. */
    public boolean wasReplaced() {
        return link().wasReplaced();
    }

    /**
     * Sends a text to an account or a room. False if the connection has ended, and nothing was sent. An old server that does
     * not answer is said to have answered 202 without words; an error may still come after that.
     */
    public boolean message(Address to, String text, Consumer<Response> onAnswer) {
        return message(to, text, null, onAnswer);
    }

    /** The same; with a deed, the text is what the user does. */
    public boolean message(Address to, String text, @Nullable Flag deed, Consumer<Response> onAnswer) {
        String encoding = text.chars().allMatch(c -> c < 0x80) ? null : "utf-8";
        return request(new Action.Msg(now(), to, name(), encoding, text, deed, null, null), onAnswer);
    }

    /** Enters a room, and asks what it is. An old server is not asked. */
    public void join(Address room, Consumer<Response> onAnswer) {
        join(new Action.Join(now(), room, null, null, isAtOldServer() ? null : Flag.YES), onAnswer, MOST_RETURNS);
    }

    /** Enters a room, and asks nothing; if {@code quietly}, the other members are not told of it, nor of the leaving. */
    public void join(Address room, boolean quietly, Consumer<Response> onAnswer) {
        join(new Action.Join(now(), room, quietly ? true : null, null, null), onAnswer, MOST_RETURNS);
    }

    /** A room whose server has just gone is at another one in a moment: who was in it tries again. */
    private void join(Action.Join join, Consumer<Response> onAnswer, int tries) {
        Address room = join.room();
        request(join, answer -> {
            boolean isAway =
                    answer.code().equals(Code.UNAVAILABLE) || answer.code().equals(Code.NO_ANSWER);
            if (isAway && tries > 0 && rooms.contains(room)) {
                LATER.execute(() -> join(join, onAnswer, tries - 1));
                return;
            }
            follow(room, !answer.code().isError());
            onAnswer.accept(answer);
        });
    }

    /** Leaves a room. */
    public void leave(Address room, Consumer<Response> onAnswer) {
        request(new Action.Leave(now(), room), answer -> {
            if (!answer.code().isError()) {
                rooms.remove(room);
            }
            onAnswer.accept(answer);
        });
    }

    /** Another session of the user has entered a room or left it, and so this one has. From any thread. */
    public void follow(Address room, boolean entered) {
        if (entered) {
            rooms.add(room);
        } else {
            rooms.remove(room);
        }
    }

    /** How many sessions of the user were online after the last login, with this one. */
    public long sessions() {
        return links.sessions();
    }

    /** The rooms that were entered and not left; after a lost connection they have to be entered again. */
    public Set<Address> rooms() {
        return Set.copyOf(rooms);
    }

    /** Asks for the names in a room, or of everybody online, and for statuses if they are wanted. */
    public void who(@Nullable Address room, boolean statuses, Consumer<Response> onAnswer) {
        request(new Action.Who(now(), room, statuses ? true : null, null), onAnswer);
    }

    /** Asks for the rooms, or who is online, unless that would have to wait. The receiving thread may ask this too. */
    public void listIfFree(boolean ofRooms, Consumer<Response> onAnswer) {
        Action list = ofRooms ? new Action.Rooms(now(), null) : new Action.Who(now(), null, null, null);
        link().requests().requestIfFree(list, onAnswer);
    }

    /** Asks for the names of the rooms. */
    public void rooms(Consumer<Response> onAnswer) {
        request(new Action.Rooms(now(), null), onAnswer);
    }

    /** Asks for the user's contacts, and for their statuses if they are wanted. */
    public void contacts(boolean statuses, Consumer<Response> onAnswer) {
        request(new Action.GetContacts(now(), statuses ? true : null), onAnswer);
    }

    /** Waits until all requests are answered and the answers handled, as long as more keep coming. */
    public void awaitAnswers() {
        link().requests().awaitAnswers();
    }

    /**
     * Sends {@code quit}, unless that would confirm messages that nobody has read; waits a moment for the answers, and
     * closes the connection. False if a request was not answered.
     */
    public boolean quit() {
        links.forgetToken();
        return link().quit();
    }

    /** Ends the connection without a {@code quit}: what was not confirmed before stays in the mailbox of the account. */
    public void hangUp() {
        if (links.inUse() != null) {
            link().hangUp();
        }
    }

    /** Quits, if it was connected. Nothing is reported after that. */
    @Override
    public void close() {
        if (links.inUse() != null) {
            quit();
        }
    }

    /** Makes a request of any kind, given its time. */
    public void request(LongFunction<Action> action, Consumer<Response> onAnswer) {
        request(action.apply(now()), onAnswer);
    }

    boolean request(Action action, Consumer<Response> onAnswer) {
        return link().requests().request(action, onAnswer);
    }

    long now() {
        return clock.instant().getEpochSecond();
    }
}
