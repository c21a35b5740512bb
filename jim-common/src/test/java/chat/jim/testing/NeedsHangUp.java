package chat.jim.testing;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.EnabledIf;

/** For tests in which a program gets SIGHUP: none does on Windows, nor under {@code nohup}, which its programs inherit. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(value = "chat.jim.testing.NeedsHangUp$Condition#isMet", disabledReason = "SIGHUP reaches no program here")
public @interface NeedsHangUp {
    /** Looks at what this process ignores. */
    final class Condition {
        private static final Pattern IGNORED = Pattern.compile("SigIgn:\\s*([0-9a-f]+)");

        private Condition() {}

        /** Whether SIGHUP, the first of the signals, has an effect. */
        static boolean isMet() throws IOException {
            Path status = Path.of("/proc/self/status");
            if (!Files.exists(status)) {
                return !System.getProperty("os.name").startsWith("Windows");
            }
            Matcher ignored = IGNORED.matcher(Files.readString(status));
            return !ignored.find() || Long.parseUnsignedLong(ignored.group(1), 16) % 2 == 0;
        }
    }
}
