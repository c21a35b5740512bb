package chat.jim.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.jim.codec.Codec;
import chat.jim.protocol.Message;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.User;
import chat.jim.protocol.action.Action;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.FrameReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** One peer of the server under test. What it receives is told apart: answers, messages, notices. */
final class Peer implements Closeable {
    private static final int DEADLINE_MILLIS = 30_000;

    private final Socket socket = new Socket();
    private final FrameReader reader;
    private final Queue<Response> answers = new ArrayDeque<>();
    private final Queue<Response> notices = new ArrayDeque<>();
    private final Queue<Action.Msg> messages = new ArrayDeque<>();
    private final List<String> list = new ArrayList<>();
    private final List<User> users = new ArrayList<>();
    private final List<Response> said = new ArrayList<>();
    private final String name;

    Peer(InetSocketAddress server, String name) throws IOException {
        this.name = name;
        socket.connect(server, DEADLINE_MILLIS);
        socket.setSoTimeout(DEADLINE_MILLIS);
        socket.setTcpNoDelay(true);
        reader = new FrameReader(socket.getInputStream());
    }

    String name() {
        return name;
    }

    /** Sends objects, written with single quotes, and a line feed; {@code $me} is the own name. */
    Peer send(String objects) throws IOException {
        return sendBytes((json(objects) + "\n").getBytes(UTF_8));
    }

    /** Sends the same without a line feed. */
    Peer sendBare(String objects) throws IOException {
        return sendBytes(json(objects).getBytes(UTF_8));
    }

