package chat.jim.launcher.manual;

import chat.jim.cli.CommandLines;
import chat.jim.client.cli.ClientMain;
import chat.jim.launcher.LauncherMain;
import chat.jim.server.ServerMain;
import chat.jim.text.Language;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Writes the files of the Debian packages that are made from the programs: manual pages, completions, and the settings. */
public final class PackageFiles {
    private static final byte[] GZIP_WITHOUT_TIME = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 2, 3};

    /** Where a service keeps what it keeps, unlike a server that somebody starts. */
    private static final Map<String, String> FOLDERS = Map.of("data", "/var/lib/jim", "logs", "/var/log/jim");

    /** Completes as bash does. Zsh has no compopt; the script knows that, but what it does about it fails. */
    private static final String ZSH = """
            #compdef %1$s
            if (( ! $+functions[_complete_%1$s] )); then
              autoload -U +X bashcompinit && bashcompinit
              compopt() { : }
              source /usr/share/bash-completion/completions/%1$s
              unalias compopt
            fi
            _bash_complete -o default -F _complete_%1$s
            """;

    private final Path modules;
    private final Path target;
    private final String version;

    private PackageFiles(Path modules, Path target, String version) {
        this.modules = modules;
        this.target = target;
        this.version = version;
    }

    /**
     * Writes the files.
     *
     * @param arguments the folder of the modules, the folder to write to, and the version
     */
    public static void main(String[] arguments) throws IOException {
        new PackageFiles(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]).write();
    }

    private void write() throws IOException {
        manuals("ru", "ru/", Words.RUSSIAN);
        manuals("en", "", Words.ENGLISH);
        completions("jim-server", ServerMain.class);
        completions("jim-client", ClientMain.class);
        completions("jim-client", LauncherMain.class);
        text("jim-server", "etc/jim/server.properties", settings().file(read("server.properties"), FOLDERS));
        changelog("jim-server");
        changelog("jim-client");
    }

    private void manuals(String language, String folder, Words words) throws IOException {
        Language.choose(language);
        manuals("jim-server", ServerMain.class, folder, words);
        manuals("jim-client", ClientMain.class, folder, words);
        manuals("jim-client", LauncherMain.class, folder, words);
        String name = folder + "jim-server.properties.5";
        zipped(
                "jim-server",
                "usr/share/man/" + folder + "man5/jim-server.properties.5.gz",
                settings().page(version, words, read("man/" + name), read("man/" + name + ".rest")));
    }

    private void manuals(String debian, Class<?> program, String folder, Words words) throws IOException {
        CommandSpec command = CommandLines.of(program).getCommandSpec();
        List<CommandSpec> pages = new ArrayList<>(List.of(command));
        pages.addAll(ManPage.commandsOf(command));
        for (CommandSpec each : pages) {
            String name = ManPage.name(each);
            Path rest = source(debian, "man/" + folder + name + ".1");
            String page = ManPage.of(each, version, words, Files.exists(rest) ? Files.readString(rest) : "");
            zipped(debian, "usr/share/man/" + folder + "man1/" + name + ".1.gz", page);
        }
    }

    private void completions(String debian, Class<?> program) throws IOException {
        CommandLine line = CommandLines.of(program);
        String name = line.getCommandName();
        // Without its first line: a shell reads the file, nobody runs it.
        String completion = AutoComplete.bash(name, line).replaceFirst("^#!.*\n", "");
        text(debian, "usr/share/bash-completion/completions/" + name, completion);
        text(debian, "usr/share/zsh/vendor-completions/_" + name, ZSH.formatted(name));
    }

    private static ServerSettings settings() {
        return new ServerSettings(CommandLines.of(ServerMain.class).getCommandSpec());
    }

    private void changelog(String debian) throws IOException {
        String log = Files.readString(source(debian, "changelog")).replace("VERSION", version);
        zipped(debian, "usr/share/doc/" + debian + "/changelog.gz", log);
    }

    private String read(String name) throws IOException {
        return Files.readString(source("jim-server", name));
    }

    private Path source(String debian, String name) {
        return modules.resolve(debian).resolve("src/deb").resolve(name);
    }

    private void text(String debian, String name, String text) throws IOException {
        file(debian, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void zipped(String debian, String name, String text) throws IOException {
        file(debian, name, gzip(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void file(String debian, String name, byte[] content) throws IOException {
        Path file = target.resolve(debian).resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    /** What {@code gzip -9n} does. Java's own stream does not say that it has compressed well, as Debian wants it. */
    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(GZIP_WITHOUT_TIME);
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater)) {
            deflated.write(content);
        } finally {
            deflater.end();
        }
        CRC32 sum = new CRC32();
        sum.update(content);
        out.write(ByteBuffer.allocate(2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) sum.getValue())
                .putInt(content.length)
                .array());
        return out.toByteArray();
    }
}
