package chat.jim.launcher.bench;

import chat.jim.protocol.Response;
import chat.jim.text.Texts;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One peer's requests, each of which is to get one answer. May be used from any thread. */
final class Requests {
    private static final Texts TEXTS = Texts.of(Requests.class);

    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile @Nullable String refusal;

    /** So many go out now. */
    void asked(int count) {
        asked.addAndGet(count);
    }

    /** A plain 200 has come. */
    void answeredOk() {
        answered.incrementAndGet();
    }

    /** Any answer has come. */
    void answered(Response response) {
        if (response.code().isError()) {
            refused.incrementAndGet();
            if (refusal == null) {
                refusal = response.code() + (response.text() == null ? "" : " " + response.text());
            }
        }
        answered.incrementAndGet();
    }

    /** How many are not answered; below 0 if there were more answers than requests. */
    long open() {
        return asked.get() - answered.get();
    }

    /** How many were refused. */
    long refused() {
        return refused.get();
    }

    /** The first refusal, if there was one. */
    @Nullable
    String refusal() {
        return refusal;
    }

    /** The same, to be put behind a sentence. */
    String words() {
        return refusal == null ? "" : " " + TEXTS.say("words", refusal);
    }
}
