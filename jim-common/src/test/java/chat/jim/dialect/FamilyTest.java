package chat.jim.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which object shows that a program is of which family. */
class FamilyTest {
    private static final String COURSE = "{'action': 'presence', 'time': 1.5, 'user': {'account_name': 'me'}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            course          | {'action': 'presence', 'time': 1700000000.5, 'user': {'account_name': 'alice'}}
            course          | {'action': 'presence', 'user': {'account_name': 'alice'}}
            course          | {'action': 'presence', 'time': 1763700000123456789, 'user': {'account_name': 'alice'}}
            course          | {'action': 'presence', 'time': '07:57:10', 'user': {'account_name': 'alice'}}
            course          | {'action': 'presence', 'time': 'Tue Nov 14 22:13:20 2023', 'user': {'account_name': 'alice'}}
            course          | {'action': 'presence', 'time': 1.5, 'sender': 'alice'}
            course          | {'action': 'presence', 'from': 'alice'}
            course          | {'action': 'presence', 'time': 1.5, 'login': 'alice'}
            course          | {'action': 'presense', 'time': 1.5, 'user': {'username': 'alice'}}
            event           | {'event': 'presence', 'time': 1, 'user': {'account_name': 'alice'}}
            client-name     | {'action':'presence','time':1,'type':'status','user':{'client_name':'alice','status':'yep'}}
            hanita          | {'action': 'presence', 'time': 1, 'user': {'accaunt_name': 'Guest'}}
            guest-login     | {'action': 'presence', 'time': 1.5, 'user': {'account_name': 'Guest'}}
            guest-broadcast | {'action': 'presence', 'time': 1, 'type': 'status', 'user': {'account_name': 'Guest'}}
            quantity        | {'action': 'presence', 'time': '1700000000', 'user': {'account_name': 'alice'}}
            course-gui      | {'action': 'presence', 'time': 1.5, 'user': {'account_name': 'alice', 'pubkey': 'MIIB'}}
            six-keys        | {'action':'presence','time':1.5,'user':'alice','to':null,'code':null,'message':null}
            scattered       | {'action': 'presence', 'time': 1, 'user': 'alice'}
            scattered       | {'action': 'presence', 'time': 1, 'user': {'account': 'alice'}}
            scattered       | {'action':'presence','user':{'account_name':'alice'}}
            scattered       | {'action': 'presence', 'type': 'status', 'user': {'account_name': 'alice', 'status': 'here'}}
            scattered       | {'action': 'authenticate', 'time': 1, 'user': {'account': 'alice', 'password': 'p'}}
            spec            | {'action': 'presence', 'time': 1, 'user': {'account_name': 'alice'}}
            spec            | {'action':'presence','time':1.5,'user':{'account_name':'alice'}}
            spec            | {'action': 'presence', 'time': 1.5, 'type': 'status', 'user': {'account_name': 'alice'}}
            spec            | {'action': 'presence', 'time': 1.5, 'user': {'account_name': 'alice', 'status': 'here'}}
            spec            | {'action': 'authenticate', 'time': 1, 'user': {'account_name': 'alice', 'password': 'p'}}
            spec            | {'action': 'msg', 'time': 1.5, 'to': 'bob', 'message': 'hi'}
            spec            | {'action': 'quit'}
            """)
    void how_a_program_without_line_feeds_comes_in_shows_its_family(String family, String first) {
        assertThat(Samples.peer(first).family().word()).isEqualTo(family);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            event           | {'event': 'presence', 'time': 1, 'user': {'account_name': 'alice'}}
            client-name     | {'action': 'presence', 'time': 1, 'user': {'client_name': 'alice'}}
            hanita          | {'action': 'presence', 'time': 1, 'user': {'accaunt_name': 'Guest'}}
            course-gui      | {'action': 'get_users', 'time': 1, 'account_name': 'alice'}
            potentials      | {'action': 'get_potencials', 'time': 1, 'user_id': 'alice'}
            spec            | {'action': 'presence', 'time': 1.5, 'user': {'account_name': 'alice'}}
            spec            | {'action': 'presence', 'time': 'Tue Nov 14', 'user': {'account_name': 'alice'}}
            """)
    void what_only_one_family_sends_shows_it_with_line_feeds_too(String family, String object) {
        PeerDialect peer = Samples.peer();

        Samples.say(peer, object, false);

        assertThat(peer.family().word()).isEqualTo(family);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'action':'presence','time':1,'user':'alice'}
            {'action':'presence','user':{'account_name':'alice'}}
            {'action':'presence','time':1,'user':{'login':'alice'}}
            {'action':'message','time':1,'to':'bob','message':'hi'}
            {'action':'exit','time':1}
            """)
    void who_ends_its_objects_with_line_feeds_is_held_to_the_specification(String object) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> Samples.say(Samples.peer(), object, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            course     | {'action':'msg','time':1,'to':'bob','message':'hi'}
            course     | {'action':'join','time':1,'room':'#tea'}
            course     | {'event': 'message', 'to': 'bob', 'message_text': 'hi'}
            course-gui | {'action': 'get_users', 'time': 1, 'account_name': 'me'}
            course-gui | {'action': 'get_contacts', 'time': 1, 'user': 'me'}
            potentials | {'action': 'get_potencials', 'time': 1, 'user_id': 'me'}
            course     | {'action':'authenticate','time':1,'user':{'account_name':'me','password':'p'}}
            """)
    void only_what_a_program_of_the_course_asks_for_shows_that_it_is_of_another_family(String family, String object) {
        PeerDialect peer = Samples.peer(COURSE);

        Samples.say(peer, object, false);

        assertThat(peer.family().word()).isEqualTo(family);
    }

    @ParameterizedTest
    @ValueSource(strings = {"authenticate", "register"})
    void who_is_asked_for_a_password_and_has_one_was_taken_for_the_course_by_mistake(String verb) {
        PeerDialect peer = Samples.peer(COURSE);

        Samples.say(peer, "{'action':'" + verb + "','time':1,'user':{'account_name':'me','password':'p'}}", true);

        assertThat(peer.isStandard()).isTrue();
    }

    @Test
    void a_line_feed_takes_the_hint_back() {
        PeerDialect peer = Samples.peer(COURSE);
        Samples.say(peer, "{'action': 'msg', 'time': 1, 'to': 'bob', 'message': 'hi'}", false);

        peer.markLinePeer();

        assertThat(peer.isStandard()).isTrue();
    }

    @Test
    void it_does_not_do_so_after_a_message_in_another_form() {
        PeerDialect peer = Samples.peer(COURSE);
        Samples.say(peer, "{'action': 'message', 'time': 1, 'to': 'bob', 'mess_text': 'hi'}", false);

        peer.markLinePeer();

        assertThat(peer.family()).isEqualTo(Family.COURSE);
    }

    @Test
    void a_program_of_the_specification_may_write_in_another_form_and_back() {
        PeerDialect peer = Samples.peer();

        Samples.say(peer, "{'action':'message','time':1,'to':'bob','mess_text':'hi'}", false);
        assertThat(peer.family()).isEqualTo(Family.SCATTERED);

        Samples.say(peer, "{'action':'msg','time':1,'to':'bob','message':'hi'}", false);
        assertThat(peer.isStandard()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'action': 'presence', 'time': 1.5, 'user': {'account_name': 'alice'}}
            {'action': 'presence', 'time': 1.5, 'user': {'account_name': 'Guest'}}
            """)
    void a_family_that_is_switched_off_is_not_hinted_at(String first) {
        PeerDialect peer = new PeerDialect(Dialects.named(List.of("event", "spec")), Address.account("carol")::equals);

        Samples.say(peer, first, true);

        assertThat(peer.isStandard()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'event': 'presence', 'time': 1.5, 'user': {'account_name': 'alice'}}
            {'action': 'presence', 'user': {'account_name': 'alice'}}
            {'action': 'message', 'time': 1.5, 'from': 'alice', 'to': 'bob', 'mess_text': 'hi'}
            """)
    void with_all_of_them_off_everybody_is_held_to_the_specification(String first) {
        PeerDialect peer = new PeerDialect(Dialects.named(List.of("spec")), Address.account("carol")::equals);

        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> Samples.say(peer, first, true));
    }

    @Test
    void the_protocol_names_each_family_and_each_word() throws IOException {
        String protocol = Files.readString(Path.of("PROTOCOL.md"));
        String appendix = protocol.substring(protocol.indexOf("## Appendix"));

        assertThat(Dialects.names()).allMatch(name -> appendix.contains("`" + name + "`"));
        for (Part part : List.of(Part.VERB, Part.SENDER, Part.ADDRESSEE, Part.TEXT, Part.NAME)) {
            assertThat(appendix).contains("`" + String.join("`, `", part.names()) + "`");
        }
    }
}
