package chat.jim.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Looks for names that break the rules, and are taken. */
class NamesFuzz {
    private final NamesInputsTest test = new NamesInputsTest();

    @FuzzTest
    void fuzz(byte[] input) {
        test.any_name_obeys_the_rules_or_is_refused(input);
    }
}
