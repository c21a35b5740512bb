package chat.jim.testing;

import java.util.List;

/**
 * Where a program of a test runs.
 *
 * @param address by which it is reached
 * @param entry the command that runs another one there; the process stays the same
 */
public record Machine(String address, List<String> entry) {
    /** The one that the tests run at. */
    public static final Machine HERE = new Machine("127.0.0.1", List.of());
}
