package chat.jim.client;

import chat.jim.log.Secret;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Login;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a JIM server, without a screen: makes requests, hands out the answers to them, answers probes, and
 * tells a {@link ClientListener} what comes unasked. One thread of its own receives; requests may be made from any other
 * thread, and do nothing once the connection has ended.
 */
public final class JimClient implements Closeable {
    private final ClientListener listener;
    private final InstantSource clock;
    private final ServerLink link;
    private volatile Runnable pause = () -> {};
    private final Set<Address> rooms = ConcurrentHashMap.newKeySet();

    private JimClient(ServerAddress server, ClientListener listener, InstantSource clock) throws IOException {
        this.listener = listener;
        this.clock = clock;
        link = new ServerLink(server, this::listenTo, this::part);
    }

    /**
     * Connects to a server; nobody is logged in yet.
     *
     * @throws UntrustedServerException it speaks no TLS, or has a certificate that is not trusted
     * @throws IOException if no server answers there
     */
    public static JimClient connect(ServerAddress server, ClientListener listener, InstantSource clock)
            throws IOException {
        JimClient client = new JimClient(server, listener, clock);
        client.listenTo(client.link.exchange());
        return client;
    }

    /**
     * Comes online by that name, and waits for the answer: as a guest, or where the server answers 401 and there is a
     * password, with that. Who is online already stays so until another name is taken.
     *
     * @throws IOException no server answers there, or not in time
     */
    public Response login(Address account, @Secret @Nullable String password) throws IOException {
        return link.enter(account, password, over -> {
            Response answer = over.ask(presence(account));
            return answer.code().equals(Code.UNAUTHORIZED) && password != null
                    ? over.ask(new Action.Authenticate(now(), new Login(account, password)))
                    : answer;
        });
    }

    /**
     * Comes online as it was before the connection was lost, by the same name; the rooms are to be entered anew.
     *
     * @throws IOException no server answers there, or not in time
     */
    public Response comeBack() throws IOException {
        return login(Objects.requireNonNull(link.name(), "never was online"), link.password());
    }

    /**
     * Makes an account and comes online with it, if not there as a guest of that name already; waits for the answer.
     *
     * @throws IOException the connection is lost, or no answer comes
     */
    public Response register(Address account, @Secret String password) throws IOException {
        Action register = new Action.Register(now(), new Login(account, password));
        return link.name() == null
                ? link.enter(account, password, over -> over.ask(register))
                : link.entered(account, password, link.exchange().ask(register));
    }

    /** That a connection is lost matters to nobody if it is not the one that is used. */
    private void listenTo(RequestPipeline heard) {
        Consumer<String> lost = reason -> {
            if (heard.equals(link.exchange())) {
                listener.onLost(reason);
            }
        };
        heard.start(message -> hear(heard, message), listener::onGarbage, lost, () -> pause.run());
    }

    /**
     * From now on runs {@code task}, on the receiving thread, each time that all which has come is told: what is dear, such
     * as to draw, can be done once for much.
     */
    public void atEachPause(Runnable task) {
        pause = task;
    }

    /** The name that it is online by; null before. */
    public @Nullable Address name() {
        return link.name();
    }

    /** Whether somebody between here and the server can read all that is sent, passwords too. */
    public boolean isExposed() {
        return link.exchange().isExposed();
    }

    /** Whether the connection has ended. */
    public boolean hasEnded() {
        return link.exchange().hasEnded();
    }

    /** Sends a text to an account or a room. See {@link #request}. */
    public void message(Address to, String text, Consumer<Response> onAnswer) {
        String encoding = text.chars().allMatch(c -> c < 0x80) ? null : "utf-8";
        request(new Action.Msg(now(), to, link.name(), encoding, text), onAnswer);
    }

    /** Enters a room. See {@link #request}. */
    public void join(Address room, Consumer<Response> onAnswer) {
        request(new Action.Join(now(), room), answer -> {
            if (answer.code().isError()) {
                rooms.remove(room);
            } else {
                rooms.add(room);
            }
            onAnswer.accept(answer);
        });
    }

    /** Leaves a room. See {@link #request}. */
    public void leave(Address room, Consumer<Response> onAnswer) {
        request(new Action.Leave(now(), room), answer -> {
            if (!answer.code().isError()) {
                rooms.remove(room);
            }
            onAnswer.accept(answer);
        });
    }

    /** The rooms that it has entered and not left, which may have been before the connection was lost. */
    public Set<Address> rooms() {
        return Set.copyOf(rooms);
    }

    /** Asks for the names in a room, or of all that are online. See {@link #request}. */
    public void who(@Nullable Address room, Consumer<Response> onAnswer) {
        request(new Action.Who(now(), room), onAnswer);
    }

    /** Asks who is online, unless it would have to wait for that; the answer is given as in {@link #request}. */
    public void whoIfFree(Consumer<Response> onAnswer) {
        link.exchange().requestIfFree(new Action.Who(now(), null), onAnswer);
    }

    /** Asks for the names of the rooms. See {@link #request}. */
    public void rooms(Consumer<Response> onAnswer) {
        request(new Action.Rooms(now()), onAnswer);
    }

    /** Asks for the names of one's contacts. See {@link #request}. */
    public void contacts(Consumer<Response> onAnswer) {
        request(new Action.GetContacts(now()), onAnswer);
    }

    /** Takes an account among one's contacts. See {@link #request}. */
    public void addContact(Address contact, Consumer<Response> onAnswer) {
        request(new Action.AddContact(now(), contact), onAnswer);
    }

    /** Strikes an account from one's contacts. See {@link #request}. */
    public void removeContact(Address contact, Consumer<Response> onAnswer) {
        request(new Action.DelContact(now(), contact), onAnswer);
    }

    /**
     * Sends a request; waits while too many are unanswered. The answer, a list whole, is given to {@code onAnswer} on the
     * receiving thread; it never comes if the connection is lost.
     *
     * @throws ProtocolException 400 if the request would be too long; nothing is sent then
     */
    public void request(Action action, Consumer<Response> onAnswer) {
        link.exchange().request(action, onAnswer);
    }

    /** Waits for the answers to all requests, as long as they keep coming. */
    public void awaitAnswers() {
        link.exchange().awaitAnswers();
    }

    /**
     * Says {@code quit}, if that shall not mean that all has been read; waits a moment for the answers, and closes. False if
     * not all requests were answered.
     */
    public boolean quit() {
        return part(link.exchange());
    }

    private boolean part(RequestPipeline left) {
        return left.finish(leavesUnread(left) ? null : new Action.Quit(now()));
    }

    /** Quits. Nothing is heard after that. */
    @Override
    public void close() {
        quit();
    }

    private void hear(RequestPipeline heard, Message message) {
        if (message instanceof Response response) {
            if (response.code().isNotice() || response.code().isError()) {
                listener.onNotice(response);
            }
        } else if (message instanceof Action.Msg msg) {
            listener.onMessage(msg);
        } else if (message instanceof Action.Probe) {
            ServerLink.Login login = link.login(heard);
            if (login != null) {
                pause.run();
                String type = leavesUnread(heard) ? Action.Presence.UNREAD : null;
                heard.tell(new Action.Presence(now(), type, login.account(), null));
            }
        }
    }

    private boolean leavesUnread(RequestPipeline over) {
        ServerLink.Login login = link.login(over);
        return login != null && login.password() != null && !listener.showsAll();
    }

    private Action.Presence presence(Address account) {
        return new Action.Presence(now(), null, account, null);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