    Peer sendBytes(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    String json(String objects) {
        return objects.replace("$me", name).replace('\'', '"');
    }

    Peer presence() throws IOException {
        return send("{'action':'presence','time':1,'user':{'account_name':'$me'}}");
    }

    /** The same with the field {@code resume}, which is JSON. */
    Peer presence(String resume) throws IOException {
        return send("{'action':'presence','time':1,'user':{'account_name':'$me'},'resume':" + resume + "}");
    }

    /** Expects an answer with a resume token, and returns the token; skips the case if the server has no tokens. */
    String token(int code) throws IOException {
        String token = answer(code).text(Detail.RESUME);
        assumeTrue(token != null, "there are no resume tokens there");
        return token;
    }

    Peer login(String verb, String password) throws IOException {
        return send("{'action':'" + verb + "','time':1,'user':{'account_name':'$me','password':'" + password + "'}}");
    }

    Peer msg(String to, String text) throws IOException {
        return send("{'action':'msg','time':1,'to':'" + to + "','message':'" + text + "'}");
    }

    Peer room(String verb, String room) throws IOException {
        return send("{'action':'" + verb + "','time':1,'room':'" + room + "'}");
    }

    /** Sends a presence with a status. */
    Peer status(String status) throws IOException {
        return send(
                "{'action':'presence','time':1,'user':{'account_name':'" + name() + "','status':'" + status + "'}}");
    }

    /** Joins a room that is to be kept, asking for ids; skips the case if it is not kept. */
    Response joinKept(String room) throws IOException {
        send("{'action':'join','time':1,'room':'" + room + "','ids':true}");
        Response answer = await(answers);
        assumeTrue(answer.number(Detail.KEPT) != null, "nothing is kept there");
        return answer;
    }

    /** Says something in a room that is kept, and returns its id. */
    long say(String room, String text) throws IOException {
        Long id = msg(room, text).answer(200).number(Detail.ID);
        assertThat(id).as("the id").isNotNull();
        return id;
    }

    /** Sends a request, without its brace at the end, and returns the parts of the answer that are no lists. */
    List<Response> ask(String request) throws IOException {
        said.clear();
        send(request + "}").expect(200);
        return List.copyOf(said);
    }

    /** The same for the history of a room, with more fields; returns the texts. */
    List<String> history(String room, String more) throws IOException {
        return ask("{'action':'history','time':1,'room':'" + room + "'" + more).stream()
                .map(part -> part.text(Detail.MESSAGE))
                .toList();
    }

    /** Joins a room without notices. */
    Peer quietJoin(String room) throws IOException {
        return send("{'action':'join','time':1,'room':'" + room + "','quiet':true}");
    }

    /** Expects the next answer to have that code. */
    Peer expect(int code) throws IOException {
        answer(code);
        return this;
    }

    /** Asks to come online by another name than its own. */
    Peer presenceOf(String other) throws IOException {
        return send("{'action':'presence','time':1,'user':{'account_name':'" + other + "'}}");
    }

    /** The next answer. */
    Response answer() throws IOException {
        return await(answers);
    }

    /** Expects the next answer to have that code, and returns it with its list. */
    Response answer(int code) throws IOException {
        Response answer = await(answers);
        assertThat(answer.code().number()).as("the code of: %s", answer.text()).isEqualTo(code);
        return answer;
    }

    /** Expects a code, and skips the case if it is another one, which says that the server does not offer this. */
    void expectOrSkip(int code, int unless, String why) throws IOException {
        Response answer = await(answers);
        assumeFalse(answer.code().number() == unless, why);
        assertThat(answer.code().number()).isEqualTo(code);
    }

    /** Asks to come online; true at 200, false at 409. */
    boolean comesOnline() {
        try {
            presence();
            Response answer = await(answers);
            assertThat(answer.code().number()).isIn(200, 409);
            return answer.code().number() == 200;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Response notice() throws IOException {
        return await(notices);
    }

    /** Waits for the notice with this text; passes others over. */
    Response told(String text) throws IOException {
        Response notice = notice();
        while (!text.equals(notice.text())) {
            notice = notice();
        }
        return notice;
    }

    Action.Msg message() throws IOException {
        return await(messages);
    }

    /** Expects that the connection goes on, and that nothing but an answer to this was waiting. */
    Peer expectUsable() throws IOException {
        presence().expect(200);
        assertThat(answers).as("answers to nothing").isEmpty();
        return this;
    }

    /** Expects that no message has come: the peer is asked whether it is there, which comes behind any message. */
    void expectNoMessage() throws IOException {
        expectUsable();
        assertThat(messages).isEmpty();
    }

    /** Quits, and waits for the end of the connection: the name is free then. */
    void quit() throws IOException {
        send("{'action':'quit'}").expect(200);
        expectEnd();
    }

    void expectEnd() throws IOException {
        Message next = next();
        while (next != null) {
            next = next();
        }
    }

    /** The next bytes that one read gives, as text. */
    String read() throws IOException {
        byte[] bytes = new byte[1024];
        int count = socket.getInputStream().read(bytes);
        return new String(bytes, 0, Math.max(0, count), UTF_8);
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private <T> T await(Queue<T> queue) throws IOException {
        while (queue.isEmpty()) {
            Message message = next();
            assertThat(message).as("something, not the end of the connection").isNotNull();
            sort(message);
        }
        return queue.remove();
    }

    private void sort(Message message) {
        if (message instanceof Action.Msg msg) {
            messages.add(msg);
        } else if (message instanceof Response response && response.code().isNotice()) {
            notices.add(response);
        } else if (message instanceof Response response) {
            list.addAll(response.names() == null ? List.of() : response.names());
            users.addAll(response.users());
            if (response.isPart() && (response.number(Detail.ID) != null || response.text(Detail.ROOM) != null)) {
                said.add(response);
            }
            if (!response.isPart()) {
                answers.add(response.withNames(list).withUsers(users));
                list.clear();
                users.clear();
            }
        }
    }

    private Message next() throws IOException {
        try {
            Frame frame = reader.read();
            return frame == null ? null : Codec.decode(frame);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("Nothing came within " + DEADLINE_MILLIS + " ms", e);
        } catch (FrameException e) {
            throw new AssertionError("The server sent no good object", e);
        }
    }
}
