package chat.jim.client.text;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.text.Language;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What our own server says of the other servers of its chat, in Russian. */
class OtherServersPhrasesTest {
    @BeforeEach
    void russian() {
        Language.choose("ru");
    }

    @AfterEach
    void backToEnglish() {
        Language.choose("en");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The server that has bob cannot be reached: nothing was sent, try again later.",
                "The server that has bob does not answer: nobody knows whether it arrived.",
                "The server that has bob is cut off: nothing was sent.",
                "bob is changing servers just now: nothing was sent, try again.",
                "The other servers cannot be asked for bob: nothing was sent, try again later.",
                "The server that has the name bob does not answer: try again in a moment.",
                "Many want the name bob: try again in a moment.",
                "The server that has bob cannot be reached: nothing was done, try again later.",
                "The server that has bob does not answer: nobody knows whether it was done.",
                "The other servers that have members of bob cannot be reached: nothing was sent, try again later.",
                "Not all in bob may have got it: one of the servers does not answer.",
                "bob is changing servers just now: try again.",
                "It cannot be read now what bob is: try again later."
            })
    void what_it_says_of_somebody_is_known(String sentence) {
        assertThat(ServerPhrases.of(sentence)).containsPattern("\\p{IsCyrillic}.* bob\\b|^bob \\p{IsCyrillic}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Too much was on its way: nothing was sent, try again.",
                "The addressee's server is of an older version: nothing was sent.",
                "The addressee's server does not know this one yet: nothing was sent, try again.",
                "This server is cut off from the others: connect again in a moment.",
                "This server has lost the others: connect again.",
                "You are online elsewhere, or have gone: connect again.",
                "Online: 3, without one server that does not answer.",
                "Online: 3, without 2 servers that do not answer.",
                "Rooms: 3, without one server that does not answer.",
                "Messages: 2, without 2 servers that do not answer."
            })
    void what_it_says_of_itself_is_known(String sentence) {
        assertThat(ServerPhrases.of(sentence))
                .containsPattern("\\p{IsCyrillic}")
                .doesNotContainPattern("[a-z]")
                .satisfies(said -> assertThat(said.replaceAll("\\D", "")).isEqualTo(sentence.replaceAll("\\D", "")));
    }
}
