package chat.jim.server.peer;

import chat.jim.codec.IdField;
import chat.jim.dialect.PeerDialect;
import chat.jim.net.Connection;
import chat.jim.net.FlushBatch;
import chat.jim.wire.BareForm;
import chat.jim.wire.Frame;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The way to a peer that is connected to this server. Frames go out in the form that its program reads. */
final class ConnectionOutlet implements Outlet {
    private final Connection connection;
    private final PeerDialect dialect;
    private final Duration keepAlive;

    /** @param keepAlive the silence after which TCP probes a peer that understands no probes; zero means never */
    ConnectionOutlet(Connection connection, PeerDialect dialect, Duration keepAlive) {
        this.connection = connection;
        this.dialect = dialect;
        this.keepAlive = keepAlive;
    }

    @Override
    public InetAddress address() {
        return connection.address();
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public boolean isBare() {
        return connection.isBare();
    }

    @Override
    public boolean decidesOnIds() {
        return false;
    }

    @Override
    public int waitingBytes() {
        return connection.borrowedBytes();
    }

    @Override
    public void setForeign(boolean foreign, Duration pace) {
        connection.forceBare(foreign, pace);
        if (foreign) {
            connection.keepAlive(keepAlive);
        }
    }

    @Override
    public boolean deliver(OutgoingMsg msg, boolean wantsIds, Sender sender) {
        if (takesStandard(msg)) {
            return connection.push(standard(msg, wantsIds), sender.batch());
        }
        return !dialect.onlyWrites()
                && msg.encode(dialect).stream().allMatch(frame -> connection.push(frame, sender.batch()));
    }

    /** Whether the message can go to the peer in the specification's form, in one piece. */
    private boolean takesStandard(OutgoingMsg msg) {
        return dialect.isStandard() && (!connection.isBare() || BareForm.fits(msg.standard()));
    }

    /** The message in the specification's form: for who has asked for ids with the server's, or none. */
    private Frame standard(OutgoingMsg msg, boolean wantsIds) {
        if (!wantsIds) {
            return msg.standard();
        }
        Frame forAsker = msg.standardForAsker();
        return !connection.isBare() || BareForm.fits(forAsker) ? forAsker : IdField.without(msg.standard());
    }

    @Override
    public boolean deliver(OutgoingMsg msg, boolean wantsIds) {
        return takesStandard(msg)
                ? connection.push(standard(msg, wantsIds))
                : msg.encode(dialect).stream().allMatch(connection::push);
    }

    @Override
    public void post(Frame part) {
        connection.post(part);
    }

    @Override
    public void push(Frame frame) {
        connection.push(frame);
    }

    @Override
    public void hint(Frame notice) {
        connection.hint(readable(notice));
    }

    @Override
    public void hint(Frame notice, Peer source, boolean ifAsker) {
        connection.hint(readable(notice), source.batch());
    }

    private Frame readable(Frame notice) {
        return connection.isBare() ? ShortForm.of(notice) : notice;
    }

    @Override
    public FlushBatch batch() {
        return connection.batch();
    }

    @Override
    public void flush() {
        connection.flush();
    }

    @Override
    public BooleanSupplier written() {
        return connection.written();
    }

    @Override
    public boolean end(@Nullable Frame reason) {
        return connection.dismiss(reason);
    }

    @Override
    public String toString() {
        return connection.peer();
    }
}
