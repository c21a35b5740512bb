package chat.jim.server.dialect;

import static chat.jim.testing.RawClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.testing.RawClient;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PROTOCOL.md, appendix: "Before it has written", a program of the course gets one object "in which each finds the names that it
 * knows"; "Names are left out from the end where it would be too long".
 */
class ObjectForAllTest {
    private static final String ALL = "{'action':'message','time':1,'from':'vera','to':'anna','mess_text':'tea',"
            + "'message_text':'tea','sender':'vera','destination':'anna','message':'tea','recipient':'anna',"
            + "'user':{'account_name':'vera'}}";
    private static final String SPECIFICATION = "{'action':'msg','time':1,'to':'anna','from':'vera','message':'tea'}";

    @AutoClose
    private static final TestServer SERVER = TestServer.start(TestServer.EVERYBODY, MixedCompany.UNPACED);

    /** What somebody who has said only that hears from Vera. */
    private static String heardAfter(String presence, String text) {
        try (RawClient vera = SERVER.online("vera");
                RawClient anna = RawClient.bare(SERVER.port())) {
            anna.send(presence);
            assertThat(anna.receive()).startsWith("{\"response\":200");
            vera.msg("anna", text).expect(200);
            String heard = anna.receive();
            anna.send("{'action':'quit'}").receiveAll();
            vera.quit();
            return heard;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action': 'presence', 'time': 1700000000.5, 'user': {'account_name': 'anna'}}",
                "{'action': 'presence', 'time': 1.5, 'user': {'account_name': 'anna', 'pubkey': 'k'}}",
                "{'action': 'presence', 'user': {'account_name': 'anna'}}",
                "{'action': 'presence', 'time': null, 'user': {'account_name': 'anna'}}",
                "{'action': 'presence', 'time': '07:57:10', 'user': {'account_name': 'anna'}}",
                "{'action': 'presence', 'time': 'Tue Nov 14 22:13:20 2023', 'user': {'account_name': 'anna'}}",
                "{'action': 'presence', 'time': 1700000000123456789, 'user': {'account_name': 'anna'}}",
                "{'action': 'presence', 'time': 1700000000.5, 'sender': 'anna'}"
            })
    void who_comes_in_as_the_course_does_gets_it(String presence) {
        assertThat(heardAfter(presence, "tea")).isEqualTo(json(ALL));
    }

    /** Some of them check messages against a schema. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action': 'presence', 'time': 1700000000, 'user': {'account_name': 'anna'}}",
                "{'action': 'presence', 'time': 1700000000.5, 'type': 'status', 'user': {'account_name': 'anna'}}",
                "{'action': 'presence', 'time': 1700000000.5, 'user': {'account_name': 'anna', 'status': 'here'}}",
                "{'action':'presence','time':1700000000.5,'user':{'account_name':'anna'}}",
                "{'action': 'presence', 'time': 1700000000.5, 'user': {'account_name': 'anna'}}\n",
                "{'action': 'presence', 'time': 1700000000.5, 'x': 1, 'user': {'account_name': 'anna'}}"
            })
    void who_speaks_as_the_specification_has_it_gets_its_fields_and_no_other(String presence) {
        assertThat(heardAfter(presence, "tea")).isEqualTo(json(SPECIFICATION));
    }

    /** The text stands in it up to three times, and what is not ASCII takes six bytes, or else two. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x | 200 | action time from to mess_text message_text sender destination message recipient user
            x | 288 | action time from to mess_text message_text sender destination message recipient
            x | 300 | action time from to mess_text message_text sender destination recipient user
            x | 350 | action time from to mess_text message_text sender destination recipient user
            x | 500 | action time from to mess_text sender destination recipient user
            ж |  40 | action time from to mess_text message_text sender destination message recipient user
            ж |  60 | action time from to mess_text message_text sender destination recipient user
            ж | 150 | action time from to mess_text sender destination
            ж | 170 | action time from to mess_text message_text sender destination recipient user
            ж | 445 | action time from to mess_text sender destination recipient
            """)
    void names_are_left_out_where_it_would_be_too_long(String letter, int times, String names) {
        String heard = heardAfter(
                "{'action': 'presence', 'time': 1700000000.5, 'user': {'account_name': 'anna'}}", letter.repeat(times));

        List<String> keys = List.of(heard.replaceAll("\\{\"account_name\":\"vera\"}", "\"\"")
                .replaceAll("\"(\\w+)\":(?:\"[^\"]*\"|\\d+)", "$1")
                .replaceAll("[{}]", "")
                .split(","));
        assertThat(keys).containsExactly(names.split(" "));
    }
}
