package chat.jim.launcher;

import java.util.List;
import java.util.Locale;

/** What a client is there for; its name begins with it. */
enum Role {
    CLIENT,
    READER,
    WRITER;

    /** The options that make a client this. */
    List<String> options() {
        return switch (this) {
            case CLIENT -> List.of();
            case READER -> List.of("-r");
            case WRITER -> List.of("-w");
        };
    }

    /** The name of the n-th of these. */
    String name(int number) {
        return name().toLowerCase(Locale.ROOT) + number;
    }
}
