package chat.jim.server.cluster.nats;

import chat.jim.log.OncePerMinute;
import io.nats.client.Connection;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what jnats complains about into our log, at most once a minute. It would write to the standard error otherwise. */
final class EngineLog implements ErrorListener {
    private static final Logger LOG = LoggerFactory.getLogger(EngineLog.class);

    private final OncePerMinute warning;
    private final Notes notes;

    /** Is told what goes wrong on one connection. Must not wait. */
    interface Notes {
        /** Something that has happened on this side. */
        void onException(Exception exception);

        /** What the engine says of something that this side has done. */
        void onError(String error);
    }

    EngineLog() {
        this(new OncePerMinute(), new Notes() {
            @Override
            public void onException(Exception exception) {}

            @Override
            public void onError(String error) {}
        });
    }

    private EngineLog(OncePerMinute warning, Notes notes) {
        this.warning = warning;
        this.notes = notes;
    }

    /** The same log, for one connection that somebody wants to know about, too. */
    EngineLog noting(Notes more) {
        return new EngineLog(warning, more);
    }

    @Override
    public void errorOccurred(Connection connection, String error) {
        notes.onError(error);
        warn("NATS says: {}", error);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception exception) {
        notes.onException(exception);
        LOG.debug("A connection to NATS: {}", String.valueOf(exception));
    }

    @Override
    public void slowConsumerDetected(Connection connection, Consumer consumer) {
        warn("Messages of other servers are dropped: {}", "this server is too slow for them");
    }

    @Override
    public void messageDiscarded(Connection connection, Message message) {
        warn("A message was not sent to NATS: {}", message.getSubject());
    }

    @Override
    public void socketWriteTimeout(Connection connection) {
        warn("NATS does not read: {}", "giving up this connection");
    }

    private void warn(String format, String what) {
        if (warning.isDue()) {
            LOG.warn(format, what);
        } else {
            LOG.debug(format, what);
        }
    }
}
