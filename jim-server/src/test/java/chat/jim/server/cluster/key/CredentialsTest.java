package chat.jim.server.cluster.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    /** The pair in the documentation of NATS. */
    private static final String SEED = "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY";

    private static final String ID = "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4";

    /** The secret of the first test of RFC 8032, section 7.1, written as a seed. */
    private static final String RFC_SEED = "SUAJ2YNRTXX72WTAXKCEV5ES5QWMIRCJYVUXWMTJDFYDXLADDSXH6YALCA";

    private static final String RFC_SIGNATURE = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";

    @TempDir
    private Path folder;

    @Test
    void a_seed_makes_the_public_key_that_others_make_of_it() throws IOException {
        Credentials read = Credentials.read(file("# a comment\n" + SEED + "\n"));

        assertThat(read.id()).isEqualTo(ID);
        assertThat(read.jwt()).isNull();
        assertThat(read).hasToString("Credentials[" + ID + "]");
    }

    @Test
    void a_new_key_is_another_one_each_time_and_only_its_owner_can_read_it() throws IOException {
        Path file = folder.resolve("new.nk");

        String id = Credentials.ofNew(file).id();

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Credentials.read(file).id()).isEqualTo(id).matches("U[A-Z2-7]{55}");
        assertThat(Credentials.ofNew(folder.resolve("other.nk")).id()).isNotEqualTo(id);
    }

    @Test
    void a_new_key_never_replaces_a_file() throws IOException {
        Path file = file(SEED);

        assertThatThrownBy(() -> Credentials.ofNew(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent(SEED);
    }

    @Test
    void it_signs_as_the_RFC_does() throws IOException {
        byte[] signature = Credentials.read(file(RFC_SEED)).sign(new byte[0]);

        assertThat(HexFormat.of().formatHex(signature)).isEqualTo(RFC_SIGNATURE);
    }

    @Test
    void a_file_of_credentials_has_a_jwt_too() throws IOException {
        Credentials read = Credentials.read(file("""
                -----BEGIN NATS USER JWT-----
                eyJ0eXAi.eyJqdGki.abc-_9
                ------END NATS USER JWT------

                ************************* IMPORTANT *************************
                -----BEGIN USER NKEY SEED-----
                %s
                ------END USER NKEY SEED------
                """.formatted(SEED)));

        assertThat(read.id()).isEqualTo(ID);
        assertThat(read.jwt()).isEqualTo("eyJ0eXAi.eyJqdGki.abc-_9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", ID, "SAACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY"})
    void without_a_seed_of_a_user_it_is_refused(String text) throws IOException {
        Path file = file(text);

        assertThatThrownBy(() -> Credentials.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is no seed of a user in " + file);
    }

    @Test
    void a_seed_that_was_changed_is_refused_and_not_repeated() throws IOException {
        Path file = file(SEED.replace("SSL", "SSM"));

        assertThatThrownBy(() -> Credentials.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The seed in " + file + " is not whole: copy it anew.");
    }

    @Test
    void a_file_that_others_may_read_is_refused() throws IOException {
        Path file = file(SEED);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> Credentials.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chmod 600");
    }

    private Path file(String text) throws IOException {
        Path file = folder.resolve("jim.creds");
        Files.write(file, text.getBytes(UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
