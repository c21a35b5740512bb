package chat.jim.client.terminal;

import chat.jim.client.personal.CommandWords;
import chat.jim.process.Environment;
import chat.jim.process.Failure;
import chat.jim.text.Texts;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The editor of a person's own, from the environment variables {@code VISUAL} and {@code EDITOR}. The text is in a file that
 * nobody else can read, only while it is edited.
 */
final class TextEditor {
    private static final Logger LOG = LoggerFactory.getLogger(TextEditor.class);
    private static final Texts TEXTS = Texts.of(TextEditor.class);

    /** Longer than anything that can be sent. */
    private static final int MOST_BYTES = 1 << 20;

    private volatile @Nullable Process running;

    /**
     * Has a text edited, and waits for the end of the editor.
     *
     * @return the text, without line feeds at its end
     * @throws IOException it was not edited; the message is a sentence that says why
     */
    String edit(String text) throws IOException {
        List<String> command = new ArrayList<>(command());
        if (command.isEmpty()) {
            throw new IOException(TEXTS.say("editor.none"));
        }
        Path folder = Files.createTempDirectory("jim");
        Path file = Files.createTempFile(folder, "message", ".txt");
        List<File> leftovers = List.of(folder.toFile(), file.toFile());
        leftovers.forEach(File::deleteOnExit); // in reverse order: the folder is empty then
        try {
            Files.writeString(file, text);
            command.add(file.toString());
            run(command);
            return read(file).stripTrailing();
        } finally {
            delete(folder);
        }
    }

    private static List<String> command() {
        return Stream.of("VISUAL", "EDITOR")
                .map(Environment::get)
                .filter(command -> command != null && !command.isBlank())
                .map(CommandWords::split)
                .findFirst()
                .orElse(List.of());
    }

    private void run(List<String> command) throws IOException {
        int status;
        try {
            Process editor = new ProcessBuilder(command).inheritIO().start();
            running = editor;
            status = editor.waitFor();
        } catch (IOException e) {
            throw new IOException(TEXTS.say("editor.missing", command.get(0)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            status = -1;
        } finally {
            running = null;
        }
        if (status != 0) {
            throw new IOException(TEXTS.say("editor.failed", command.get(0), status));
        }
    }

    private static String read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw new IOException(TEXTS.say("editor.unreadable", Failure.reason(e)), e);
        }
        if (bytes.length > MOST_BYTES) {
            throw new IOException(TEXTS.say("editor.long"));
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** With what an editor has left beside the file, such as a backup. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.warn("Cannot remove {}: {}", folder, e.toString());
        }
    }

    /** Ends an editor that is open, for good. May be called from any thread. */
    void stop() {
        Process editor = running;
        if (editor != null) {
            editor.destroy();
        }
    }
}
