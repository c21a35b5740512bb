package chat.jim.server.cluster.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.key.Credentials;
import chat.jim.server.cluster.nats.EngineException.Reason;
import chat.jim.server.cluster.node.NodeInfo;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.store.jetstream.JetStreamStore;
import chat.jim.testing.Certificates;
import chat.jim.tls.TlsClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An engine that speaks TLS, and knows its users by their keys, with the rights that the manual gives them. */
class EngineSecurityTest {
    /** The pair in the documentation of NATS. */
    private static final String SEED = "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY";

    private static final String ID = "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4";

    /** Of nobody there. */
    private static final String STRANGER = "SUAJ2YNRTXX72WTAXKCEV5ES5QWMIRCJYVUXWMTJDFYDXLADDSXH6YALCA";

    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.of(1, folder -> settings(folder, "ec.crt", "ec.key"));

    @RegisterExtension
    static final NatsCluster OTHER_NAME = NatsCluster.of(1, folder -> settings(folder, "other.crt", "rsa.key"));

    @RegisterExtension
    static final NatsCluster EXPIRED = NatsCluster.of(1, folder -> settings(folder, "expired.crt", "rsa.key"));

    @RegisterExtension
    static final NatsCluster BARE = NatsCluster.shared();

    @TempDir
    private Path folder;

    private static String settings(Path folder, String certificate, String key) {
        Certificates files = new Certificates(folder);
        return """
                tls { cert_file: "%s", key_file: "%s" }
                authorization { users: [ { nkey: %s, permissions: {
                  publish: ["jim.>", "$KV.>", "$JS.API.STREAM.>", "_INBOX_jim.>"]
                  subscribe: ["jim.>", "_INBOX_jim.>", "$KV.jim_ACCOUNTS.>"]
                } }, { user: deaf, password: secret, permissions: {
                  publish: ["jim.>", "$KV.>", "$JS.API.STREAM.>", "_INBOX_jim.>"]
                  subscribe: ["jim.>", "_INBOX_jim.>"]
                } }, { user: reader, password: secret, permissions: {
                  publish: ["jim.>", "$JS.API.STREAM.>", "_INBOX_jim.>"]
                  subscribe: ["jim.>", "_INBOX_jim.>", "$KV.jim_ACCOUNTS.>"]
                } } ] }
                """.formatted(files.file(certificate), files.file(key), ID);
    }

    @Test
    void with_its_key_and_TLS_a_server_can_do_all_that_it_does_in_the_engine() throws Exception {
        try (Engine engine = Engine.open(config(NATS, SEED));
                ThisNode node = ThisNode.join(engine, new NodeInfo("127.0.0.1:1", "1", 1, 1), null);
                JetStreamStore store = JetStreamStore.open(engine, node.lease().id())) {
            engine.subscribe("jim.n.other", (question, reply) -> reply.accept(question));

            assertThat(Engine.await(engine.request("jim.n.other", new byte[] {1}, Engine.PATIENCE)))
                    .containsExactly(1);
            assertThat(store.accounts().count()).isZero();
            assertThat(store.rooms().rooms()).isEmpty();
        }
    }

    @Test
    void a_key_that_the_engine_does_not_know_is_refused() throws Exception {
        assertRefused(config(NATS, STRANGER), "check the key in the file of JIM_CLUSTER_CREDS");
    }

    @Test
    void who_comes_without_a_key_is_refused() {
        assertRefused(config(NATS.urls(), null, trust()), "it wants a user and password, or a key");
    }

    @Test
    void who_may_not_hear_what_it_has_to_hear_is_told_so_at_once() {
        assertRefused(
                new EngineConfig(secured(NATS.urls()), "jim", "deaf", "secret", null, trust()),
                "does not let this server subscribe to $KV.jim_ACCOUNTS.>: look at the permissions of its user");
    }

    @Test
    void a_chat_for_which_nobody_has_permissions_is_a_sentence() throws Exception {
        assertRefused(
                new EngineConfig(secured(NATS.urls()), "jin", null, null, credentials(SEED), trust()),
                "whether they are for a chat that is called jin.");
    }

    @Test
    void who_may_not_write_where_it_has_to_write_is_told_so() {
        EngineConfig config = new EngineConfig(secured(NATS.urls()), "jim", "reader", "secret", null, trust());

        try (Engine engine = Engine.open(config)) {
            assertThatThrownBy(() -> engine.plainBucket("NODES"))
                    .isInstanceOfSatisfying(
                            EngineException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
                    .hasMessageContaining("does not let this server publish to $KV.jim_NODES.probe");
        }
    }

    @Test
    void an_authority_that_is_not_trusted_is_a_sentence() throws Exception {
        assertRefused(
                config(NATS.urls(), credentials(SEED), TlsClient.trustingSystem()),
                "was signed by nobody trusted here: name its authority by --cluster-ca.");
    }

    @Test
    void a_certificate_for_another_name_is_a_sentence() throws Exception {
        assertRefused(config(OTHER_NAME, SEED), "is for another name");
    }

    @Test
    void an_old_certificate_is_a_sentence() throws Exception {
        assertRefused(config(EXPIRED, SEED), "is not valid now");
    }

    @Test
    void without_TLS_where_there_has_to_be_is_a_sentence() throws Exception {
        assertRefused(
                new EngineConfig(NATS.urls(), "jim", null, null, credentials(SEED), null),
                "wants TLS: write tls:// here.");
    }

    @Test
    void with_TLS_where_there_is_none_is_a_sentence() {
        assertRefused(config(BARE.urls(), null, trust()), "does not speak TLS");
    }

    private static void assertRefused(EngineConfig config, String sentence) {
        assertThatThrownBy(() -> Engine.open(config).close())
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
                .hasMessageContaining(sentence);
    }

    private EngineConfig config(NatsCluster nats, String seed) throws IOException {
        return config(nats.urls(), credentials(seed), trust());
    }

    private static EngineConfig config(List<String> urls, @Nullable Credentials credentials, TlsClient trust) {
        return new EngineConfig(secured(urls), "jim", null, null, credentials, trust);
    }

    private static List<String> secured(List<String> urls) {
        return urls.stream()
                .map(url -> url.replace("nats://127.0.0.1", "tls://localhost"))
                .toList();
    }

    private TlsClient trust() {
        try {
            return TlsClient.trusting(new Certificates(folder).file("ca.crt"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Credentials credentials(String seed) throws IOException {
        Path file = folder.resolve("jim.nk");
        Files.writeString(file, seed, StandardCharsets.US_ASCII);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return Credentials.read(file);
    }
}
