package chat.jim.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** For tests with a {@link TerminalProgram}: its pseudo-terminal, its shell and its signals are those of Unix. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no pseudo-terminal of Unix")
public @interface NeedsUnixTerminal {}
