package chat.jim.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Looks for frames that are no good, and are taken. */
class CodecFuzz {
    private final CodecInputsTest test = new CodecInputsTest();

    @FuzzTest
    void fuzz(byte[] input) {
        test.any_frame_is_a_message_by_the_rules_or_refused(input);
    }
}
