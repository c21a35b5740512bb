package chat.jim.dialect;

import chat.jim.codec.Codec;
import chat.jim.codec.Json;
import chat.jim.dialect.Parts.Place;
import chat.jim.protocol.Address;
import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.action.Action;
import chat.jim.text.Pieces;
import chat.jim.wire.BareForm;
import chat.jim.wire.Frame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a program has a message: an object as a pattern, and the places in it for sender, addressee, time and text (PROTOCOL.md,
 * appendix). What it writes can be read with one read of 1,024 bytes. It never changes.
 */
public final class Form {
    /** As the specification has it. */
    static final String MSG = "{'action':'msg','time':0,'to':'','from':'','message':''}";

    /** With all names of a part side by side, so that each program finds those that it knows. */
    static final String FOR_ALL = "{'action':'message','time':0,'from':'','to':'','mess_text':'','message_text':'',"
            + "'sender':'','destination':'','message':'','recipient':'','user':{'account_name':''}}";

    private static final Set<Part> FILLED = Set.of(Part.SENDER, Part.NAME, Part.ADDRESSEE, Part.TIME, Part.TEXT);

    /** A program takes this field for an order about the message (PROTOCOL.md, section 6): it is not repeated. */
    private static final String DEED = "me";

    /** The form of {@link #MSG}. */
    public static final Form SPECIFICATION = like(MSG);

    private final ObjectNode pattern;

    /** The first place of each part, and then further ones, the last of which is left out first. */
    private final List<Place> needed = new ArrayList<>();

    private final List<Place> optional = new ArrayList<>();

    /** What makes another object one of the same form. */
    private final Set<String> shape = new HashSet<>();

    private Form(ObjectNode object) {
        for (Place place : Parts.of(object).places()) {
            if (FILLED.contains(place.part())) {
                (has(place.part()) || place.part() == Part.NAME ? optional : needed).add(place);
            }
            if (place.part() == Part.VERB) {
                shape.add(place.at() + " " + place.value());
            } else if (FILLED.contains(place.part()) && place.part() != Part.TIME) {
                shape.add(place.at() + " " + place.part());
            }
        }
        pattern = copy(object, JsonPointer.empty());
    }

    /**
     * The form of a message that a program has written; null if it has no room for one.
     *
     * @param names whether it gets {@code sender} and {@code from}, where it has neither: programs look for them, but not
     *     those that write as the specification has it
     */
    static @Nullable Form of(ObjectNode written, boolean names) {
        Form form = new Form(written);
        if (names && !written.has("sender") && !written.has("from")) {
            for (String name : form.isSpecification() ? List.of("from") : List.of("sender", "from")) {
                Place place = new Place(Part.SENDER, JsonPointer.empty().appendProperty(name), "");
                (form.has(Part.SENDER) ? form.optional : form.needed).add(place);
            }
        }
        return form.hasRoom() ? form : null;
    }

    /** The form of a message that a program has written. */
    public static Form of(Frame written) {
        return new Form(Json.object(written));
    }

    /** Whether what a program has written is just this message, with its sender and its addressee. */
    public static boolean says(Frame written, Action.Msg msg) {
        String sender = String.valueOf(msg.from());
        try {
            return new DialectReader(sender, false, name -> !msg.to().isRoom()).action(Json.object(written), written)
                            instanceof Action.Msg read
                    && read.frame() != null
                    && sender.equals(String.valueOf(read.from()))
                    && msg.to().equals(read.to())
                    && msg.message().equals(read.message());
        } catch (ProtocolException e) {
            return false;
        }
    }

    /** The form of an example, with single quotes. */
    static Form like(String example) {
        return new Form(Json.object(Frame.ofText(example.replace('\'', '"'))));
    }

    /** The form with all names side by side, for a reader that has this field for the verb. */
    public static Form forAll(String verbField) {
        return like(FOR_ALL.replace("action", verbField));
    }

