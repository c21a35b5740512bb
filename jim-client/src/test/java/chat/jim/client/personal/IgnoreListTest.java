package chat.jim.client.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class IgnoreListTest {
    private static final Address BOB = Address.account("bob");

    @TempDir
    private Path folder;

    @Test
    void who_is_ignored_is_ignored_by_each_spelling_and_in_the_next_session_too() throws IOException {
        list().add(Address.account("BoB"));

        assertThat(list().contains(BOB)).isTrue();
        assertThat(list().contains(Address.account("bobby"))).isFalse();
        assertThat(list().contains(null)).isFalse();
        assertThat(list().remove(BOB)).isTrue();
        assertThat(list().remove(BOB)).isFalse();
        assertThat(list().names()).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no permissions of POSIX")
    void only_the_owner_may_read_the_list() throws IOException {
        list().add(BOB);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void lines_that_are_no_names_are_passed_over() throws IOException {
        Files.createDirectories(file().getParent());
        Files.write(
                file(), new byte[] {'\n', (byte) 0xff, '\n', '#', 'x', '\n', 'b', 'o', 'b', '\r', '\n', 'a', ' ', 'b'});

        assertThat(list().names()).containsExactly(BOB);
        assertThat(list().problem()).isNull();
    }

    @Test
    void a_file_that_cannot_be_read_is_said_and_left_alone_and_names_count_for_the_session() throws IOException {
        Files.createDirectories(file());

        IgnoreList list = list();
        assertThat(list.problem()).startsWith("Cannot read whom you ignore in " + file() + " (it is a folder)");
        assertThatThrownBy(() -> list.add(BOB)).isInstanceOf(IOException.class);
        assertThat(list.contains(BOB)).isTrue();
        assertThat(file()).isDirectory();
    }

    private IgnoreList list() {
        return IgnoreList.in(file());
    }

    private Path file() {
        return folder.resolve("jim/ignored");
    }
}
