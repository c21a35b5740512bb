package chat.jim.client.personal;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Up to where somebody has read the rooms of a server. */
class SeenRoomsTest {
    private static final Address ALICE = Address.account("alice");
    private static final Address TEA = Address.room("#tea");

    @TempDir
    private Path folder;

    @Test
    void it_is_there_the_next_time_and_for_nobody_else_to_read() throws IOException {
        SeenRooms seen = SeenRooms.in(folder.resolve("state"), "::1", 7777);
        seen.add(ALICE, TEA, 7);
        seen.save();

        Path file = folder.resolve("state/seen-__1-7777");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        SeenRooms again = SeenRooms.in(folder.resolve("state"), "::1", 7777);
        assertThat(again.last(Address.account("ALICE"), Address.room("#Tea"))).isEqualTo(7);
        assertThat(again.last(Address.account("bob"), TEA)).isNull();
        assertThat(SeenRooms.in(folder.resolve("state"), "::1", 7778).last(ALICE, TEA))
                .isNull();
    }

    @Test
    void two_clients_at_a_time_lose_nothing_and_what_is_read_only_grows() {
        SeenRooms one = SeenRooms.in(folder, "host", 1);
        SeenRooms other = SeenRooms.in(folder, "host", 1);
        one.add(ALICE, TEA, 7);
        other.add(ALICE, Address.room("#ops"), 8);
        other.add(ALICE, TEA, 6);
        one.save();
        other.save();

        SeenRooms again = SeenRooms.in(folder, "host", 1);
        assertThat(again.last(ALICE, TEA)).isEqualTo(7);
        assertThat(again.last(ALICE, Address.room("#ops"))).isEqualTo(8);
    }

    @Test
    void a_damaged_file_is_as_good_as_its_whole_lines() throws IOException {
        Files.writeString(
                folder.resolve("seen-host-1"), "alice #tea 7\nalice #ops\n\0\nbob #tea 99999999999999999999\nx y 1\n");

        SeenRooms seen = SeenRooms.in(folder, "host", 1);
        assertThat(seen.last(ALICE, TEA)).isEqualTo(7);
        assertThat(seen.last(ALICE, Address.room("#ops"))).isNull();
    }

    @Test
    void what_cannot_be_written_counts_until_the_end() throws IOException {
        Files.createDirectories(folder.resolve("seen-host-1/x"));
        SeenRooms seen = SeenRooms.in(folder, "host", 1);
        seen.add(ALICE, TEA, 7);
        seen.save();

        assertThat(seen.last(ALICE, TEA)).isEqualTo(7);
    }
}
