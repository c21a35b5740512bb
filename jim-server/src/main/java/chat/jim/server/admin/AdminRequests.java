package chat.jim.server.admin;

import chat.jim.codec.JsonLine;
import chat.jim.log.Audit;
import chat.jim.protocol.Code;
import chat.jim.protocol.Limits;
import chat.jim.server.control.ControlSocket;
import chat.jim.server.control.RefusedException;
import chat.jim.server.control.Reply;
import chat.jim.server.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has each request of the operator done by the one who can do it, and writes into the audit file who has asked for what. */
public final class AdminRequests implements ControlSocket.Requests {
    /** These fields of a request are worth a note. */
    private static final List<String> NOTED = List.of("name", "network", "level", "reason");

    private static final String SECONDS = "seconds";
    private static final long NO_SECONDS = -1;
    private static final Logger LOG = LoggerFactory.getLogger(AdminRequests.class);

    private final Map<String, Handler> handlers = new TreeMap<>();

    /** Does one kind of request. May be called from any thread. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Does it.
         *
         * @throws RefusedException it cannot be done
         */
        Reply answer(JsonLine request);
    }

    /** Knows no request yet. */
    public AdminRequests() {}

    /** From now on, that handler does what has that {@code action}. Call this before the first request. */
    public AdminRequests add(String action, Handler handler) {
        handlers.put(action, handler);
        return this;
    }

    @Override
    public Reply answer(JsonLine request, String user) {
        String action = request.text("action");
        Audit line = Audit.of("admin").with("action", action).with("user", user);
        for (String field : NOTED) {
            String value = request.optionalText(field);
            line.with(field, value == null || value.isEmpty() ? null : value);
        }
        long seconds = request.number(SECONDS, NO_SECONDS);
        line.with(SECONDS, seconds == NO_SECONDS ? null : seconds);
        String result = "failed";
        try {
            Reply reply = done(action, request);
            result = reply.isQuestion() ? "" : "ok";
            return reply;
        } catch (StoreException e) {
            LOG.warn("The request {} of the operator has failed: {}", action, e.getMessage());
            String key = e.code().equals(Code.SERVER_ERROR) ? "accounts.failed" : "cluster.unopened";
            throw RefusedException.of(Code.SERVER_ERROR, key, String.valueOf(e.getMessage()));
        } finally {
            if (!result.isEmpty()) {
                line.with("result", result).write();
            }
        }
    }

    private Reply done(String action, JsonLine request) {
        Handler handler = handlers.get(action);
        if (handler == null) {
            throw RefusedException.of(
                    Code.BAD_REQUEST, "control.unknown", action, String.join(", ", handlers.keySet()));
        }
        return handler.answer(request);
    }

    /** The number of seconds in a request; {@code otherwise} if it says none. */
    static long seconds(JsonLine request, long least, long otherwise) {
        long seconds = request.number(SECONDS, NO_SECONDS);
        if (seconds == NO_SECONDS) {
            return otherwise;
        }
        if (seconds < least || seconds > Limits.SANCTION_SECONDS) {
            throw RefusedException.of(Code.BAD_REQUEST, "admin.time", least);
        }
        return seconds;
    }
}
