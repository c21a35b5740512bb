package chat.jim.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The parts of one object, found by what they are for, whatever they are called and however deep they stand. */
public final class Parts {
    /** The verbs of a message, in any case. */
    private static final Set<String> MESSAGE_VERBS = Set.of("msg", "message", "m");

    /** A value, and where it stands. */
    record Place(Part part, JsonPointer at, String value) {}

    private final List<Place> places = new ArrayList<>();

    private Parts(ObjectNode object) {
        object.properties()
                .forEach(member -> add(
                        member.getValue(),
                        JsonPointer.empty().appendProperty(member.getKey()),
                        Part.of(member.getKey())));
    }

    /** Finds the parts of that object. */
    public static Parts of(ObjectNode object) {
        return new Parts(object);
    }

    private void add(JsonNode value, JsonPointer at, Part part) {
        if (value instanceof ObjectNode inner) {
            inner.properties().forEach(member -> {
                Part inside = part.inside(member.getKey());
                if (part == Part.ADDRESSEE && inside == Part.OTHER) {
                    places.add(new Place(inside, at, member.getKey())); // maybe the name is there
                }
                add(member.getValue(), at.appendProperty(member.getKey()), inside);
            });
        } else if (value.isArray() && value.isEmpty() && part == Part.ADDRESSEE) {
            places.add(new Place(part, at, "")); // so a null was read, and that is nobody
        } else if (value.isArray()) {
            value.forEach(element -> add(element, at, part == Part.ADDRESSEE ? part : Part.OTHER));
        } else if (value.isString() || (value.isNumber() && part == Part.TIME)) {
            places.add(new Place(part, at, value.asString()));
        } else if (part == Part.ADDRESSEE) {
            places.add(new Place(Part.OTHER, at, value.asString()));
        }
    }

    /** Whether it is a message. */
    public boolean isMessage() {
        return values(Part.VERB).stream().anyMatch(Parts::isMessageVerb);
    }

    /** Whether that is a verb of messages. */
    static boolean isMessageVerb(String verb) {
        return MESSAGE_VERBS.contains(verb.toLowerCase(Locale.ROOT));
    }

    /** The different values of that part, the first one first. */
    public List<String> values(Part part) {
        return places.stream()
                .filter(place -> place.part() == part)
                .map(Place::value)
                .distinct()
                .toList();
    }

    /** Where the parts stand, in their order. What is in a list stands where the list does. */
    List<Place> places() {
        return places;
    }
}
