package chat.jim.dialect;

import chat.jim.codec.Codec;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.wire.Frame;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How a dialect writes a message: its fields in order. */
final class Form {
    /** What may stand in a field. */
    enum Part {
        SENDER,
        /** What the reader calls itself. */
        READER,
        /** The room; for a message to one person, what the reader calls itself. */
        ADDRESSEE,
        /** The same, where the common room is called {@code #}. */
        ADDRESSEE_OR_HASH,
        TIME,
        TEXT
    }

    private final String verbField;
    private final String verb;
    private final Map<String, Part> parts = new LinkedHashMap<>();

    /** A form that begins with that verb in that field. */
    Form(String verbField, String verb) {
        this.verbField = verbField;
        this.verb = verb;
    }

    /** The same form with one more field. */
    Form with(String field, Part part) {
        Form form = new Form(verbField, verb);
        form.parts.putAll(parts);
        form.parts.put(field, part);
        return form;
    }

    /** Writes a message, whose sender is named, for a reader that calls itself {@code selfName}. */
    Frame write(Action.Msg msg, String selfName) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put(verbField, verb);
        parts.forEach((field, part) -> {
            if (part == Part.TIME) {
                object.put(field, msg.time());
            } else {
                object.put(field, text(part, msg, selfName));
            }
        });
        return Codec.encode(object);
    }

    private static String text(Part part, Action.Msg msg, String selfName) {
        return switch (part) {
            case SENDER -> Objects.requireNonNull(msg.from()).toString();
            case READER -> selfName;
            case ADDRESSEE -> msg.to().isRoom() ? room(msg.to()) : selfName;
            case ADDRESSEE_OR_HASH -> msg.to().equals(Dialect.COMMON_ROOM) ? "#" : text(Part.ADDRESSEE, msg, selfName);
            case TIME -> throw new IllegalArgumentException("A time is a number.");
            case TEXT -> msg.message();
        };
    }

    private static String room(Address to) {
        return to.equals(Dialect.COMMON_ROOM) ? Dialect.COMMON_ROOM.toString() : to.toString();
    }
}
