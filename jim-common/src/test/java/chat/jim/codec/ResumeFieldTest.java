package chat.jim.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.User;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.Login;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The field {@code resume}: PROTOCOL.md, section 5. */
class ResumeFieldTest {
    @ParameterizedTest
    @ValueSource(strings = {"presence", "authenticate", "register"})
    void a_login_that_wants_no_token_asks_for_nothing(String verb) {
        String login = "{'action':'" + verb + "','time':1,'user':{'account_name':'a','password':'s'}";

        assertThat(decode(login + ",'resume':false}")).isEqualTo(decode(login + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "1.5", "[]", "{}", "[true]", "{'token':'x'}"})
    void resume_is_true_or_false_or_a_string(String resume) {
        for (String verb : List.of("presence", "authenticate", "register")) {
            assertRefused(
                    "{'action':'" + verb + "','time':1,'user':{'account_name':'a','password':'s'},'resume':" + resume
                            + "}",
                    "The field resume has to be true, false");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"authenticate", "register"})
    void a_token_comes_in_a_presence_only(String verb) {
        assertRefused(
                "{'action':'" + verb + "','time':1,'user':{'account_name':'a','password':'s'},'resume':'T0ken'}",
                "a token only in a presence");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u0444", "true"})
    void a_token_may_be_empty_or_odd_and_is_then_a_wrong_one(String token) {
        User user = new User(Address.account("a"), null);

        assertThat(decode("{'action':'presence','time':1,'user':{'account_name':'a'},'resume':'" + token + "'}"))
                .isEqualTo(new Action.Presence(1, null, user, new Login.Resume(token), null));
    }

    @Test
    void a_token_is_in_no_string_that_could_be_logged() {
        assertThat(Stream.of(
                        decode("{'action':'presence','time':1,'user':{'account_name':'a'},'resume':'T0ken'}"),
                        decode("{'response':200,'time':1,'alert':'OK','resume':'T0ken'}"),
                        new Login.Resume("T0ken")))
                .allSatisfy(message -> assertThat(message.toString()).doesNotContain("T0ken"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "null", "[]"})
    void what_is_no_token_in_a_response_is_ignored(String resume) {
        assertThat(decode("{'response':200,'time':1,'alert':'OK','resume':" + resume + "}"))
                .isEqualTo(new Response(Code.OK, 1, "OK"));
    }

    private static void assertRefused(String object, String words) {
        ProtocolException e = catchThrowableOfType(ProtocolException.class, () -> decode(object));

        assertThat(e).as(object).hasMessageContaining(words);
        assertThat(e.code()).isEqualTo(Code.BAD_REQUEST);
    }

    private static Message decode(String singleQuoted) {
        try {
            return Codec.decode(Frame.of(singleQuoted.replace('\'', '"').getBytes(UTF_8)));
        } catch (FrameException e) {
            throw new AssertionError(e);
        }
    }
}
