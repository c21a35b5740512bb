package chat.jim.dialect;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Looks for frames that a dialect reads, and that cannot be said in another one. */
class DialectFuzz {
    private final DialectInputsTest test = new DialectInputsTest();

    @FuzzTest
    void fuzz(byte[] input) {
        test.any_frame_is_read_or_refused_and_what_is_read_can_be_said_in_all(input);
    }
}
