package chat.jim.client.screen;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Looks for texts that do something to a screen. */
class DisplayFuzz {
    private final DisplayInputsTest test = new DisplayInputsTest();

    @FuzzTest
    void fuzz(byte[] input) {
        test.any_text_is_shown_on_a_line_fit_to_show(input);
    }
}
