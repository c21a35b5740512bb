package chat.jim.server.admin;

import chat.jim.codec.JsonLine;
import chat.jim.log.Audit;
import chat.jim.protocol.Code;
import chat.jim.server.control.ControlSocket;
import chat.jim.server.control.RefusedException;
import chat.jim.server.control.Reply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Has each request of the operator done by the one who can do it, and writes into the audit file who has asked for what. */
public final class AdminRequests implements ControlSocket.Requests {
    /** These fields of a request are worth a note. */
    private static final List<String> NOTED = List.of("name", "network", "level", "reason", "text");

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
        Handler handler = handlers.get(action);
        if (handler == null) {
            throw RefusedException.of(
                    Code.BAD_REQUEST, "control.unknown", action, String.join(", ", handlers.keySet()));
        }
        try {
            Reply reply = handler.answer(request);
            if (!reply.isQuestion()) {
                audit(action, request, user, "ok");
            }
            return reply;
        } catch (RuntimeException e) {
            audit(action, request, user, "failed");
            throw e;
        }
    }

    private static void audit(String action, JsonLine request, String user, String result) {
        Audit line =
                Audit.of("admin").with("action", action).with("result", result).with("user", user);
        for (String field : NOTED) {
            String value = request.optionalText(field);
            line.with(field, value == null || value.isEmpty() ? null : value);
        }
        long seconds = request.number("seconds", 0);
        line.with("seconds", seconds > 0 ? seconds : null).write();
    }
}
