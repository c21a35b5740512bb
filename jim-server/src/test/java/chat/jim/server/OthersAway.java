package chat.jim.server;

import chat.jim.net.Connection;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.routing.Orders;
import chat.jim.server.routing.Others;
import chat.jim.server.routing.RoomHomes;
import chat.jim.server.routing.Routed;
import chat.jim.server.store.AccountKey;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Other servers that give nothing but names, and no answer but to what is sent to some. */
final class OthersAway implements Others {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private Runnable cutOff = () -> {};
    private volatile boolean hasMoved;

    /** Counted down when somebody waits for {@link #answer}. */
    CountDownLatch asked() {
        return asked;
    }

    /** For what some wait. */
    CountDownLatch answer() {
        return answer;
    }

    /** For what others wait. */
    CountDownLatch end() {
        return end;
    }

    /** This server loses them. */
    void cutOff() {
        cutOff.run();
    }

    @Override
    public void begin(Here here, Runnable cutOff) {
        this.cutOff = cutOff;
    }

    @Override
    public boolean isValid() {
        return true;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public String trouble() {
        return null;
    }

    @Override
    public Orders orders() {
        throw new UnsupportedOperationException();
    }

    @Override
    public RoomHomes homes() {
        return new RoomsHere();
    }

    @Override
    public boolean isHere(Address name) {
        return true;
    }

    @Override
    public boolean claim(Address name, @Nullable Right right, BooleanSupplier isThere) {
        if (isCalled(name, "unknown")) {
            throw new ProtocolException(Code.UNAVAILABLE, "The server that has it does not answer: try again.");
        }
        if (isCalled(name, "late")) {
            waitForAnswer();
        }
        return true;
    }

    @Override
    public void release(Address name, AccountKey account) {
        if (isCalled(name, "leaving")) {
            await(end);
        }
    }

    @Override
    public Parcel parcel(OutgoingMsg msg, Peer sender, Address to, Fallback fallback) {
        if (isCalled(to, "unknown")) {
            throw new ProtocolException(Code.UNAVAILABLE, "The other servers cannot be asked for " + to + ".");
        }
        if (isCalled(to, "slow")) {
            return this::waitForAnswer;
        }
        if (isCalled(to, "stuck")) {
            return () -> await(end);
        }
        if (isCalled(to, "coming")) {
            OutgoingMsg.Copy copy = msg.copy();
            return () -> {
                waitForAnswer();
                return fallback.ifNobody(copy.message(InstantSource.system()));
            };
        }
        if (isCalled(to, "moving") && !hasMoved) {
            hasMoved = true;
            return () -> Routed.toUser(0);
        }
        return isCalled(to, "silent") ? OthersAway::waitForNothing : null;
    }

    private Routed waitForAnswer() {
        asked.countDown();
        return await(answer);
    }

    private static Routed await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Routed.toUser(0);
    }

    private static Routed waitForNothing() {
        throw new ProtocolException(Code.NO_ANSWER, "There is no answer: nobody knows whether it arrived.");
    }

    private static boolean isCalled(Address name, String text) {
        return name.equals(Address.account(text));
    }

    @Override
    public Parcel parcelBehind(Parcel before, OutgoingMsg msg) {
        return before;
    }

    @Override
    public void keep(Address account, CompletableFuture<Long> stored) {}

    @Override
    public boolean have(AccountKey account) {
        return false;
    }

    @Override
    public void tellTakenBack(AccountKey reader, Address by, long id) {}

    @Override
    public boolean have(Address name) {
        return false;
    }

    @Override
    public Names names() {
        return new Names(List.of(), 2);
    }

    @Override
    public Map<Address, String> statuses() {
        return Map.of();
    }

    @Override
    public Somebody find(Address name) {
        return null;
    }

    @Override
    public void tellFailedLogin(Address account, InetAddress network) {}

    @Override
    public void tellNews(String news, List<AccountKey> readers) {}

    @Override
    public Detour detour(String node, Connection connection, byte[] first) {
        throw new ProtocolException(Code.UNAVAILABLE, "The server does not answer: try again.");
    }

    @Override
    public void send(List<Parcel> parcels) {}

    @Override
    public void leave() {}

    @Override
    public void close() {}
}
