package chat.jim.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Looks for bytes that are other frames in other pieces. */
class FrameReaderFuzz {
    private final FrameReaderInputsTest test = new FrameReaderInputsTest();

    @FuzzTest
    void fuzz(byte[] input) {
        test.any_bytes_are_the_same_frames_in_any_pieces(input);
    }
}
