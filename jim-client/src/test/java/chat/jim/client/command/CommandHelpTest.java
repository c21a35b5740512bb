package chat.jim.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.text.Language;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandHelpTest {
    @AfterEach
    void speakEnglish() {
        Language.choose("en");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru"})
    void the_list_has_each_command_once(String language) {
        Language.choose(language);

        for (ConsoleCommand command : ConsoleCommand.values()) {
            assertThat(CommandHelp.all())
                    .filteredOn(line -> line.matches("  " + command.word() + " .*"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_command_has_a_page_with_an_example_that_is_one(ConsoleCommand command) {
        for (String language : new String[] {"en", "ru"}) {
            Language.choose(language);
            String example = CommandHelp.page(command.word()).stream()
                    .filter(line -> line.matches("(For example|Например): .*"))
                    .findFirst()
                    .orElseThrow()
                    .replaceFirst(".*?: ", "");

            assertThat(TypedLine.command(example.replaceFirst(", .*", "")).command())
                    .isEqualTo(command);
        }
    }

    @Test
    void a_page_says_who_may_do_it_and_how_else_it_is_called() {
        assertThat(CommandHelp.page("/KICK"))
                .containsExactly(
                        "  kick NAME [REASON]  have them leave the room",
                        "For example: kick bob, kick #tea bob spam",
                        "The room may stand before that, as #tea; else it is the room of the talk, or the only one that you are in.",
                        "They cannot come back for a moment; if the room is private, their invitation is gone, too.",
                        "Only moderators and owners of the room may do that.");
        assertThat(CommandHelp.page("leave")).contains("Also: part");
        assertThat(CommandHelp.page("op")).isEqualTo(CommandHelp.page("grant"));
        assertThat(CommandHelp.page("dance")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ban | A time is 90s, 30m, 2h, 3d or 2w; without one it lasts until unban.",
                "mute | A time is 90s, 30m, 2h, 3d or 2w; without one it lasts until unmute.",
                "voice | Also: op, voice",
                "deop | Also: deop, devoice",
                "grant | A member may enter a private room, voice may speak in a moderated one, "
                        + "a moderator keeps order and invites, an owner also gives roles and changes the room."
            })
    void a_page_explains_times_roles_and_the_words_of_irc(String word, String line) {
        assertThat(CommandHelp.page(word)).contains(line);
    }
}
