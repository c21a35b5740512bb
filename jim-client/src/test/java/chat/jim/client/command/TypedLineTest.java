package chat.jim.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.command.TypedLine.Kind;
import chat.jim.protocol.Address;
import chat.jim.text.Language;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
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
    @ValueSource(strings = {"dance", "/dance bob", "/"})
    void what_is_no_command_is_none_and_no_text_either(String line) {
        TypedLine typed = TypedLine.command(line);

        assertThat(typed.command()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "who wants tea?",
                "who?",
                "join us later",
                "talk to me",
                "exit light",
                "help me",
                "add some milk please",
                "list of things",
                "leave it, bob",
                "remove it!",
                "history repeats itself",
                "forget it",
                "unread mail"
            })
    void in_a_talk_a_sentence_is_text_though_it_begins_like_a_command(String line) {
        TypedLine typed = inTalk(line);

        assertThat(typed.kind()).isEqualTo(Kind.TEXT);
        assertThat(typed.rest()).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "who",
                "WHO",
                "who #tea",
                "who bob",
                "talk dave",
                "query dave",
                "add bob",
                "remove bob",
                "leave tea",
                "join #tea now",
                "message carol a word with you",
                "message bob",
                "message received",
                "msg bob psst",
                "r to you alone",
                "login bob secret",
                "register",
                "list",
                "history",
                "history #tea yesterday",
                "search kettle",
                "unread",
                "forget 3",
                "quit"
            })
    void in_a_talk_what_may_be_meant_as_a_command_is_doubtful_and_not_kept(String line) {
        TypedLine typed = inTalk(line);

        assertThat(typed.kind()).isEqualTo(Kind.DOUBTFUL);
        assertThat(typed.rest()).isEqualTo(line);
        assertThat(typed.asCommand()).isEqualTo("/" + line);
        assertThat(typed.isPrivate(Address.room("#tea"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/who wants tea?, WHO",
        "/exit, EXIT",
        "/talk bob, TALK",
        "talk, TALK",
        "help, HELP",
        "Exit, EXIT",
        "message, MESSAGE",
        "message bob psst, MESSAGE",
        "message #tea hello, MESSAGE"
    })
    void in_a_talk_a_slash_makes_a_command_and_some_are_one_without(String line, ConsoleCommand command) {
        assertThat(inTalk(line)).extracting(TypedLine::kind, TypedLine::command).containsExactly(Kind.COMMAND, command);
    }

    @ParameterizedTest
    @CsvSource({"//x, /x", "//who, /who", "///, //"})
    void two_slashes_make_one_that_is_text(String line, String text) {
        assertThat(List.of(inTalk(line), TypedLine.command(line))).allSatisfy(typed -> {
            assertThat(typed.kind()).isEqualTo(Kind.TEXT);
            assertThat(typed.rest()).isEqualTo(text);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dance", "/", "/ x"})
    void in_a_talk_a_mistyped_command_is_not_sent(String line) {
        assertThat(inTalk(line).kind()).isEqualTo(Kind.UNKNOWN);
    }

    /** In a talk, with bob and the room #tea known. */
    private static TypedLine inTalk(String line) {
        Set<Address> known = Set.of(Address.account("bob"), Address.room("#tea"));
        return TypedLine.of(line, Address.room("#ops"), known::contains);
    }

    @ParameterizedTest
    @CsvSource({
        "црщ, who, ''",
        "цро, who, ''",
        "ЦРЩ, who, ''",
        "/црщ, who, ''",
        ".црщ, who, ''",
        "ощшт №чай, join, #чай",
        "тфьуы, who, ''",
        "рудз, help, ''",
        "йгше, exit, ''"
    })
    void in_russian_a_command_on_the_other_keyboard_layout_is_understood(String line, String word, String rest) {
        Language.choose("ru");

        assertThat(TypedLine.command(line))
                .extracting(TypedLine::kind, TypedLine::word, TypedLine::rest)
                .containsExactly(Kind.OTHER_LAYOUT, word, rest);
    }

    @ParameterizedTest
    @CsvSource({"црщ, /who", "цро №tea, /who #tea", ".цро, /who", "куьщму bob, /remove bob", "учше, /exit"})
    void in_a_talk_it_is_doubtful_and_offered_on_the_right_layout(String line, String command) {
        Language.choose("ru");

        assertThat(inTalk(line))
                .extracting(TypedLine::kind, TypedLine::rest, TypedLine::asCommand)
                .containsExactly(Kind.DOUBTFUL, line, command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"к вечеру буду", "к", "привет", "кто тут", "да", "port", "lost"})
    void in_a_talk_a_russian_sentence_is_text(String line) {
        Language.choose("ru");

        assertThat(inTalk(line).kind()).isEqualTo(Kind.TEXT);
    }

    @Test
    void in_english_nobody_has_such_a_keyboard() {
        assertThat(TypedLine.command("цро").kind()).isEqualTo(Kind.UNKNOWN);
    }

    @AfterEach
    void speakEnglish() {
        Language.choose("en");
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
        assertThat(inTalk("psst").isPrivate(Address.account("bob"))).isTrue();
        assertThat(inTalk("hello").isPrivate(Address.room("#tea"))).isFalse();
    }
}
