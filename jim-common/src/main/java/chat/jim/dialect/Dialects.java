package chat.jim.dialect;

import chat.jim.codec.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The dialects that a server speaks: the specification's, and those of {@link #OTHERS} that are switched on. */
public final class Dialects {
    /** What every peer speaks that has shown nothing else. */
    public static final Dialect SPECIFICATION = new Specification();

    /** Where one object shows several, the first of them counts. */
    private static final List<Dialect> OTHERS = List.of(
            new Course("course", "mess_text"),
            new Course("course-text", "message_text"),
            new CourseGui(),
            new Event(),
            new ClientName(),
            new Hanita(),
            new GuestLogin(),
            new GuestBroadcast(),
            new ContactsByQuantity(),
            new Scattered());

    private final List<Dialect> others;
    private final List<Dialect> all;

    private Dialects(List<Dialect> others) {
        this.others = others;
        all = Stream.concat(others.stream(), Stream.of(SPECIFICATION)).toList();
    }

    /** All that there are. */
    public static Dialects all() {
        return new Dialects(OTHERS);
    }

    /** Those of these names, and the specification's in any case. */
    public static Dialects named(Collection<String> names) {
        return new Dialects(OTHERS.stream()
                .filter(dialect -> names.contains(dialect.name()))
                .toList());
    }

    /** The names of all that there are. */
    public static List<String> names() {
        return Stream.concat(Stream.of(SPECIFICATION), OTHERS.stream())
                .map(Dialect::name)
                .toList();
    }

    /** The dialect of a peer that has sent nothing before that object, or null if it may well be the specification's. */
    public @Nullable Dialect firstSpokenIn(JsonObject object) {
        return first(others, dialect -> dialect.isShownBy(object) || dialect.isHintedBy(object));
    }

    /** The dialect that the object shows a peer to speak that was taken for a speaker of {@code current}. */
    public Dialect spokenIn(JsonObject object, Dialect current) {
        if (current.admits(object)) {
            return current;
        }
        Dialect shown = first(all, dialect -> dialect.isShownBy(object));
        return shown == null ? current : shown;
    }

    private static @Nullable Dialect first(List<Dialect> dialects, Predicate<Dialect> test) {
        return dialects.stream().filter(test).findFirst().orElse(null);
    }
}