    /** Has no lists, but for empty ones, as which a null was read; and no optional places. */
    private ObjectNode copy(ObjectNode object, JsonPointer at) {
        ObjectNode copy = object.objectNode();
        object.properties().forEach(member -> {
            JsonNode value = member.getValue();
            JsonPointer inner = at.appendProperty(member.getKey());
            if (value instanceof ObjectNode nested) {
                ObjectNode members = copy(nested, inner);
                if (!members.isEmpty()) {
                    copy.set(member.getKey(), members);
                }
            } else if (value.isEmpty()
                    && !member.getKey().equals(DEED)
                    && optional.stream().noneMatch(place -> place.at().equals(inner))) {
                copy.set(member.getKey(), value.isArray() ? copy.nullNode() : value);
            }
        });
        return copy;
    }

    private boolean has(Part part) {
        return needed.stream().anyMatch(place -> place.part() == part);
    }

    private boolean hasRoom() {
        String name = "\u0436".repeat(Limits.NAME);
        Action.Msg msg = new Action.Msg(0, Address.of(name), Address.account(name), null, name.repeat(4));
        return has(Part.TEXT) && has(Part.SENDER) && BareForm.fits(object(needed, false, msg, name, msg.message()));
    }

    /** Whether objects of the one form are objects of the other one. */
    boolean isSameAs(Form other) {
        return shape.equals(other.shape);
    }

    /** Whether it is the specification's, which leaves the sender to the server, whatever else the objects have. */
    boolean isSpecification() {
        Set<String> named = new HashSet<>(shape);
        named.add("/from SENDER");
        return named.equals(SPECIFICATION.shape);
    }

    /**
     * Writes a message, whose sender is named, in as many objects as it needs.
     *
     * @param addressee what stands for the addressee
     */
    public List<Frame> write(Action.Msg msg, String addressee) {
        List<Place> all = Stream.concat(needed.stream(), optional.stream()).toList();
        Frame whole = object(all, true, msg, addressee, msg.message());
        if (BareForm.fitsEscaped(whole)) {
            return List.of(whole);
        }
        return Pieces.of(msg.message(), text -> BareForm.fits(object(needed, false, msg, addressee, text))).stream()
                .map(text -> best(msg, addressee, text))
                .toList();
    }

    /** As much as fits: with characters escaped, or if even the least does not fit so, unescaped. */
    private Frame best(Action.Msg msg, String addressee, String text) {
        Frame least = object(needed, false, msg, addressee, text);
        Predicate<Frame> limit = BareForm.fitsEscaped(least) ? BareForm::fitsEscaped : BareForm::fits;
        boolean extras = limit.test(object(needed, true, msg, addressee, text));
        List<Place> chosen = new ArrayList<>(needed);
        for (Place next : optional) {
            chosen.add(next);
            if (!limit.test(object(chosen, extras, msg, addressee, text))) {
                chosen.remove(next);
            }
        }
        return object(chosen, extras, msg, addressee, text);
    }

    /**
     * The object with what goes into these places.
     *
     * @param extras whether what is no part, such as an encoding, stands in it, too
     */
    private Frame object(List<Place> chosen, boolean extras, Action.Msg msg, String addressee, String text) {
        ObjectNode object = pattern.deepCopy();
        if (!extras) {
            object.retain(Part.VERB.names());
        }
        for (Place place : chosen) {
            JsonPointer parent = place.at().head();
            ObjectNode inner = parent.matches() ? object : object.withObject(parent, JsonNode.OverwriteMode.ALL, false);
            String name = place.at().last().getMatchingProperty();
            switch (place.part()) {
                case SENDER, NAME ->
                    inner.put(name, Objects.requireNonNull(msg.from()).toString());
                case ADDRESSEE -> inner.put(name, addressee);
                case TEXT -> inner.put(name, text);
                default -> inner.put(name, msg.time());
            }
        }
        return Codec.encodeAnyLength(object);
    }
}
