package chat.jim.client.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** In which order the servers of a client are tried. */
class ServerListTest {
    private static final RandomGenerator LOWEST = () -> 0;

    @AutoClose
    private final PlayedDns dns = new PlayedDns();

    private final List<String> tried = new ArrayList<>();

    @Test
    void the_first_is_any_and_the_others_follow_in_turn() throws IOException {
        Random random = new Random(1);
        assertThat(IntStream.range(0, 50)
                        .mapToObj(i -> ServerList.of(names("a", "b", "c"), random))
                        .map(list -> failedRound(list))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(List.of("a", "b", "c"), List.of("b", "c", "a"), List.of("c", "a", "b"));
    }

    @Test
    void it_stays_at_a_good_one_and_goes_on_from_there() throws IOException {
        ServerList list = ServerList.of(names("a", "b", "c"), LOWEST);

        String good = list.tryEach(server -> note(server, "b"), result -> true);
        assertThat(good).isEqualTo("b");
        assertThat(list.current().host()).isEqualTo("b");
        assertThat(failedRound(list)).containsExactly("b", "c", "a");
        assertThat(list.current().host()).as("after a round in vain").isEqualTo("b");
    }

    @Test
    void if_no_result_is_good_the_last_one_counts() throws IOException {
        ServerList list = ServerList.of(names("a", "b", "c"), LOWEST);

        String last = list.tryEach(server -> note(server, "a", "b"), result -> false);
        assertThat(last).isEqualTo("b");
        assertThat(tried).containsExactly("a", "b", "c");
    }

    @Test
    void if_none_answers_each_is_named_with_its_reason() {
        assertThatThrownBy(() -> ServerList.of(names("a", "b"), LOWEST).tryEach(ServerListTest::fail, result -> true))
                .isInstanceOf(NoServerException.class)
                .hasMessage("a, port 7777 (gone); b, port 7777 (there is no such host)");
    }

    @Test
    void if_the_only_one_does_not_answer_that_is_its_own_problem() {
        ServerList only = ServerList.of(new ServerAddress("b", 7777, null));

        assertThatThrownBy(() -> only.tryEach(ServerListTest::fail, result -> true))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void a_name_stands_for_the_servers_that_the_dns_knows() throws IOException {
        dns.with("_jim._tcp.chat.example.org", 2, 0, 7002, "two.example.org")
                .with("_jim._tcp.chat.example.org", 1, 0, 7001, "one.example.org");
        ServerList list = ServerList.of(List.of(name("chat.example.org", dns.lookup()), name("b", null)), LOWEST);

        assertThat(failedRound(list)).containsExactly("one.example.org", "two.example.org", "b");
    }

    @Test
    void after_a_round_in_vain_the_dns_is_asked_again() throws IOException {
        ServerList list = ServerList.of(List.of(name("chat.example.org", dns.lookup())), LOWEST);
        assertThat(failedRound(list)).containsExactly("chat.example.org");

        dns.with("_jim._tcp.chat.example.org", 1, 0, 7001, "one.example.org");
        assertThat(failedRound(list)).containsExactly("one.example.org");
    }

    @Test
    void a_domain_that_has_no_server_is_said_to_have_none() {
        dns.with("_jim._tcp.chat.example.org", 0, 0, 0, "");
        ServerList list = ServerList.of(List.of(name("chat.example.org", dns.lookup())), LOWEST);

        assertThatThrownBy(() -> list.tryEach(server -> server, result -> true))
                .hasMessageContaining("has no JIM server");
    }

    @Test
    void a_dns_that_does_not_answer_is_not_waited_for() throws IOException {
        dns.silent();
        ServerList list = ServerList.of(List.of(name("chat.example.org", dns.lookup())), LOWEST);

        assertThat(failedRound(list)).containsExactly("chat.example.org");
    }

    @Test
    void more_than_sixteen_are_not_tried() {
        for (int port = 1; port <= 20; port++) {
            dns.with("_jim._tcp.chat.example.org", port, 0, port, "a.b");
        }
        ServerList list = ServerList.of(List.of(name("chat.example.org", dns.lookup())), LOWEST);

        assertThat(failedRound(list)).hasSize(16);
    }

    private List<String> failedRound(ServerList list) {
        tried.clear();
        assertThatThrownBy(() -> list.tryEach(server -> note(server), result -> true))
                .isInstanceOf(IOException.class);
        return List.copyOf(tried);
    }

    /** Answers if it is one of those. */
    private String note(ServerAddress server, String... answering) throws IOException {
        tried.add(server.host());
        return Stream.of(answering)
                .filter(server.host()::equals)
                .findFirst()
                .orElseThrow(() -> new IOException("gone."));
    }

    private static Object fail(ServerAddress server) throws IOException {
        throw server.host().equals("a") ? new IOException("gone.") : new UnknownHostException("b");
    }

    private static List<ServerName> names(String... hosts) {
        return Stream.of(hosts).map(host -> name(host, null)).toList();
    }

    private static ServerName name(String host, SrvLookup lookup) {
        return new ServerName(new ServerAddress(host, 7777, null), lookup);
    }
}
