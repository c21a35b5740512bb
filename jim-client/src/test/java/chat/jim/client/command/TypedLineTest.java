package chat.jim.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.command.TypedLine.Kind;
import chat.jim.protocol.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedLineTest {
    @ParameterizedTest
    @CsvSource({
        "join #tea, JOIN, #tea",
        "/join #tea, JOIN, #tea",
        "JOIN #tea, JOIN, #tea",
        "part #tea, LEAVE, #tea",
        "'msg bob  two  words ', MESSAGE, 'bob  two  words'",
        "exit, EXIT, ''"
    })
    void a_command_may_be_written_in_several_ways(String line, ConsoleCommand command, String rest) {
        assertThat(TypedLine.command(line))
                .extracting(TypedLine::command, TypedLine::rest)
                .containsExactly(command, rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dance", "/dance bob", "/", "// x"})
    void what_is_no_command_is_none_and_no_text_either(String line) {
        TypedLine typed = TypedLine.command(line);

        assertThat(typed.command()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hello", "who wants tea?", "join us later", "talk to me", "exit light", "help me", "add carol"})
    void in_a_talk_a_sentence_is_text_though_it_begins_like_a_command(String line) {
        TypedLine typed = TypedLine.inTalk(line);

        assertThat(typed.kind()).isEqualTo(Kind.TEXT);
        assertThat(typed.rest()).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "who",
                "who #tea",
                "message bob a word with you",
                "message received",
                "r to you alone",
                "login bob secret",
                "exit"
            })
    void in_a_talk_what_may_be_meant_as_a_command_is_doubtful_and_not_kept(String line) {
        TypedLine typed = TypedLine.inTalk(line);

        assertThat(typed.kind()).isEqualTo(Kind.DOUBTFUL);
        assertThat(typed.rest()).isEqualTo(line);
        assertThat(typed.isPrivate(Address.room("#tea"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"/who wants tea?, WHO", "/exit, EXIT", "talk, TALK", "/talk bob, TALK"})
    void in_a_talk_a_slash_makes_a_command_and_talk_alone_is_one(String line, ConsoleCommand command) {
        assertThat(TypedLine.inTalk(line).command()).isEqualTo(command);
    }

    @ParameterizedTest
    @CsvSource({"//x, /x", "//who, /who", "///, //"})
    void in_a_talk_two_slashes_make_one_that_is_text(String line, String text) {
        TypedLine typed = TypedLine.inTalk(line);

        assertThat(typed.kind()).isEqualTo(Kind.TEXT);
        assertThat(typed.rest()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dance", "/", "/ x"})
    void in_a_talk_a_mistyped_command_is_not_sent(String line) {
        assertThat(TypedLine.inTalk(line).kind()).isEqualTo(Kind.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "message bob psst, true",
        "message #tea hello, false",
        "r psst, true",
        "register secret, true",
        "passwd secret, true",
        "mesage bob psst, true",
        "join #tea, false",
        "message, false"
    })
    void what_is_for_one_person_or_may_be_is_private(String line, boolean isPrivate) {
        assertThat(TypedLine.command(line).isPrivate(null)).isEqualTo(isPrivate);
    }

    @Test
    void text_in_a_talk_is_private_if_it_is_for_one_person() {
        assertThat(TypedLine.inTalk("psst").isPrivate(Address.account("bob"))).isTrue();
        assertThat(TypedLine.inTalk("hello").isPrivate(Address.room("#tea"))).isFalse();
    }
}
