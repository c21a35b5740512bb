package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL.md, sections 1 to 3: of bad requests, what {@link ConformanceTest} does not ask, such as the words of the answers. */
class RequestTest {
    @AutoClose
    private static final TestServer SERVER = TestServer.start();

    @AutoClose
    private final RawClient peer = SERVER.connect();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'action':'dance','time':1} | There is no action dance",
                "{'action':'probe','time':1} | Only servers probe",
                "{'response':200,'time':1} | Only servers send responses",
                "{'action':'presence','time':1} | account_name",
                "{'action':'presence','user':{'account_name':'r0'}} | time",
                "{'action':'presence','time':1,'user':'r0'} | account_name",
                "{'time':1} | action",
                "{} | action",
                "{'action':'presence',} | This is not JSON",
                "[1,2,3] | Expected a JSON object",
                "hello | Expected a JSON object"
            })
    void what_is_no_good_request_gets_one_400_that_says_why(String request, String words) {
        peer.send(request).expect(400, words);
        peer.fence("r1");
        peer.send("{'action':'quit'}").expect(200);
        peer.expectEnd();
    }

    @Test
    void a_forgotten_quote_does_not_silence_the_requests_after_it() {
        peer.send("{'action':'presence,'time':1,'user':{'account_name':'r4'}}").expect(400, "still open");
        peer.fence("r4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void a_document_in_another_encoding_is_refused_and_no_request(String encoding) {
        String document = RawClient.json("{'action':'presence','time':1,'user':{'account_name':'r5'}}\n");

        peer.sendBytes(document.getBytes(Charset.forName(encoding))).send("").presence("r6");

        String answer = peer.expect(400);
        while (answer.startsWith("{\"response\":400,")) {
            answer = peer.receive();
        }
        assertThat(answer).contains("You are online as r6");
        peer.quit();
    }

    @Test
    void what_is_wrong_in_the_json_is_told_with_its_place() {
        peer.sendBytes("{\"action\":\"rooms\",\n 'time':1}\n".getBytes(StandardCharsets.US_ASCII));

        peer.expect(400, "line 2, column 2");
    }

    @Test
    void an_http_request_is_answered_in_our_own_words() {
        peer.sendBytes("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(peer.receive()).contains("Expected a JSON object");
    }

    @Test
    void e44_tls_where_none_is_spoken_is_one_400_and_the_end() {
        try (RawClient peer = SERVER.connect()) {
            peer.sendBytes(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01});

            peer.expect(400, "not TLS");
            peer.expectEnd();
        }
    }

    @Test
    void such_bytes_behind_the_first_object_are_garbage_like_any() {
        try (RawClient peer = SERVER.connect()) {
            peer.send("{'action':'rooms','time':1}").expect(401);
            peer.sendBytes(new byte[] {0x16, 0x03, '\n'}).expect(400, "Expected a JSON object");
            peer.send("{'action':'rooms','time':1}").expect(401);
        }
    }
}
