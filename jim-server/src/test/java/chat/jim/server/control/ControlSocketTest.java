package chat.jim.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Code;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Both ends of the control socket. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no such rights of files")
@SuppressWarnings("try") // the server's end works by itself
class ControlSocketTest {
    @TempDir
    private Path folder;

    @Test
    void only_its_user_can_use_it_and_the_user_is_known() throws IOException {
        try (ControlSocket socket = ControlSocket.open(folder, (request, user) -> Reply.done("control.as.is", user));
                ControlClient client = connect()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("control.sock"))))
                    .isEqualTo("rw-------");
            assertThat(client.ask(JsonLine.empty()).sentence()).hasToString(System.getProperty("user.name"));
        }
        assertThat(folder).isEmptyDirectory();
        assertThat(ControlClient.connect(folder)).isNull();
    }

    @Test
    void a_list_of_any_length_arrives_whole() throws IOException {
        List<JsonLine> list = IntStream.range(0, 1234)
                .mapToObj(number -> JsonLine.empty().with("number", number))
                .toList();
        try (ControlSocket socket = ControlSocket.open(folder, (request, user) -> Reply.of(list));
                ControlClient client = connect()) {
            assertThat(client.ask(JsonLine.empty()).list())
                    .extracting(entry -> entry.number("number", -1))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 1234).mapToObj(Long::valueOf).toList());
        }
    }

    @Test
    void a_refusal_comes_with_its_code_and_a_sentence() throws IOException {
        try (ControlSocket socket = ControlSocket.open(folder, (request, user) -> {
                    throw RefusedException.of(Code.NOT_FOUND, "admin.offline", "bob");
                });
                ControlClient client = connect()) {
            assertThatThrownBy(() -> client.ask(JsonLine.empty()))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("Nobody called bob is online: admin who shows who is.");
        }
    }

    @Test
    void what_is_no_request_is_refused_and_harms_nobody() throws IOException {
        try (ControlSocket socket =
                ControlSocket.open(folder, (request, user) -> Reply.done("control.as.is", request.text("word")))) {
            for (String line : List.of("", "[]", "{", "{\"word\":1}", "{\"word\":\"x\",\"word\":\"y\"}", "\u0000")) {
                assertThat(raw(line + "\n")).as(line).startsWith("{\"response\":400,\"error\":\"");
            }
            assertThat(raw("x".repeat(1 << 17))).isEmpty();
            try (ControlClient client = connect()) {
                assertThat(client.ask(JsonLine.empty().with("word", "fine")).sentence())
                        .hasToString("fine");
            }
        }
    }

    @Test
    void a_server_that_was_killed_leaves_nothing_in_the_way_of_the_next() throws IOException {
        ControlSocket killed = ControlSocket.open(folder, (request, user) -> Reply.done("control.as.is", "first"));
        try (ControlSocket next = ControlSocket.open(folder, (request, user) -> Reply.done("control.as.is", "next"));
                ControlClient client = connect()) {
            assertThat(client.ask(JsonLine.empty()).sentence()).hasToString("next");
        } finally {
            killed.close();
        }
    }

    @Test
    void a_folder_with_too_long_a_name_has_none_and_stays_clean() throws IOException {
        Path far = Files.createDirectories(folder.resolve("x".repeat(100)).resolve("y".repeat(100)));

        assertThatThrownBy(() -> ControlSocket.open(far, (request, user) -> Reply.done("control.as.is", "far")))
                .isInstanceOf(IOException.class);
        assertThat(far).isEmptyDirectory();
        assertThat(ControlClient.connect(far)).isNull();
    }

    private ControlClient connect() throws IOException {
        return Objects.requireNonNull(ControlClient.connect(folder));
    }

    /** What comes back for those bytes, up to the end of the first line. */
    private String raw(String bytes) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("control.sock")))) {
            OutputStream out = Channels.newOutputStream(channel);
            try {
                out.write(bytes.getBytes(StandardCharsets.UTF_8));
                StringBuilder line = new StringBuilder();
                int next = Channels.newInputStream(channel).read();
                while (next >= 0 && next != '\n') {
                    line.append((char) next);
                    next = Channels.newInputStream(channel).read();
                }
                return line.toString();
            } catch (IOException e) {
                return ""; // it was closed at once
            }
        }
    }
}
