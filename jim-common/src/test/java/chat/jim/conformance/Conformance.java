package chat.jim.conformance;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;

/** All cases against one server, as JUnit tests. */
public final class Conformance {
    private Conformance() {}

    /**
     * The cases, a container for each section.
     *
     * @param accounts makes accounts, by name and password, for less than the server would; null if it cannot
     */
    public static Stream<DynamicNode> tests(InetSocketAddress server, @Nullable BiConsumer<String, String> accounts) {
        Names names = new Names();
        return sections()
                .map(section -> DynamicContainer.dynamicContainer(
                        section.title(), section.cases().stream().map(one -> one.test(server, names, accounts))));
    }

    /** The sections and their cases. */
    public static Stream<Section> sections() {
        return Stream.of(
                new Section("1. Framing", FramingCases.all()),
                new Section("2. Limits", LimitCases.all()),
                new Section("3. What is a well-formed request", RequestCases.all()),
                new Section("4. Names", NameCases.all()),
                new Section("5. Life of a connection", LifeCases.all()),
                new Section("6. `msg` to a user", MessageCases.all()),
                new Section("7. Rooms", RoomCases.all()),
                new Section("10. Extensions", ExtensionCases.all()),
                new Section("12. History", HistoryCases.all()),
                new Section("13. Rooms that belong to somebody, and people", roomsAndPeople()));
    }

    private static List<Case> roomsAndPeople() {
        return Stream.of(
                        OwnedRoomCases.all(),
                        RoomRoleCases.all(),
                        RoomRightsCases.all(),
                        PrivateRoomCases.all(),
                        RoomOrderCases.all(),
                        PeopleCases.all())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The cases of one section.
     *
     * @param title as in PROTOCOL.md
     */
    public record Section(String title, List<Case> cases) {}
}
