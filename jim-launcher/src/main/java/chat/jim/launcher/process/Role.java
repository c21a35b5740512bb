package chat.jim.launcher.process;

import java.util.List;
import java.util.Locale;

/** What a client is there for; its name begins with it. */
public enum Role {
    CLIENT,
    READER,
    WRITER;

    /** The options that make a client this. */
    public List<String> options() {
        return switch (this) {
            case CLIENT -> List.of();
            case READER -> List.of("-r");
            case WRITER -> List.of("-w");
        };
    }

    /** The name of the n-th of these. */
    public String name(int number) {
        return name().toLowerCase(Locale.ROOT) + number;
    }
}
