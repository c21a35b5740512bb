package chat.jim.client.console;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.JimClient;
import chat.jim.client.link.Patience;
import chat.jim.client.link.ServerAddress;
import chat.jim.client.link.ServerList;
import chat.jim.client.link.ServerName;
import chat.jim.client.personal.IgnoreList;
import chat.jim.client.recall.RecallWishes;
import chat.jim.client.screen.Palette;
import chat.jim.client.screen.Screen;
import chat.jim.client.terminal.PlainTerminal;
import chat.jim.client.terminal.Terminal;
import chat.jim.process.LineWriter;
import chat.jim.testing.RawClient;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The chat of alice in this process, over a server that is played by the test, or at a second one; it is noon there, and stays so. */
final class PlayedChat implements Closeable {
    static final String OK = "{'response':200,'time':1,'alert':'Done.'}";

    /** Noon of today, in microseconds. */
    static final long NOON = micros(12, 0);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PipedOutputStream typed = new PipedOutputStream();
    private final ServerSocket elsewhere = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final JimClient client;
    private RawClient server;

    /** Starts it and lets alice in, with a password if there is one, and with these objects before the answer. */
    PlayedChat(RecallWishes wishes, @Nullable String password, String... before) throws IOException {
        InstantSource clock = InstantSource.fixed(Instant.EPOCH.plusMillis(NOON / 1000));
        List<ServerName> names = Stream.of(listening, elsewhere)
                .map(server -> new ServerAddress("127.0.0.1", server.getLocalPort(), null))
                .map(address -> new ServerName(address, null))
                .toList();
        client = new JimClient(ServerList.of(names, () -> 0), clock, Patience.USUAL);
        BufferedReader lines = new BufferedReader(new InputStreamReader(new PipedInputStream(typed), UTF_8));
        Terminal terminal = PlainTerminal.ofPipe(lines, new LineWriter(printed));
        Preferences preferences = new Preferences(List.of(), null, null, null, IgnoreList.ofSession(), wishes);
        Screen screen = new Screen(terminal, new Palette(false), clock);
        Chat chat = new Chat(client, terminal, screen, password, preferences, clock);
        client.connect(chat);
        Thread thread = new Thread(() -> chat.run("alice"));
        thread.setDaemon(true);
        thread.start();
        server = RawClient.accept(listening);
        answer("presence", before);
        server.send(OK);
        awaitPrinted("Connected to");
    }

    /** The time of today in microseconds. */
    static long micros(int hour, int minute) {
        return LocalDate.of(2026, 11, 29)
                        .atTime(LocalTime.of(hour, minute))
                        .atZone(ZoneId.systemDefault())
                        .toEpochSecond()
                * 1_000_000;
    }

    /** Accepts the connection of who comes, or comes back, and answers the login. */
    void letIn() {
        letIn(OK);
    }

    private void letIn(String answer) {
        server = RawClient.accept(listening);
        answer("presence", answer);
    }

    RawClient server() {
        return server;
    }

    void type(String line) throws IOException {
        typed.write((line + "\n").getBytes(UTF_8));
        typed.flush();
    }

    /** Waits for the request with those words and sends these objects; requests for lists before it are answered, too. */
    String answer(String words, String... objects) {
        String request = server.receive();
        while (!request.contains(words)) {
            assertThat(request).containsAnyOf("\"who\"", "\"rooms\"", "\"mark\"");
            server.send(OK);
            request = server.receive();
        }
        for (String object : objects) {
            server.send(object);
        }
        return request;
    }

    /** Waits for the requests with those words, which come in any order, and answers each. */
    void answerInAnyOrder(String... words) {
        List<String> awaited = new ArrayList<>(List.of(words));
        while (!awaited.isEmpty()) {
            String request = server.receive();
            assertThat(awaited.removeIf(request::contains)).as(request).isTrue();
            server.send(OK);
        }
    }

    /** What a server sends of the history: a message of bob. */
    static String part(long id, String text) {
        return "{'response':202,'time':1,'id':" + id + ",'room':'#tea','from':'bob','message':'" + text + "'}";
    }

    /** The same as it is said now. */
    static String live(long id, String text) {
        return "{'action':'msg','time':1,'to':'#tea','from':'bob','message':'" + text + "','id':" + id + "}";
    }

    /** Enters the room and is shown what was said there. */
    void enter(long newest, long read, String part) throws IOException {
        type("join #tea");
        answer("join", "{'response':200,'time':1,'id':" + newest + ",'read':" + read + ",'unread':0,'kept':0}");
        answer("history", part, OK);
        awaitPrinted("#tea bob: ");
    }

    /** Breaks the link, and lets the chat come back. */
    void breakLink() {
        breakLink(OK);
    }

    /** The same with that answer to the login. */
    void breakLink(String answer) {
        long before = count("Trying to come back.");
        server.close();
        await().until(() -> count("Trying to come back.") > before);
        letIn(answer);
    }

    /** The server is killed, and the chat comes back at the other one that it knows; returns where that is. */
    String killServer() throws IOException {
        listening.close();
        server.close();
        awaitPrinted("Trying to come back.");
        listening = elsewhere;
        return "127.0.0.1, port " + elsewhere.getLocalPort();
    }

    /** In how many lines the words were printed. */
    long count(String words) {
        return printed.toString(UTF_8)
                .lines()
                .filter(line -> line.contains(words))
                .count();
    }

    void awaitPrinted(String words) {
        await().untilAsserted(() -> assertThat(printed.toString(UTF_8)).contains(words));
    }

    /** Waits until the server has seen that the chat has handled all that was sent. */
    List<String> printedAfter(String lastText) {
        awaitPrinted(lastText);
        return printed.toString(UTF_8).lines().toList();
    }

    @Override
    public void close() throws IOException {
        CompletableFuture<Void> hangingUp = CompletableFuture.runAsync(client::hangUp);
        List<String> ignored = server.receiveAll();
        server.close();
        hangingUp.join();
        listening.close();
        elsewhere.close();
    }
}
