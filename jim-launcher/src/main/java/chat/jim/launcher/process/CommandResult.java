package chat.jim.launcher.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The result of a short command.
 *
 * @param isFine whether its exit status was 0
 * @param text what it printed
 */
public record CommandResult(boolean isFine, String text) {
    /** Runs a command, and waits until it has ended. */
    public static CommandResult of(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new CommandResult(process.waitFor() == 0, text.strip());
        } catch (IOException e) {
            return new CommandResult(false, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CommandResult(false, "interrupted");
        }
    }
}
