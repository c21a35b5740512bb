package chat.jim.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.jim.protocol.ProtocolException;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {
    private final PasswordHasher passwords = new PasswordHasher();

    @Test
    void a_hash_is_argon2id_with_19_mebibytes_and_2_passes_and_salted() {
        String hash = passwords.hash("secret");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("secret");
        assertThat(passwords.hash("secret")).isNotEqualTo(hash);
    }

    @Test
    void only_the_same_password_matches() {
        String hash = passwords.hash("\u043f\u0430\u0440\u043e\u043b\u044c");

        assertThat(passwords.match("\u043f\u0430\u0440\u043e\u043b\u044c", hash, () -> {}))
                .isTrue();
        assertThat(passwords.match("\u041f\u0430\u0440\u043e\u043b\u044c", hash, () -> {}))
                .isFalse();
        assertThat(passwords.match("", hash, () -> {})).isFalse();
    }

    @Test
    void without_a_hash_nothing_matches() {
        assertThat(passwords.match("secret", null, () -> {})).isFalse();
    }

    @Test
    void without_a_hash_as_much_is_done_as_with_one() {
        long with = bytesToMatch(passwords.hash("secret"));
        long without = bytesToMatch(null);

        assertThat(without).isBetween(with / 2, with * 2).isGreaterThan(19 * 1024 * 1024);
    }

    /** The memory that the thread which matches a password takes for that: nearly all of it is for the hash. */
    private long bytesToMatch(String hash) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        AtomicLong thread = new AtomicLong();
        AtomicLong before = new AtomicLong();
        passwords.match("guess", hash, () -> {
            thread.set(Thread.currentThread().getId());
            before.set(threads.getThreadAllocatedBytes(thread.get()));
        });
        return threads.getThreadAllocatedBytes(thread.get()) - before.get();
    }

    @Test
    void after_the_close_none_is_begun() {
        passwords.close();

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> passwords.match("secret", null, () -> {}))
                .withMessageContaining("going down");
    }

    @Test
    void a_hash_of_other_costs_still_matches() {
        String weaker = Argon2Function.getInstance(1024, 1, 1, 32, Argon2.ID)
                .hash("secret")
                .getResult();

        assertThat(passwords.match("secret", weaker, () -> {})).isTrue();
    }
}
