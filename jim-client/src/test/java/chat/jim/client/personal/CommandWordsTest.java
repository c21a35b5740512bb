package chat.jim.client.personal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "vi; vi",
                "code -w; code|-w",
                "'/opt/my editor/e' --wait; /opt/my editor/e|--wait",
                "notify \"to \"me'!'; notify|to me!",
                "say '' end; say||end",
                "sh -c 'rm $HOME'; sh|-c|rm $HOME",
                "C:\\Windows\\notepad.exe; C:\\Windows\\notepad.exe",
                "'not closed; not closed",
            })
    void words_are_split_at_white_space_but_for_quotes(String command, String words) {
        assertThat(CommandWords.split(" " + command)).isEqualTo(Arrays.asList(words.split("\\|", -1)));
    }

    @ParameterizedTest
    @CsvSource({"''", "' \t'"})
    void nothing_has_no_words(String command) {
        assertThat(CommandWords.split(command)).isEqualTo(List.of());
    }
}
