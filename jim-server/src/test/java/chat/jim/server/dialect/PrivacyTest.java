package chat.jim.server.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * PROTOCOL.md, appendix: "A message is for everybody only if it says so, or if it names nobody and nothing in it may be a name";
 * "What may be for somebody is refused, and never told to all".
 */
class PrivacyTest {
    @AutoClose
    private static final MixedCompany COMPANY = new MixedCompany();

    /** All of them that may write the words of other programs. */
    private static final List<String> SPEAKERS = List.of("ann", "carl", "event", "client", "gus", "gui");

    /** Ben is named. */
    static Stream<String> named() {
        return Stream.of(
                "'recipient': 'ben'",
                "'destination': 'ben'",
                "'to_user': 'ben'",
                "'receiver': 'ben'",
                "'addressee': 'ben'",
                "'toUser': 'BEN'",
                "'to': 'ben', 'recipient': 'Ben'",
                "'to': '', 'recipient': 'ben'",
                "'to': null, 'recipient': 'ben'",
                "'to': ['ben']",
                "'to': {'account_name': 'ben'}",
                "'to': [{'name': 'ben'}]",
                "'header': {'to': 'ben'}",
                "'user': {'account_name': 'ME', 'to': 'ben'}");
    }

    /** Somebody may be named, or several are, or nobody whom the server knows. */
    static Stream<String> unclear() {
        return Stream.of(
                "'too': 'ben'",
                "'whom': 'ben'",
                "'whom': 'ME'",
                "'to_name': 'ben'",
                "'name': 'ben'",
                "'login': 'ben'",
                "'contact': {'username': 'ben'}",
                "'to': '', 'too': 'ben'",
                "'to': null, 'too': 'ben'",
                "'to': [], 'too': 'ben'",
                "'x': ['ben']",
                "'x': {'y': {'z': 'ben'}}",
                "'x': [[{'y': 'ben'}]]",
                "'user': ['ben']",
                "'user': {'account_name': 'ME', 'friend': 'ben'}",
                "'account_name': 'ben'",
                "'user': {'account_name': 'ben'}",
                "'from': 'ben'",
                "'to': {'user': {'name': 'ben'}}",
                "'to': 7",
                "'to': true",
                "'to': {'ben': true}",
                "'recipient': {'ben': ''}",
                "'to': [{'x': 1}]",
                "'to': ['ben', 'carl']",
                "'to': 'ben', 'recipient': 'carl'",
                "'to': '#all', 'recipient': 'ben'",
                "'to': ['#all', 'ben']",
                "'to': 'nobody'",
                "'to': 'ben '",
                "'to': ' '",
                "'to': '#tea'",
                "'room': '#tea'");
    }

    /** Nothing in it may be a name. */
    static Stream<String> forAll() {
        return Stream.of(
                "'to': '#all'",
                "'to': '#'",
                "'to': 'all'",
                "'to': 'ALL'",
                "'to': ''",
                "'to': null",
                "'to': ['#all']",
                "'recipient': '#all'",
                "'to': '#all', 'too': 'ben'",
                "'encoding': 'utf-8'",
                "'type': 'message'",
                "'id': 7",
                "'login': 'ME'");
    }

    @ParameterizedTest
    @MethodSource("named")
    void who_is_named_anywhere_hears_it_and_nobody_else(String member) {
        for (String speaker : SPEAKERS) {
            Map<String, List<String>> heard = heard(speaker, member);
            heard.remove(speaker);

            assertThat(heard).as("from %s: %s", speaker, member).containsOnlyKeys("ben");
        }
    }

    @ParameterizedTest
    @MethodSource("unclear")
    void what_may_be_for_somebody_is_refused_and_nobody_hears_it(String member) {
        for (String speaker : SPEAKERS) {
            Map<String, List<String>> heard = heard(speaker, member);

            assertThat(heard).as("from %s: %s", speaker, member).containsOnlyKeys(speaker);
            assertThat(heard.get(speaker))
                    .singleElement()
                    .asString()
                    .containsAnyOf("\"server\"", "\"response\":400")
                    .doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @MethodSource("forAll")
    void what_is_for_nobody_in_particular_is_heard_by_all(String member) {
        for (String speaker : SPEAKERS) {
            Map<String, List<String>> heard = heard(speaker, member);

            List<String> others = COMPANY.names().stream()
                    .filter(name -> !name.equals(speaker))
                    .toList();
            assertThat(heard).as("from %s: %s", speaker, member).containsKeys(others.toArray(String[]::new));
            others.forEach(other ->
                    assertThat(heard.get(other)).singleElement().asString().contains("secret"));
        }
    }

    /** They have to name their addressee as the specification does. */
    @ParameterizedTest
    @MethodSource({"named", "unclear"})
    void what_the_specifications_own_programs_send_is_never_heard_by_others(String member) {
        for (String speaker : List.of("lin", "spe")) {
            Map<String, List<String>> heard = heard(speaker, member);
            heard.remove(speaker);

            assertThat(heard.keySet()).as("from %s: %s", speaker, member).isSubsetOf("ben");
        }
    }

    private static Map<String, List<String>> heard(String speaker, String member) {
        String sender = member.contains("'user'") || member.contains("account_name") || member.startsWith("'from'")
                ? ""
                : "'sender': 'ME', ";
        String verb = speaker.equals("event") ? "event" : "action";
        String object =
                "{'" + verb + "': 'message', " + sender + "'time': 1.5, 'message_text': 'secret', " + member + "}";
        COMPANY.say(speaker, object.replace("ME", speaker));
        return COMPANY.heard();
    }
}
