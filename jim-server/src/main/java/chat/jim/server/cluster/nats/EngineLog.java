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
    private final java.util.function.Consumer<Exception> noting;

    EngineLog() {
        this(new OncePerMinute(), exception -> {});
    }

    private EngineLog(OncePerMinute warning, java.util.function.Consumer<Exception> noting) {
        this.warning = warning;
        this.noting = noting;
    }

    /** The same log, for one connection whose exceptions are noted, too. */
    EngineLog noting(java.util.function.Consumer<Exception> exceptions) {
        return new EngineLog(warning, exceptions);
    }

    @Override
    public void errorOccurred(Connection connection, String error) {
        warn("NATS says: {}", error);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception exception) {
        noting.accept(exception);
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
