package chat.jim.launcher.process;

import java.util.List;
import java.util.Locale;

/** What a client is for. Its name begins with it. */
public enum Role {
    CLIENT,
    READER,
    WRITER;

    /** The options of a client in this role. */
    public List<String> options() {
        return switch (this) {
            case CLIENT -> List.of();
            case READER -> List.of("-r");
            case WRITER -> List.of("-w");
        };
    }

    /** The name of the client with that number, counted from 1. */
    public String name(int number) {
        return name().toLowerCase(Locale.ROOT) + number;
    }
}
