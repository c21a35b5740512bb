package chat.jim.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.command.TypedLine.Kind;
import chat.jim.protocol.Address;
import chat.jim.text.Language;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that begin with the word of a command about rooms or people: many are English words. */
class RoomLinesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kick?",
                "kick!! now",
                "mute, please",
                "grant me patience",
                "grant bob everything",
                "voice of reason",
                "op is down again",
                "room for two, please",
                "room service",
                "private matters",
                "private on Sunday evening",
                "keep calm",
                "keep off the grass",
                "moderated by nobody",
                "hidden in plain sight",
                "invite all of them",
                "unban all these people",
                "whois that man",
                "help me",
                "help the others",
                "mode is fine"
            })
    void in_a_talk_a_sentence_is_text(String line) {
        assertThat(inTalk(line).kind()).isEqualTo(Kind.TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kick",
                "ban",
                "unban",
                "mute",
                "unmute",
                "invite",
                "grant",
                "REVOKE",
                "op",
                "deop",
                "voice",
                "devoice",
                "keep",
                "hidden",
                "whois",
                "names",
                "part",
                "mode",
                "mode +o bob",
                "mode #tea +m",
                "kick #tea",
                "kick bob",
                "kick #tea bob spam",
                "ban bob 2h spam",
                "mute bob",
                "unban bob",
                "grant bob",
                "grant bob voice",
                "revoke #tea bob MODERATOR",
                "op bob",
                "devoice bob",
                "invite bob #tea",
                "invite #tea bob",
                "topic green only",
                "topic",
                "private",
                "private on",
                "moderated #tea off",
                "keep off",
                "hidden on",
                "room",
                "room #tea",
                "whois bob",
                "help kick"
            })
    void in_a_talk_what_may_be_meant_as_a_command_is_asked_about(String line) {
        TypedLine typed = inTalk(line);

        assertThat(typed.kind()).isEqualTo(Kind.DOUBTFUL);
        assertThat(typed.asCommand()).isEqualTo("/" + line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/kick the ball", "/private on Sunday", "/op", "/keep calm"})
    void in_a_talk_a_slash_makes_a_command(String line) {
        assertThat(inTalk(line).kind()).isEqualTo(Kind.COMMAND);
    }

    @ParameterizedTest
    @CsvSource({
        "op bob, GRANT, bob moderator",
        "/OP #tea bob, GRANT, #tea bob moderator",
        "/deop bob, REVOKE, bob moderator",
        "voice bob, GRANT, bob voice",
        "devoice bob, REVOKE, bob voice",
        "voice, GRANT, ''",
        "grant bob owner, GRANT, bob owner"
    })
    void the_words_of_irc_are_roles_given_and_taken(String line, ConsoleCommand command, String rest) {
        assertThat(TypedLine.command(line))
                .extracting(TypedLine::command, TypedLine::rest)
                .containsExactly(command, rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"лифт не работает", "лифт сломан", "к бобу"})
    void in_a_talk_a_russian_sentence_is_text(String line) {
        Language.choose("ru");

        assertThat(inTalk(line).kind()).isEqualTo(Kind.TEXT);
    }

    @ParameterizedTest
    @CsvSource({"лшсл bob, /kick bob", "ьгеу bob 2h, /mute bob 2h", "зкшмфеу on, /private on"})
    void in_a_talk_the_other_keyboard_layout_is_asked_about(String line, String command) {
        Language.choose("ru");

        assertThat(inTalk(line))
                .extracting(TypedLine::kind, TypedLine::asCommand)
                .containsExactly(Kind.DOUBTFUL, command);
    }

    @AfterEach
    void speakEnglish() {
        Language.choose("en");
    }

    @Test
    void the_history_keeps_what_is_done_in_rooms() {
        assertThat(TypedLine.command("kick bob spam").isPrivate(null)).isFalse();
        assertThat(inTalk("kick bob spam").isPrivate(Address.room("#ops"))).isTrue();
    }

    private static TypedLine inTalk(String line) {
        return TypedLine.of(line, Address.room("#ops"), name -> true);
    }
}
