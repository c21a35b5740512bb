package chat.jim.client;

import chat.jim.log.Secret;
import chat.jim.protocol.Address;
import chat.jim.protocol.Flag;
import chat.jim.protocol.Response;
import chat.jim.protocol.User;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.Login;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The account of the user of a client: makes it, and changes what belongs to it. Methods that return a response block until
 * the server has answered, and throw {@link IOException} if the connection is lost or no answer comes. From any thread but
 * the receiving one.
 */
public final class OwnAccount {
    private final JimClient client;

    /** What the user says of himself; empty is nothing. */
    private volatile String status = "";

    OwnAccount(JimClient client) {
        this.client = client;
    }

    /** Asks whether an account of that name can be made, before anybody chooses a password: 400 says that it can. */
    public Response ask(Address account) throws IOException {
        Action asking = register(account, null, null);
        return client.name() == null
                ? client.comeOnline(new Credentials(account, null), List.of(() -> asking))
                : client.link().requests().ask(asking);
    }

    /** Makes an account and comes online with it, or stays online if already there as a guest of that name. */
    public Response register(Address account, @Secret String password) throws IOException {
        Credentials asked = new Credentials(account, password);
        Action register = register(account, password, Login.Resume.ASK);
        return client.name() == null ? client.comeOnline(asked, List.of(() -> register)) : askAs(asked, register);
    }

    /** Changes the password of the account with which the client is online. */
    public Response changePassword(@Secret String password, @Secret String newPassword) throws IOException {
        Address own = Objects.requireNonNull(client.name(), "never was online");
        Action passwd = new Action.Passwd(client.now(), new Login(own, password), newPassword, Login.Resume.ASK);
        return askAs(new Credentials(own, newPassword), passwd);
    }

    /** Sets what the user says of himself, also after coming back; an empty text is nothing. */
    public void setStatus(String text, Consumer<Response> onAnswer) {
        Address own = Objects.requireNonNull(client.name(), "never was online");
        client.request(new Action.Presence(client.now(), Credentials.WITH_STATUS, own, text), answer -> {
            status = answer.code().isError() ? status : text;
            onAnswer.accept(answer);
        });
    }

    /** Has the server tell nobody for how long the user has done nothing, and when the user was there; or tell it again. */
    public void setHidden(boolean hidden, Consumer<Response> onAnswer) {
        User user = new User(
                Objects.requireNonNull(client.name(), "never was online"), null, hidden ? Flag.YES : Flag.NO, null);
        client.request(new Action.Presence(client.now(), Credentials.WITH_STATUS, user, null, null), onAnswer);
    }

    String status() {
        return status;
    }

    /** Adds an account to the user's contacts. */
    public void addContact(Address contact, Consumer<Response> onAnswer) {
        client.request(new Action.AddContact(client.now(), contact), onAnswer);
    }

    /** Removes an account from the user's contacts. */
    public void removeContact(Address contact, Consumer<Response> onAnswer) {
        client.request(new Action.DelContact(client.now(), contact), onAnswer);
    }

    /** Makes a request with which the user has other credentials than before, if it is granted. */
    private Response askAs(Credentials credentials, Action request) throws IOException {
        ServerLink link = client.link();
        Response answer = link.requests().ask(request);
        if (!answer.code().isError()) {
            link.setLogin(credentials);
        }
        return client.links().remember(credentials, answer);
    }

    private Action register(Address account, @Nullable String password, Login.@Nullable Resume resume) {
        return new Action.Register(client.now(), new Login(account, password), resume, Credentials.IDS);
    }
}
