package chat.jim.codec;

import chat.jim.protocol.Address;
import chat.jim.protocol.Flag;
import chat.jim.protocol.Message;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.HistoryAction;
import chat.jim.protocol.action.Login;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the plain messages, which programs send most: responses, and the actions of every client's start.
 * These are the bytes that {@link Json} would write, but a client starts without loading Jackson. Whatever is less plain
 * (escapes, other actions) is left to {@link Json}.
 */
final class PlainWriter {
    private final StringBuilder json = new StringBuilder(160).append('{');
    private boolean plain = true;

    private PlainWriter() {}

    /** The message as JSON, or null if it is not plain. */
    static byte @Nullable [] write(Message message) {
        PlainWriter writer = new PlainWriter();
        if (message instanceof Response response) {
            writer.write(response);
        } else if (message instanceof Action action) {
            writer.write(action);
        }
        writer.json.append('}');
        return writer.plain ? writer.json.toString().getBytes(StandardCharsets.UTF_8) : null;
    }

    private void write(Response response) {
        put("response", response.code().number());
        put("time", response.time());
        put("alert", response.alert());
        put("error", response.error());
        put("list", response.names());
        response.details().forEach((detail, value) -> {
            switch (detail.kind()) {
                case TEXT -> put(detail.word(), (String) value);
                case NUMBER -> put(detail.word(), (Long) value);
                case FLAG -> put(detail.word(), (Boolean) value);
            }
        });
        plain &= response.user() == null;
    }

    private void write(Action action) {
        if (action instanceof Action.Presence presence) {
            start("presence", action);
            put("type", presence.type());
            putUser(presence.user().account(), "status", presence.user().status());
            plain &= presence.user().hidden() == null;
            put(presence.resume());
            put("ids", presence.ids());
        } else if (action instanceof Action.Authenticate authenticate) {
            start("authenticate", action);
            putLogin(authenticate.login());
            put(authenticate.resume());
            put("ids", authenticate.ids());
            put(
                    "session",
                    authenticate.session() == null
                            ? null
                            : authenticate.session().word());
        } else if (action instanceof Action.Register register) {
            start("register", action);
            putLogin(register.login());
            put(register.resume());
            put("ids", register.ids());
        } else if (action instanceof Action.Join join) {
            start("join", action);
            put("room", join.room().toString());
            put("quiet", join.quiet());
            put("ids", join.ids());
            put("about", join.about());
        } else if (action instanceof Action.Msg msg) {
            start("msg", action);
            put("to", msg.to().toString());
            put("from", msg.from() == null ? null : msg.from().toString());
            put("encoding", msg.encoding());
            put("message", msg.message());
            put("me", msg.me());
            put("keep", msg.keep());
        } else if (action instanceof HistoryAction.History history) {
            start("history", action);
            put("room", history.room());
            put("user", history.user());
            put("before", history.before());
            put("after", history.after());
            put("limit", history.limit());
            put("raw", history.raw());
            put("direct", history.direct());
        } else if (action instanceof HistoryAction.Mark mark) {
            start("mark", action);
            put("room", mark.room());
            put("user", mark.user());
            put("id", mark.id());
        } else if (action instanceof Action.Quit) {
            start("quit", action);
        } else {
            plain = false;
        }
    }

    private void start(String verb, Action action) {
        put("action", verb);
        put("time", action.time());
    }

    private void putLogin(Login login) {
        putUser(login.account(), "password", login.password());
    }

    private void putUser(Address account, String field, @Nullable String value) {
        name("user");
        json.append('{');
        put("account_name", account.toString());
        put(field, value);
        json.append('}');
    }

    private void put(Login.@Nullable Resume resume) {
        if (resume != null && resume.token() == null) {
            name("resume");
            json.append(true);
        } else if (resume != null) {
            put("resume", resume.token());
        }
    }

    private void put(String field, @Nullable Flag flag) {
        put(field, flag == null ? null : flag == Flag.YES);
    }

    private void put(String field, @Nullable Boolean flag) {
        if (flag != null) {
            name(field);
            json.append(flag);
        }
    }

    private void put(String field, @Nullable Number number) {
        if (number != null) {
            name(field);
            json.append(number);
        }
    }

    private void put(String field, @Nullable Address address) {
        put(field, address == null ? null : address.toString());
    }

    /** Leaves the field out where there is no text. */
    private void put(String field, @Nullable String text) {
        if (text != null) {
            name(field);
            put(text);
        }
    }

    /** Leaves the field out where there is no list. */
    private void put(String field, @Nullable List<String> texts) {
        if (texts != null) {
            name(field);
            json.append('[');
            for (int i = 0; i < texts.size(); i++) {
                json.append(i == 0 ? "" : ",");
                put(texts.get(i));
            }
            json.append(']');
        }
    }

    private void put(String text) {
        json.append('"').append(text).append('"');
        for (int i = 0; i < text.length(); i++) {
            plain &= !isSpecial(text.charAt(i));
        }
    }

    private void name(String field) {
        boolean isFirst = json.charAt(json.length() - 1) == '{';
        json.append(isFirst ? "\"" : ",\"").append(field).append("\":");
    }

    private static boolean isSpecial(char unit) {
        return unit < ' ' || unit == '"' || unit == '\\' || Character.isSurrogate(unit);
    }
}
