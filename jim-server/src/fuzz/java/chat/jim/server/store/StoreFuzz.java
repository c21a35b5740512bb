package chat.jim.server.store;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Looks for files on which the store fails without a sentence. */
class StoreFuzz {
    private final StoreInputsTest test = new StoreInputsTest();

    @BeforeAll
    static void makeStore() throws Exception {
        StoreInputsTest.makeStore();
    }

    @AfterAll
    static void removeStore() throws IOException {
        StoreInputsTest.removeStore();
    }

    @FuzzTest
    void fuzz(byte[] input) {
        test.any_file_is_a_store_or_refused_with_a_sentence(input);
    }
}
